"""Quads made by hand for the tests of the store."""

from pyoxigraph import Literal, NamedNode, Quad

KG = "https://w3id.org/witness/ontology#"
DATA = "https://example.org/data/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TEXT = NamedNode("https://schema.org/text")
PREFIXES = {"kg": KG, "schema": "https://schema.org/", "data": DATA, "unused": "urn:unused:"}

# Everything that a text may hold and a format may trip over.
NASTY = (
    "plain",
    "tab\tline\nreturn\rquote\"'backslash\\",
    "control \0 \x08\x0c\x1b",
    "not a character ￾￿",
    "emoji \U0001f600 and \u202e right to left, e\u0301",
    "&lt; <b>&amp;</b> ]]>",
    "  blanks around  ",
    "",
)


def graph_of(name: str) -> NamedNode:
    return NamedNode(f"{DATA}graph/{name}")


def article(name: str, *texts: str) -> list[Quad]:
    graph, subject = graph_of(name), NamedNode(f"{DATA}article/{name}")
    quads = [Quad(subject, TYPE, NamedNode(f"{KG}Article"), graph)]
    for number, text in enumerate(texts):
        quotation = NamedNode(f"{DATA}article/{name}#char={number},{number + 10}")
        quads.append(Quad(quotation, TYPE, NamedNode(f"{KG}Quotation"), graph))
        quads.append(Quad(quotation, TEXT, Literal(text), graph))
        quads.append(Quad(quotation, NamedNode(f"{KG}article"), subject, graph))
    return quads
