"""What a copy or an update adds: the sentences that have no counterpart in the text that it copies or updates.

Whether extraction found anything there has no say: the sentences of the texts are compared, by a sketch of each.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ingest.boilerplate import find_dateline
from stancewatch.sketch import decode_sketches, encode_sketches, is_alike, make_sketch

Range: TypeAlias = tuple[int, int]
"""Half-open offsets of characters."""

SENTENCES = 256
"""Of a text that are remembered, the first ones; those behind them count as added wherever they stand again."""

_BREAK = re.compile(r"(?<=[.!?…])[\"”»’)\]]{0,3}\s+|\n\s*\n\s*")  # noqa: RUF001 - a typographer's marks are meant
"""Between two sentences. A single line end is none: of one text some files have the lines wrapped, some not."""


def encode_sentences(text: str) -> str:
    """Return what is remembered of a text's sentences, for `find_additions`."""
    return encode_sketches(_distinct(make_sketch(text[start:end]) for start, end in _find_sentences(text)))


def find_additions(text: str, others: Iterable[str]) -> tuple[Range, ...]:
    """Return where the sentences of a text stand that none of the others has; `others` as `encode_sentences` gave.

    A sentence that still stands as it was has no edited counterpart beside it: "Italy backs the package" is added to
    "France backs the package".
    """
    sentences = [(place, make_sketch(text[slice(*place)])) for place in _find_sentences(text)]
    known = {sketch for encoded in others for sketch in decode_sketches(encoded)}
    edited = known - {sketch for _, sketch in sentences}
    return tuple(place for place, sketch in sentences if sketch not in known and not _is_edited(sketch, edited))


def _find_sentences(text: str) -> Iterator[Range]:
    """Yield where the sentences stand; an agency's dateline is none."""
    start = find_dateline(text)
    for found in (*_BREAK.finditer(text, start), None):
        end = found.start() if found else len(text)
        if make_sketch(text[start:end]):
            yield start, end
        start = found.end() if found else end


def _distinct(sketches: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(sketches))[:SENTENCES]


def _is_edited(sketch: int, others: Iterable[int]) -> bool:
    return any(is_alike(sketch, other) for other in others)
