"""What a site puts under every text (paywall notes, footers, teasers), learned from its articles, not from a list.

A sentence that stands in several articles of one site says nothing of what an article is a copy of. Whole sentences are
counted, by a hash each; their numbers do not count, for "4 min read" differs from one article to the next.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.fingerprint import split_words
from stancewatch.datelines import find_dateline
from stancewatch.packed import pack, unpack_pieces

ARTICLES = 3
"""In so many other articles of the site a sentence must stand: two are what a story and its sequel share."""
MARKED_WORDS = 4
"""A shorter sentence is never boilerplate: "No." may be all that an article says."""
MARKS = 256
"""Sentences of one article that are counted, the same ones in every article: those of the lowest hash."""
_BYTES = 6

_BREAK = re.compile(r"(?<=[.!?…])[\"”»’)\]]{0,3}\s+|\s{2,}")  # noqa: RUF001 - a typographer's quotation marks are meant


def split_sentences(text: str) -> list[str]:
    """Return a text's sentences and lines, without the dateline of an agency before it."""
    lines = text[find_dateline(text) :].splitlines()
    return [sentence for line in lines for sentence in _BREAK.split(line) if sentence.strip()]


def mark_sentence(site: str, sentence: str) -> int:
    """Return the number by which a site's sentence is counted; 0: it is not."""
    words = ["0" if word.isdecimal() else word for word in split_words(sentence)]
    if not site or len(words) < MARKED_WORDS:
        return 0
    return int.from_bytes(hashlib.sha256(f"{site}\n{' '.join(words)}".encode()).digest()[:_BYTES])


def encode_marks(marks: Iterable[int]) -> str:
    """Return an article's marks as they stand in a message."""
    kept = sorted(set(marks) - {0})[:MARKS]
    return pack(mark.to_bytes(_BYTES) for mark in kept)


def decode_marks(encoded: str) -> Iterator[int]:
    """Return what `encode_marks` was given; nothing for what is none."""
    return map(int.from_bytes, unpack_pieces(encoded, _BYTES))


class Boilerplate:
    """In how many articles of its site each sentence stands."""

    def __init__(self) -> None:
        self._articles: Counter[int] = Counter()

    def __contains__(self, mark: int) -> bool:
        return self._articles.get(mark, 0) >= ARTICLES

    def add(self, marks: Iterable[int]) -> None:
        """Count the sentences of one more article."""
        self._articles.update(marks)

    def remove(self, marks: Iterable[int]) -> None:
        """Count the sentences of an article no longer."""
        for mark in marks:
            self._articles[mark] -= 1
            if self._articles[mark] <= 0:
                del self._articles[mark]
