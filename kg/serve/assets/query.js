"use strict";

// The page where one asks: YASGUI on this server's endpoint, and the questions that come along.

const ENDPOINT = `${location.origin}/sparql`;
const START = `PREFIX kg: <https://w3id.org/witness/ontology#>
PREFIX schema: <https://schema.org/>

SELECT ?who ?words WHERE {
  ?person kg:said ?statement ; schema:name ?who .
  ?statement schema:text ?words .
}
ORDER BY ?who
LIMIT 50
`;

// Nothing but this server is asked: completions come from the prefixes that YASQE knows itself.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.prefixCcApi = "";
Yasgui.Yasqe.defaults.value = START;

const yasgui = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint: ENDPOINT, method: "POST" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [] },
  corsProxy: undefined,
  yasqe: { value: START, autocompleters: ["variables"] },
});

function show(question) {
  const tab = yasgui.getTab();
  tab.setQuery(question.text);
  document.getElementById("about").textContent = question.description;
  tab.query();
}

async function offer() {
  const questions = await (await fetch("/queries.json")).json();
  const list = document.getElementById("shipped");
  for (const question of questions) list.add(new Option(question.title, question.name));
  list.addEventListener("change", () => {
    const question = questions.find((each) => each.name === list.value);
    if (question) show(question);
  });
}

offer();
