// What is known about one thing: a person, a statement, an event, or what ties two of them.

import { dotted, el, mark, quoted } from "./dom.js";
import { attribution, evidenceItem, howQuoted, onWhoseWord, statusOf } from "./evidence.js";
import {
  carriedBy,
  claimLines,
  disputeLines,
  entry,
  eventLines,
  facts,
  nameOf,
  named,
  section,
  sharedSources,
  statementLines,
  thingLines,
  tieName,
} from "./lists.js";
import { grouped, outletsOf, voiceOf, wordsOf } from "./model.js";
import { toggled } from "./state.js";
import { voices } from "./voices.js";
import { capitalized, compared, counted, eventName, phrase, texts } from "./words.js";

const T = texts.panels;

/** Return the panel of a node: heading, what can be done with it, and all that is known. */
export function nodePanel(node, page) {
  const inside = { statement: statementPanel, event: eventPanel, source: sourcePanel };
  return (inside[node.kind] ?? actorPanel)(node, page);
}

function heading(node, words, ...more) {
  const kind = el("p", { class: `kind ${node.kind}` }, mark(node.shape, node.kind), texts.kinds[node.kind]);
  return [kind, el("h2", { tabindex: "-1", dir: "auto" }, words), more];
}

function actions(node, page, ...more) {
  const { near, show } = page.state;
  const steps = [1, 2, 3].map((n) => {
    const pressed = near === n && show === node.id;
    return page.button({ near: pressed ? 0 : n, show: node.id, view: "picture" }, String(n), {
      "aria-pressed": String(pressed),
      "aria-label": counted("steps", n, T),
    });
  });
  const draw = el("span", { class: "steps", role: "group", "aria-label": T.near }, el("span", {}, T.near), steps, T.stepsAway);
  return el("div", { class: "actions" }, more, draw, page.pinButton(node), page.copyButton());
}

// --- People and others who speak or live through something ---------------------------------------

function actorPanel(node, page) {
  const { selection } = page;
  const out = (...kinds) => selection.of(node.out, ...kinds);
  const into = (...kinds) => selection.of(node.into, ...kinds);
  const disputes = node.concerned.filter((piece) => piece.kind === "contradicts" && selection.has(piece));
  const disputed = new Set(disputes.map((piece) => piece.role));
  const mentions = out("mentioned in");
  return [
    heading(node, node.name),
    facts(
      counted("statement", new Set(out("said").map((piece) => piece.to)).size),
      counted("lived", new Set(out("experienced").map((piece) => piece.to)).size),
      carriedBy(node.out.filter((piece) => selection.has(piece) && piece.in)),
    ),
    actions(node, page, statementsButton(node, page)),
    section(texts.views.disagreements, disputeLines(disputes, page)),
    section(T.lived, eventLines(out("experienced"), page)),
    section(T.part, eventLines(out("role"), page, { roles: true })),
    section(T.said, statementLines(out("said"), (piece) => piece.to, page)),
    section(T.quotedBy, quotedBy(node, page)),
    section(T.notSaid, statementLines(out("not said"), (piece) => piece.to, page)),
    section(T.perhapsSaid, statementLines(out("possibly said"), (piece) => piece.to, page)),
    section(T.claims, claimLines(out("claim"), disputed, page)),
    section(T.relatives, relatives(out("related"), into("related"), page)),
    section(T.perhapsSame, sameLines([...out("possibly same"), ...into("possibly same")], node, page)),
    section(T.spokenOf, spokenOf(into("speaks of"), page)),
    section(T.to, statementLines(into("addressed to"), (piece) => piece.from, page)),
    section(T.alsoCalled, formLines(mentions, page)),
    section(T.mentioned, articleLines(mentions, page)),
  ];
}

function statementsButton(node, page) {
  if (!page.selection.of(node.out, "said", "not said").length) return null;
  const open = page.state.open.has(node.id);
  const change = { view: "picture", show: node.id, open: toggled(page.state.open, node.id) };
  if (!open) change.near = page.state.near || 1;
  const words = open ? T.closeStatements : T.openStatements;
  return page.button(change, words, { "aria-pressed": String(open) });
}

