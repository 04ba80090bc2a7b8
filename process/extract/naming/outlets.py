"""Who carries the news: agencies, papers and channels, which hold no position, and the lines that begin their texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from process.extract.english.actor_words import ActorWords
from process.extract.naming.names import bare_name
from stancewatch.datelines import read_dateline

LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Characters `start` to `end` (half-open) that say where a text was written, with the agency they name, or ""."""

    start: int
    end: int
    agency: str


def find_datelines(text: str) -> Iterator[Dateline]:
    """Yield the datelines at the beginning of paragraphs."""
    for paragraph in LINE.finditer(text):
        if line := read_dateline(paragraph[0]):
            yield Dateline(paragraph.start(), paragraph.start() + line.end, line.agency)


def is_outlet(span: Span, words: ActorWords) -> bool:
    """Return whether a name is that of an agency, a paper or a channel."""
    names = bare_name(span.text).split()
    if not names or names[0] in words.outlets or names[-1].lower() in words.outlet_endings:
        return True
    return span.root.dep_ == "nmod" and span.root.head.lemma_.lower() in words.outlet_nouns
