"""An article with what is found in it, for the terminal and as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Article,
    Entity,
    EntityType,
    Findings,
    Mention,
    MentionKind,
    Quote,
    QuoteKind,
    Span,
)
from kg.view.explain import explained, explained_page

TEXT = "Ann <Lee> said “we\x1b[2J lost, he said no”.\n\nNobody came."


def span(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def findings() -> Findings:
    article = Article("0" * 16, "story.txt", TEXT, title="A loss", publisher="The Bell")
    ann = Entity(
        "e1",
        EntityType.PERSON,
        "Ann <Lee>",
        (Mention(span("Ann <Lee>"), MentionKind.NAME), Mention(span("he"), MentionKind.PRONOUN)),
    )
    outer = Quote("q1", QuoteKind.DIRECT, (span("we\x1b[2J lost, he said no"),), speaker="e1",
                  rule="a cue leads in", confidence=0.9)  # fmt: skip
    inner = Quote("q2", QuoteKind.INDIRECT, (span("no"),), within="q1", affirmed=False,
                  candidates=(("e1", 0.4),), confidence=0.4)  # fmt: skip
    return Findings(article, (ann,), (outer, inner), (), ())


def test_the_terminal_shows_words_speaker_reason_and_confidence() -> None:
    shown = explained(findings())
    assert "A loss (The Bell)" in shown
    assert "“[q1: we\ufffd[2J lost, he said [q2: no]]”." in shown
    assert re.search(r"q1  Ann <Lee>\n +direct, said, 0\.90: a cue leads in", shown)
    assert "q2  unsure: Ann <Lee> 0.40" in shown
    assert "not performed as such" in shown


def test_nothing_an_article_holds_moves_the_terminal() -> None:
    assert "\x1b" not in explained(findings())
    assert "\x1b[2J" not in explained(findings(), colour=True)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not {"src", "onload", "onclick"} & {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_is_whole_and_holds_no_markup_of_the_article() -> None:
    page = explained_page(findings())
    tags = _Tags()
    tags.feed(page)
    assert not tags.open
    assert not tags.seen & {"lee", "script", "img", "link", "iframe"}
    assert "http" not in page.replace("http-equiv", "")
    assert "Ann <Lee>" in "".join(tags.text)


@given(st.text(alphabet="ab <>&\"'\n“”\u202e\x00", min_size=3, max_size=40), st.data())
def test_any_text_with_crossing_quotations_is_shown(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text) - 1)
    spans = [
        Span(min(pair), max(pair) + 1)
        for pair in data.draw(st.lists(st.tuples(places, places), max_size=4))
    ]
    quotes = tuple(Quote(f"q{at}", QuoteKind.INDIRECT, (each,)) for at, each in enumerate(spans, 1))
    found = Findings(Article("0" * 16, "x", text), (), quotes, (), ())
    assert explained(found).endswith("\n")
    tags = _Tags()
    tags.feed(explained_page(found))
    assert not tags.open
