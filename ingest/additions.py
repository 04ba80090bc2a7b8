"""What a copy or an update adds: the sentences that have no counterpart in the text that it copies or updates.

Whether extraction found anything there has no say: the sentences of the texts are compared, by a sketch of each.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from ingest.counterparts import Counterparts
from ingest.datelines import find_dateline
from stancewatch.sketch import decode_sketches, encode_sketches, make_sketch

Range: TypeAlias = tuple[int, int]
"""Half-open offsets of characters."""

SENTENCES = 256
"""Of a text that are remembered, the first ones; those behind them count as added wherever they stand again."""

_BREAK = re.compile(r"(?<=[.!?…])[\"”»’)\]]{0,3}\s+|\n\s*\n\s*")  # noqa: RUF001 - a typographer's marks are meant
"""Between two sentences. A single line end is none: of one text some files have the lines wrapped, some not."""


def encode_sentences(text: str) -> str:
    """Return what is remembered of a text's sentences, for `find_additions`."""
    return encode_sketches(islice(_distinct(sketch for _, sketch in _find_sentences(text)), SENTENCES))


def find_additions(text: str, others: Iterable[str]) -> tuple[Range, ...]:
    """Return where the sentences of a text stand that none of the others has; `others` as `encode_sentences` gave.

    A sentence that still stands as it was has no edited counterpart beside it: "Italy backs the package" is added to
    "France backs the package".
    """
    sentences = list(_find_sentences(text))
    known = {sketch for encoded in others for sketch in decode_sketches(encoded)}
    edited = Counterparts.of(known - {sketch for _, sketch in sentences})
    return tuple(place for place, sketch in sentences if sketch not in known and not edited.have_near(sketch))


def _find_sentences(text: str) -> Iterator[tuple[Range, int]]:
    """Yield where the sentences stand, with their sketches; an agency's dateline is none."""
    start = find_dateline(text)
    for found in _BREAK.finditer(text, start):
        yield from _sketch(text, start, found.start())
        start = found.end()
    yield from _sketch(text, start, len(text))


def _sketch(text: str, start: int, end: int) -> Iterator[tuple[Range, int]]:
    """Yield one sentence, or none where there are no words."""
    sketch = make_sketch(text[start:end])
    if sketch:
        yield (start, end), sketch


def _distinct(sketches: Iterable[int]) -> Iterator[int]:
    """Yield each of the sketches once, where it comes first."""
    met: set[int] = set()
    for sketch in sketches:
        if sketch not in met:
            met.add(sketch)
            yield sketch
