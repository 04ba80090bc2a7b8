"""Who carries the news: agencies, papers and channels, which hold no position, and the lines that begin their texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from process.extract.english.actor_words import ActorWords
from process.extract.names import bare_name

LINE = re.compile(r"[^\n]+")
OPENING = 90
"""Characters in which a dateline ends."""
DATELINE = re.compile(
    r"[ \t]*[A-Z\u00c0-\u024f][\w .'/,-]{1,50}?[ ,](?:\([^()\n]{1,30}\) )?"
    r"(?:\((?P<agency>[^()\n]{2,40})\) *[-\u2013\u2014:]|/(?P<slashed>[A-Z]{2,12})/)"
)
"""A place, perhaps its country or a date, and an agency: "KYIV, May 3 (Reuters) -", "MOSCOW, June 4. /TASS/."."""
CAPITAL_PLACE = re.compile(
    r"[ \t]*[A-Z\u00c0-\u024f][A-Z\u00c0-\u024f.' /-]{2,40}?(?:, [^\n]{1,20}?)? *[-\u2013\u2014]{1,2} "
)
"""A place in capitals before a dash: "RIYADH, Feb. 18 —"."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Characters `start` to `end` (half-open) that say where a text was written, with the agency they name, or ""."""

    start: int
    end: int
    agency: str


def find_datelines(text: str) -> Iterator[Dateline]:
    """Yield the datelines at the beginning of paragraphs."""
    for line in LINE.finditer(text):
        opening = line[0][:OPENING]
        found = DATELINE.match(opening) or CAPITAL_PLACE.match(opening)
        if found:
            groups = found.groupdict()
            agency = groups.get("agency") or groups.get("slashed") or ""
            yield Dateline(line.start(), line.start() + found.end(), agency)


def is_outlet(span: Span, words: ActorWords) -> bool:
    """Return whether a name is that of an agency, a paper or a channel."""
    names = bare_name(span.text).split()
    if not names or names[0] in words.outlets or names[-1].lower() in words.outlet_endings:
        return True
    return span.root.dep_ == "nmod" and span.root.head.lemma_.lower() in words.outlet_nouns