/** Return who quotes somebody: outlets, and those in whose words their words stand. */
function quotedBy(node, page) {
  return voices(page.selection)
    .filter((row) => row.whom === node)
    .sort((one, other) => other.pieces.length - one.pieces.length)
    .map(({ who, pieces }) => {
      const words = typeof who === "string" ? quoted(who, { class: "side" }) : named(who, page);
      const direct = pieces.filter((piece) => piece.rendering !== "indirect").length;
      const tags = [counted("quotation", pieces.length), direct > 0 && counted("inMarks", direct)];
      return entry(words, pieces, page, { how: howQuoted, tags });
    });
}

function relatives(out, into, page) {
  const lines = thingLinesBy(out, (piece) => piece.to, page);
  const known = new Set(out.map((piece) => piece.to));
  const back = into.filter((piece) => !known.has(piece.from));
  return [...lines, ...thingLinesBy(back, (piece) => piece.from, page, true)];
}

function thingLinesBy(pieces, end, page, back = false) {
  return grouped(pieces, end).map(([thing, found]) =>
    entry(named(thing, page), found, page, {
      how: onWhoseWord,
      tags: back ? [] : [...new Set(found.map((piece) => texts.properties[piece.role] ?? piece.role))],
    }),
  );
}

function sameLines(pieces, node, page) {
  return pieces.map((piece) => {
    const other = piece.from === node ? piece.to : piece.from;
    const sure = phrase(T.sure, { n: Math.round(piece.sure * 100) });
    return entry(named(other, page), [piece], page, { tags: [sure] });
  });
}

function spokenOf(pieces, page) {
  const { selection } = page;
  const bySpeaker = pieces.flatMap((piece) =>
    selection.of(piece.from.into, "said", "not said").map((saying) => ({ speaker: saying.from, piece })),
  );
  return grouped(bySpeaker, (one) => one.speaker).map(([speaker, found]) =>
    entry(named(speaker, page), [...new Set(found.map((one) => one.piece))], page, {
      how: (piece) => nameOf(piece.from),
    }),
  );
}

/** Return what outlets call somebody: every form, with who uses it and how often. */
function formLines(mentions, page) {
  const forms = mentions.flatMap((piece) =>
    (piece.words ?? []).map((place) => ({ piece, form: piece.in.body.slice(...place) })),
  );
  return grouped(forms, (one) => one.form).map(([form, found]) => {
    const outlets = outletsOf(found.map((one) => one.piece));
    return el(
      "li",
      { class: "form" },
      quoted(form),
      el("span", { class: "by" }, `${found.length} × `, quoted(outlets.join(", "))),
    );
  });
}

function articleLines(mentions, page) {
  return mentions.map((piece) =>
    el(
      "li",
      {},
      page.link({ show: piece.in.id, at: "" }, quoted(piece.in.name), { class: "thing article" }),
      el("div", { class: "by" }, dotted(attribution(piece.in), counted("mention", piece.count ?? 1))),
    ),
  );
}

// --- Statements -----------------------------------------------------------------------------------

function statementPanel(node, page) {
  const { selection } = page;
  const quotations = selection.of(node.out, "quoted in");
  const direct = quotations.some((piece) => piece.rendering === "direct");
  const saidBy = [...new Set(selection.of(node.into, "said", "not said").map((piece) => piece.from))];
  return [
    heading(node, el("q", { class: "wording" }, node.name)),
    facts(counted("quotation", quotations.length), carriedBy(quotations)),
    sharedSources(quotations, selection),
    actions(node, page),
    speakers(node, page),
    section(T.wordings, wordings(node, quotations, page), { note: direct && differenceNote(quotations) }),
    section(T.dropping, dropping(node, quotations), { numbered: false }),
    missingFrom(quotations, saidBy, page),
    section(T.tells, eventLines(selection.of(node.out, "tells of"), page)),
    section(T.about, thingLines(selection.of(node.out, "speaks of"), (piece) => piece.to, page)),
    section(T.to, thingLines(selection.of(node.out, "addressed to"), (piece) => piece.to, page)),
    section(T.through, thingLines(selection.of(node.out, "through"), (piece) => piece.to, page)),
    section(T.within, statementLines(selection.of(node.out, "within"), (piece) => piece.to, page)),
    section(T.holds, statementLines(selection.of(node.into, "within"), (piece) => piece.from, page)),
    section(T.perhapsSame, sameLines(selection.of([...node.out, ...node.into], "possibly same"), node, page)),
  ];
}

