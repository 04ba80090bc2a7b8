"""What a copy or an update adds: the sentences that have no counterpart in the text that it copies or updates.

Whether extraction found anything there has no say: the sentences of the texts are compared, by what is kept of each.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from ingest.counterparts import Counterparts
from ingest.sentences import Sentence, decode_sentences, encode_sentences, read_sentence
from stancewatch.datelines import find_dateline

Range: TypeAlias = tuple[int, int]
"""Half-open offsets of characters."""

SENTENCES = 256
"""Of a text that are remembered, the first ones; those behind them count as added wherever they stand again."""

_BREAK = re.compile(
    r"(?<=[.!?…])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)[\"”»’)\]]{0,3}\s+|\n\s*\n\s*"  # noqa: RUF001 - a typographer's marks
)
"""Between two sentences. A single line end is none: of one text some files have the lines wrapped, some not."""


def remember_sentences(text: str) -> str:
    """Return what is remembered of a text's sentences, for `find_additions`."""
    return encode_sentences(islice(dict.fromkeys(sentence for _, sentence in _find_sentences(text)), SENTENCES))


def find_additions(text: str, others: Iterable[str]) -> tuple[Range, ...]:
    """Return where the sentences of a text stand that none of the others has; `others` as `remember_sentences` gave.

    A sentence that still stands as it was has no edited counterpart beside it: "Italy backs the package" is added to
    "France backs the package".
    """
    sentences = list(_find_sentences(text))
    known = {sentence for encoded in others for sentence in decode_sentences(encoded)}
    own = {form for _, sentence in sentences for form in _forms(sentence)}
    edited = Counterparts.of(known - own)
    return tuple(
        place for place, sentence in sentences if known.isdisjoint(_forms(sentence)) and not edited.have_near(sentence)
    )


def _forms(sentence: Sentence) -> tuple[Sentence, Sentence]:
    """Return a sentence as it may be remembered, now and of old."""
    return sentence, sentence.without_subject()


def _find_sentences(text: str) -> Iterator[tuple[Range, Sentence]]:
    """Yield where the sentences stand, as they are remembered; an agency's dateline is none."""
    start = find_dateline(text)
    for found in _BREAK.finditer(text, start):
        yield from _read(text, start, found.start())
        start = found.end()
    yield from _read(text, start, len(text))


def _read(text: str, start: int, end: int) -> Iterator[tuple[Range, Sentence]]:
    """Yield one sentence, or none where there are no words."""
    sentence = read_sentence(text[start:end])
    if sentence.sketch:
        yield (start, end), sentence
