"""The grammar of words that say when: which words do, and of what kind they are.

Patterns are composed of named parts. The groups of a pattern have the same names in all: y, m, d
(year, month, day), w (weekday), which (last, next), lead (a preposition), part (the end of), count
and unit; digits at the end of a name tell alternatives apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model import Span

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))(?![a-z])"
)
_MONTH_ABBREVIATED = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?![a-z])"
    r"|(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b)"
)
_ANY_MONTH = rf"(?:{_MONTH}|{_MONTH_ABBREVIATED})"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!s?[a-z])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,:/]\d|%)"
_ORDINAL = (
    r"(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)"
)
_YEAR = r"(?:1[0-9]|20)\d\d(?!\d|[.,]\d|%|s\b|-year|\s*B\.?C)"
_UP_TO = r"(?:\s*[-–]\s*|\s+(?:to|through|until)\s+(?:the\s+)?)"
_EARLY_YEAR = r"\d{3}(?=[).,;]|\s*[-–]|$)"
"""A year of three digits, which other numbers are more often: only behind a day or a month."""
_WHOSE_YEAR = (
    r"\s+(?:of\s+)?(?:(?P<year>last|this|next)"
    r"|(?P<told>that(?:\s+same)?|the\s+(?:same|following|next|previous)))\s+year\b"
)
_NO_COUNT = (
    r"(?!\s+(?:people|men|women|homes|houses|votes|jobs|met(?:re|er)s|miles|km|pounds|dollars|euros"
    r"|hours|years|children|students|workers|troops|soldiers|cases|deaths|words|pages|GMT|BST)\b)"
)
_DAYTIME = r"(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|lunchtime|midday|noon)"
_PREPOSITION = (
    r"(?i:in|on|at|since|by|before|after|until|till|during|from|of|for|as\s+of|as\s+early\s+as"
    r"|throughout|prior\s+to)"
)
_PART = (
    r"(?i:early\s+in|late\s+in|midway\s+through|earlier\s+in|later\s+in|early|late|mid-?"
    r"|(?:at\s+)?(?:towards?\s+)?the\s+(?:very\s+)?(?:end|beginning|start|middle|close)\s+of"
    r"|the\s+month\s+of|sometime\s+in|back\s+in)"
)
_LEAD = rf"(?:(?P<lead>{_PREPOSITION})\s+)?"
_PARTS = rf"(?:(?P<part>{_PART})\s*)?"
_WHICH = r"(?i:last|past|previous|this\s+past|this\s+coming|this|next|coming|following)"
_COUNT = (
    r"(?i:(?:about|around|nearly|almost|just|some|roughly|exactly|only|barely|over|more\s+than)\s+)?"
    r"(?P<count>\d{1,3}|(?i:a\s+couple\s+of|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    r"|several|a\s+few|many))"
)
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade)s?"

# --- Expressions ----------------------------------------------------------------------------------

_KINDS: Mapping[str, str] = {
    "iso": r"\b(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b",
    "before_christ": rf"{_LEAD}(?:(?P<about>circa|ca\.|c\.)\s*)?(?P<y>\d{{1,4}})"
    r"(?:\s*[-–]\s*(?P<until>\d{1,4}))?\s*(?:B\.C\.(?:E\.)?|BCE?\b)",
    "years": rf"(?:(?i:from)\s+(?:the\s+)?(?P<y>{_YEAR})\s*(?:[-–]|to|until)\s*(?P<until>{_YEAR})"
    rf"|(?i:between)\s+(?P<y2>{_YEAR})\s+and\s+(?P<until2>{_YEAR})"
    rf"|\(?(?:(?:circa|ca\.|c\.)\s*)?(?P<y3>{_YEAR})\s*[-–]\s*(?P<until3>{_YEAR}|\d\d(?!\d|%|-|[.,]\d)))",
    "days": rf"{_LEAD}(?:(?P<m>{_ANY_MONTH})\s+(?P<d>{_DAY}){_UP_TO}(?P<to>{_DAY})(?!\s+[A-Z])"
    rf"|(?P<d2>{_DAY}){_UP_TO}(?P<to2>{_DAY})\s+(?P<m2>{_ANY_MONTH}))(?:,?\s+(?P<y>{_YEAR}))?",
    "stretch": rf"(?i:from|between)\s+(?:the\s+)?"
    rf"(?:(?P<m>{_ANY_MONTH})\s+(?P<d>{_DAY})|(?P<d2>{_DAY})\s+(?P<m2>{_ANY_MONTH}))"
    r"\s+(?:to|and|until|till|through)\s+(?:the\s+)?"
    rf"(?:(?P<tom>{_ANY_MONTH})\s+(?P<to>{_DAY})|(?P<to2>{_DAY})\s+(?P<tom2>{_ANY_MONTH}))"
    rf"(?:,?\s+(?P<y>{_YEAR}))?",
    "months": rf"(?:(?i:from|between)\s+(?P<m>{_ANY_MONTH})\s+(?:to|and|until|till|through)"
    rf"\s+(?P<tom>{_ANY_MONTH})(?:(?:\s+(?:in|of))?,?\s+(?P<y>{_YEAR}))?"
    rf"|{_LEAD}(?P<m2>{_ANY_MONTH})\s*[-–]\s*(?P<tom2>{_ANY_MONTH})(?:\s+of)?,?\s+(?P<y2>{_YEAR}))"
    r"(?!\s+\d)",
    "nine_eleven": rf"{_LEAD}(?:9/11(?!/|\d)"
    r"|(?:the\s+)?Sept(?:\.|ember)?\s+11(?:th)?(?=\s+(?:terror\w*\s+)?attack))",
    "day": rf"{_LEAD}(?:{_WEEKDAY},?\s+)?(?:the\s+)?"
    rf"(?:(?P<m>{_ANY_MONTH})\s+(?:the\s+)?(?P<d>{_DAY})"
    rf"|(?P<d2>{_DAY})\s+(?:(?:day\s+)?of\s+)?(?P<m2>{_ANY_MONTH})"
    rf"|(?P<d3>{_ORDINAL})\s+(?:day\s+)?of\s+(?P<m3>{_ANY_MONTH}))"
    rf"(?:,?\s+(?P<y>{_YEAR}|{_EARLY_YEAR})|{_WHOSE_YEAR}|\s+(?P<gone>last)(?!\s+[a-z]))?",
    "month_year": rf"{_LEAD}{_PARTS}(?P<m>{_ANY_MONTH})"
    rf"(?:(?:\s+of)?,?\s+(?P<y>{_YEAR}|{_EARLY_YEAR})|,?{_WHOSE_YEAR})",
    "season_year": rf"{_LEAD}{_PARTS}(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?:\s+of)?\s+(?P<y>{_YEAR})",
    "quarter": rf"{_LEAD}"
    r"(?:Q(?P<q>[1-4])|the\s+(?P<word>first|second|third|fourth|final)\s+quarter)"
    rf"(?:\s+(?:of\s+)?(?P<y>{_YEAR}))?"
    r"|(?<!the )(?<!\bits )(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+quarter\b(?!\s+of)",
    "month": rf"(?:{_LEAD}(?:(?P<part>{_PART})\s*|(?P<which>{_WHICH})\s+)(?P<m>{_ANY_MONTH})"
    rf"|(?P<lead2>{_PREPOSITION})\s+(?P<m2>{_ANY_MONTH})|(?P<m3>(?!May\b|Mar|Jan\b|Jun\b){_MONTH})"
    rf"|[Aa]n?\s+(?P<m4>{_MONTH})(?=\s+[a-z]))"
    r"(?!\s+\d)",
    "told_weekday": rf"{_LEAD}(?P<told>(?i:that|that\s+same"
    rf"|the\s+(?:following|next|same|previous)))\s+(?P<w>{_WEEKDAY})(?:\s+{_DAYTIME})?",
    "weekday": rf"{_LEAD}(?:(?P<which>{_WHICH})\s+)?(?P<w>{_WEEKDAY})(?:['’]s)?(?:\s+{_DAYTIME})?",
    "this_day": rf"{_LEAD}(?:{_DAYTIME}\s+)?(?P<word>(?i:the\s+day\s+before\s+yesterday"
    rf"|yesterday|today|tonight|tomorrow|overnight|last\s+night))(?:['’]s)?(?:\s+{_DAYTIME})?",
    "this_daytime": r"(?i:(?:earlier|later)\s+)?(?i:this)\s+(?:morning|afternoon|evening)\b",
    "period": rf"{_LEAD}(?:(?P<part>{_PART}|(?i:earlier|later|sometime))\s+)?"
    r"(?P<which>(?i:last|this\s+past|this\s+coming|this|next|coming))\s+"
    r"(?P<period>weekend|week|month|[Yy]ear|decade|spring|summer|autumn|fall|winter)(?:['’]s)?\b",
    "weekend": r"(?P<lead>(?i:over|at|on|during|throughout))\s+the\s+weekend\b",
    "end": rf"{_LEAD}(?:(?P<part>(?i:early|late|earlier|later|midway)\s+(?:on\s+)?(?:in|through)"
    r"|(?i:the\s+(?:very\s+)?(?:end|beginning|start|middle|close)\s+of))\s+the"
    r"\s+(?P<unit>week|month|year|decade)\b|(?P<unit2>year)(?:\s+|-)end\b)",
    "new_year": rf"{_LEAD}(?:(?i:the)\s+new\s+year)\b",
    "season": rf"(?P<lead>{_PREPOSITION})\s+(?:the\s+)?"
    r"(?P<season>spring|summer|autumn|fall|winter)\b",
    "ago": rf"{_COUNT}\s+{_UNIT}\s+ago\b",
    "hence": rf"(?i:in|within)\s+(?:the\s+next\s+)?{_COUNT}\s+{_UNIT}(?:['’]s?\s+time)?\b",
    "later": r"(?:(?P<more>\d{1,3}|(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten))"
    rf"\s+(?P<moreunit>week|fortnight|year)s?\s+and\s+)?{_COUNT}\s+{_UNIT}\s+(?P<way>later|earlier|afterwards|previously|before|after)\b",
    "neighbour": rf"{_LEAD}(?i:the)\s+(?P<which>following|next|previous|same)\s+"
    r"(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b"
    rf"|(?:(?P<lead2>{_PREPOSITION})\s+)?(?i:that\s+same|that|this\s+same)"
    r"\s+(?P<unit2>day|morning|afternoon|evening|night|week|month|year)\b",
    "vague": r"(?i:minutes|hours|days|weeks|months|years|decades)"
    r"\s+(?:later|earlier|ago|before|after)\b"
    r"|(?i:the\s+day\s+(?:before|after))\b|(?i:in|over|within)\s+(?:recent|the\s+(?:last|past|coming|"
    r"next))\s+(?:few\s+|several\s+)?(?:hours|days|weeks|months|years)\b|(?i:recently|lately)\b",
    "holiday": rf"{_LEAD}(?P<word>(?:New\s+Year['’]s\s+(?:Day|Eve)|Valentine['’]s\s+Day|Halloween"
    rf"|Christmas(?:\s+(?:Day|Eve))?|Boxing\s+Day))(?:,?\s+(?P<y>{_YEAR}))?\b",
    "decade": rf"{_LEAD}{_PARTS}(?:the\s+)?"
    r"(?P<decade>(?:1[0-9]|20)\d0|(?:(?<=the )|['’])[2-9]0)['’]?s\b"
    rf"|(?P<lead2>{_PREPOSITION})\s+(?:(?:early|late|mid)[-\s])?the\s+(?:(?:early|late|mid)[-\s])?"
    r"(?:nineteen[-\s])?(?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    "century": rf"{_LEAD}{_PARTS}(?:[Tt]he\s+)?"
    rf"(?P<c>\d{{1,2}}(?=st|nd|rd|th)|{_ORDINAL})(?:st|nd|rd|th)?[-\s][Cc]entury\b",
    "war": rf"{_LEAD}(?:the\s+)?(?:World\s+War\s+(?P<war>II?|One|Two|1|2)\b|WW(?P<war2>II?|1|2)\b"
    r"|(?P<war3>First|Second)\s+World\s+War\b)",
    "year": rf"(?:(?P<lead>{_PREPOSITION})\s+(?:the\s+year\s+)?{_PARTS}|(?P<part2>{_PART})\s*"
    r"|\(|(?i:the)\s+)"
    rf"(?P<y>{_YEAR}){_NO_COUNT}(?:['’]s)?"
    r"|(?:(?i:an?|his|her|its|their)\s+|(?<=['’]s )|(?<=entire ))(?P<y5>(?:19|20)\d\d)"
    rf"(?!\d|[.,]\d|%|s\b|-){_NO_COUNT}(?=\s+[a-z])"
    rf"|(?P<about>(?i:circa|ca\.|c\.))\s*(?P<y3>{_YEAR})|(?<=[\s(])[bdm]\.\s?(?P<y6>{_YEAR})"
    rf"|(?:(?<=[12]\d\d\d and )|(?<=[12]\d\d\d to )|(?<=[12]\d\d\d or ))(?P<y7>{_YEAR})"
    r"|(?<=[A-Za-z.,] )(?P<y8>(?:19|20)\d\d)(?=[;)])|(?<=\n)(?P<y9>(?:19|20)\d\d)(?=\n)"
    rf"|\bAD\s?(?P<early>\d{{1,4}})\b|(?P<early2>\d{{1,4}})\s(?:AD|CE)\b"
    r"|(?i:(?:in\s+)?the\s+year)\s+(?P<early3>\d{2,3})\b(?!,\d)"
    r"|(?P<about2>(?i:circa|ca\.|c\.))\s*(?P<early4>\d{3})\b(?!,\d)"
    rf"|(?<=[,;] )(?P<y4>{_YEAR})(?=[);])"
    r"|(?<![\d$£€.,/-])(?P<y2>(?:19|20)\d\d)(?=['’]s\b|\s+[a-z]+"
    r"\s+(?:crash|election|attack|murder|fire|film|album|season|Games)\b)",
}

_BOUNDARY = r"(?<![\w$£€-])(?<!\d[.,])"
_READERS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(_BOUNDARY + f"(?:{pattern})") for kind, pattern in _KINDS.items()
}
_ANY = re.compile(
    _BOUNDARY
    + "(?:"
    + "|".join(
        f"(?P<k_{kind}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern)})"
        for kind, pattern in _KINDS.items()
    )
    + ")"
)
_CORE = re.compile(
    r"\d|weekend|ties\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q[1-4]|Christmas|Halloween|Valentine|Boxing"
    r"|day|week|month|year|decade|hour|minute|fortnight|century|spring|summer|autumn|fall|winter"
    r"|quarter|night|morning|afternoon|evening|tomorrow|recently|lately|\bWar\b|WWI",
    re.IGNORECASE,
)
"""What every expression holds; only words near it are looked at in full."""
_REACH = 50
"""Letters from where an expression begins to its core, at most."""
_START = re.compile(r"(?<!\w)[\w('’]")
_OPENING = re.compile(r"(?:\(|[Tt]he (?=\d))?")
_RECURRING = re.compile(r"(?i:every|each|most|weekdays|usually\s+on)\s*$")
_LOOK_BACK = 12
_IN_A_NAME = re.compile(r"[A-Za-z]\s(?:Today|Tonight|Tomorrow|Yesterday)\b")
"""A capital inside a sentence is that of a name: Harbour `Today`."""


def expressions(text: str) -> Iterator[tuple[Span, str, dict[str, str]]]:
    """Yield (span, kind, groups) of the words in a text that say when; they do not overlap."""
    for match in _matches(text):
        kind = str(match.lastgroup).removeprefix("k_")
        read = _READERS[kind].match(text, match.start())
        if read is None or _RECURRING.search(
            text, max(0, match.start() - _LOOK_BACK), match.start()
        ):
            continue
        if kind == "this_day" and _IN_A_NAME.match(text, max(0, read.start() - 2)):
            continue
        groups = {
            name.rstrip("0123456789"): " ".join(value.split())
            for name, value in read.groupdict().items()
            if value is not None
        }
        opening = _OPENING.match(text, read.start())
        begin = opening.end() if opening else read.start()
        yield Span(begin, read.end()), kind, groups


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_ANY` finds, trying only where a core is in reach."""
    done = 0
    for core in _CORE.finditer(text):
        for start in _START.finditer(text, max(done, core.start() - _REACH), core.end()):
            done = max(done, start.end())
            match = _ANY.match(text, start.start())
            if match is not None:
                done = max(done, match.end())
                yield match
                break