function speakers(node, page) {
  const pieces = page.selection.of(node.into, "said", "not said", "possibly said");
  const lines = grouped(pieces, (piece) => piece.from).map(([speaker, found]) =>
    entry(named(speaker, page), found, page, {
      how: howQuoted,
      tags: [found[0].kind === "said" ? "" : texts.ties[found[0].kind]],
    }),
  );
  const nobody = el("p", { class: "note" }, T.saidByNobody);
  return lines.length ? section(T.saidBy, lines) : el("section", {}, el("h3", {}, T.saidBy), nobody);
}

function differenceNote(quotations) {
  if (quotations.length < 2) return null;
  const parts = T.difference.split(/(\{\w+\})/).map((part) => {
    if (part === "{added}") return el("ins", {}, T.added);
    if (part === "{dropped}") return el("del", {}, T.dropped);
    return part;
  });
  return el("p", { class: "note" }, parts);
}

/** Return a line for each article: its wording against the fullest one, then its places. */
function wordings(node, quotations, page) {
  const lines = grouped(quotations, (piece) => piece.in).map(([, pieces]) => {
    const own = inOwnWords(pieces);
    const words = own.map(wordsOf).join(" ");
    const parts = comparison(node, pieces);
    const alike = own.length > 0 && parts.every((part) => part.kind === "same");
    return {
      matching: parts.filter((part) => part.kind === "same").length ? words.length : 0,
      line: el(
        "li",
        {},
        own.length > 0 && el("q", { class: "wording", dir: "auto" }, differences(parts)),
        alike && quotations.length > 1 && el("span", { class: "tag" }, T.asQuoted),
        pieces.map((piece) => evidenceItem(piece, page, { label: howQuoted(piece), open: !own.length })),
      ),
    };
  });
  return lines.sort((one, other) => other.matching - one.matching).map(({ line }) => line);
}

/** Return those of an article's quotations that have the speaker's own words. */
function inOwnWords(pieces) {
  return pieces.filter((piece) => piece.rendering !== "indirect").sort(byPlace);
}

function comparison(node, pieces) {
  const own = inOwnWords(pieces);
  return own.length ? compared(node.name, own.map(wordsOf).join(" ")) : [];
}

function byPlace(one, other) {
  return one.words[0][0] - other.words[0][0];
}

const FEW_WORDS = 6;

/** Return a comparison as text with marks; what is left out at an end or is long is only counted. */
function differences(parts) {
  return parts.flatMap((part, place) => {
    const shown = part.kind === "same" ? part.text : changed(part, place === 0 || place === parts.length - 1);
    return place ? [" ", shown] : [shown];
  });
}

function changed(part, atEnd) {
  if (part.kind === "added") return el("ins", {}, part.text);
  const words = part.text.split(" ").length;
  if (!atEnd && words <= FEW_WORDS) return el("del", {}, part.text);
  const button = el("button", { type: "button", class: "dropped", onclick: () => button.replaceWith(el("del", {}, part.text)) }, counted("word", words));
  return button;
}

/** Return which words of the fullest wording are left out, and by whom; other words in their place do not count. */
function dropping(node, quotations) {
  const left = grouped(quotations, (piece) => piece.in).flatMap(([article, pieces]) => {
    const parts = comparison(node, pieces);
    const replaced = (place) => [parts[place - 1], parts[place + 1]].some((part) => part?.kind === "added");
    const dropped = parts.filter((part, place) => part.kind === "dropped" && !replaced(place) && part.text.includes(" "));
    return dropped.map((part) => ({ words: part.text, article }));
  });
  return grouped(left, (one) => one.words).map(([words, some]) => {
    const outlets = [...new Set(some.map((one) => voiceOf(one.article)))].join(", ");
    return el("li", { class: "form" }, el("q", {}, quoted(words)), quoted(outlets, { class: "by" }));
  });
}

