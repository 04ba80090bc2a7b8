"""Passages: of a text that hardly touches the desk the parser reads what can hold a position, and what leads to it.

Its time goes by length, and half of what the gate lets through lies in long reports on something else.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

BEFORE, AFTER = 5, 2
"""Sentences before and after one that can hold a position that are parsed with it: whom its pronouns mean, and the
words of its issue."""
FIRST = 2
"""Sentences at the beginning that are parsed: who the text is about."""
PASSAGES = "passages"
"""The Doc's extension attribute: where what can hold a position stands in it, None if nobody has looked."""
WORD = re.compile(r"[^\W\d_]+")
NO_LINE_END = re.compile(r"[^\n]")

if not Doc.has_extension(PASSAGES):
    Doc.set_extension(PASSAGES, default=None)

Place = tuple[int, int]
"""Where characters begin and end, half-open."""


@dataclass(frozen=True, slots=True)
class Passages:
    """`text` has blanks for what need not be parsed, so that every offset holds; `places` can hold a position."""

    text: str
    places: tuple[Place, ...]


def make_passages(text: str, sentences: Sequence[Place], chosen: Collection[int]) -> Passages:
    """Return what is read of a text of which the sentences of these numbers can hold a position."""
    places = tuple(sentences[number] for number in sorted(chosen))
    if not chosen or len(chosen) == len(sentences):
        return Passages(text, places)
    kept = {*_near(chosen), *range(FIRST), *_first_namings(text, sentences, chosen)}
    parts = (_keep(text[start:end], is_kept=number in kept) for number, (start, end) in enumerate(sentences))
    return Passages("".join(parts), places)


def touched(doc: Doc, places: Sequence[Place]) -> frozenset[int]:
    """Return the numbers of a Doc's sentences that places touch; both in text order."""
    found, row = set(), list(places)
    for number, sent in enumerate(doc.sents):
        while row and row[0][1] <= sent.start_char:
            row.pop(0)
        if row and row[0][0] < sent.end_char:
            found.add(number)
    return frozenset(found)


def _near(chosen: Collection[int]) -> Iterator[int]:
    return (other for number in chosen for other in range(number - BEFORE, number + AFTER + 1))


def _first_namings(text: str, sentences: Sequence[Place], chosen: Collection[int]) -> Iterator[int]:
    """Yield the sentences in which a name of the chosen ones stands first: they say who that is."""
    names = {name for number in chosen for name in _names(text[slice(*sentences[number])])}
    for number, (start, end) in enumerate(sentences):
        if found := names.intersection(_names(text[start:end])):
            names -= found
            yield number


def _names(text: str) -> Iterator[str]:
    return (word for word in WORD.findall(text) if word[0].isupper())


def _keep(text: str, *, is_kept: bool) -> str:
    """Return a sentence, or blanks for it that end a paragraph, so that none goes on behind them."""
    return text if is_kept or not text else NO_LINE_END.sub(" ", text[:-1]) + "\n"