/** Return a note on the outlets that write of the speaker, too, but in which these words were not found. */
function missingFrom(quotations, speakers, page) {
  const has = new Set(outletsOf(quotations));
  const mentions = speakers.flatMap((one) => page.selection.of(one.out, "mentioned in"));
  const outlets = outletsOf(mentions).filter((one) => !has.has(one));
  if (!outlets.length) return null;
  const who = speakers.map((one) => one.name).join(" & ");
  return el("p", { class: "note" }, phrase(T.missing, { who, outlets: outlets.join(", ") }));
}

// --- Events ---------------------------------------------------------------------------------------

function eventPanel(node, page) {
  const { selection } = page;
  const reports = selection.of(node.out, "reported in");
  const roles = selection.of(node.into, "role");
  const experiencers = roles.filter((piece) => piece.role === "experiencer");
  const where = roles.filter((piece) => piece.role === "place");
  const others = roles.filter((piece) => !["experiencer", "place"].includes(piece.role));
  const status = statusOf(node);
  return [
    heading(node, eventName(node), status && el("p", { class: "tag alarm" }, capitalized(status))),
    facts(counted("report", reports.length), carriedBy(reports)),
    actions(node, page),
    section(T.who, thingLines(selection.of(node.into, "experienced"), (piece) => piece.from, page, { how: onWhoseWord })),
    section(T.wouldBe, thingLines(experiencers, (piece) => piece.from, page, { how: howReported })),
    section(T.others, thingLines(others, (piece) => piece.from, page, { roles: true, how: onWhoseWord })),
    section(T.when, whenLines(reports, page)),
    section(T.where, thingLines(where, (piece) => piece.from, page, { how: onWhoseWord })),
    section(T.reports, reportLines(reports, page)),
    section(T.perhapsSame, sameLines(selection.of([...node.out, ...node.into], "possibly same"), node, page)),
  ];
}

function howReported(piece) {
  return [statusOf(piece), onWhoseWord(piece)].filter(Boolean).join(", ");
}

function whenLines(reports, page) {
  const dated = reports.filter((piece) => piece.when);
  return grouped(dated, (piece) => piece.when).map(([when, found]) =>
    entry(when, found, page, { how: onWhoseWord }),
  );
}

function reportLines(reports, page) {
  return reports.map((piece) =>
    el("li", {}, evidenceItem(piece, page, { open: reports.length < 4, label: howReported(piece) })),
  );
}

// --- Primary sources, and what ties two things ----------------------------------------------------

function sourcePanel(node, page) {
  const pieces = page.selection.of(node.into, "draws on");
  const lines = pieces.map((piece) => el("li", {}, evidenceItem(piece, page)));
  return [heading(node, node.name), facts(carriedBy(pieces)), section(T.evidence, lines)];
}

/** Return the panel of what ties two nodes: every kind of tie with its evidence. */
export function tiePanel(from, to, page) {
  const ties = page.selection.ties.filter(
    (tie) => (tie.from === from && tie.to === to) || (tie.from === to && tie.to === from),
  );
  const sections = ties.flatMap((tie) =>
    Object.entries(tie.rests).map(([kind, pieces]) => tieSection(tie, kind, pieces, page)),
  );
  const title = el("h2", { tabindex: "-1" }, named(from, page), el("span", { class: "dash" }, "–"), named(to, page));
  return [el("p", { class: "kind" }, T.evidence), title, sections];
}

function tieSection(tie, kind, pieces, page) {
  const how = kind === "experienced" || kind === "role" ? howReported : () => "";
  const items = pieces.map((piece) => {
    const statement = piece.from.kind === "statement" && piece.from !== tie.from ? piece.from : null;
    const words = statement && el("div", { class: "what" }, named(statement, page));
    const open = pieces.length < 4;
    return el("li", {}, words, piece.in ? evidenceItem(piece, page, { open, label: how(piece) }) : piece.reason);
  });
  const words = [quoted(nameOf(tie.from)), " ", tieName(kind), " ", quoted(nameOf(tie.to))];
  return section(words, items);
}
