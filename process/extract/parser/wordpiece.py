"""WordPiece as uncased BERT models expect it, in plain Python with a cache: news repeats its words."""

import unicodedata
from pathlib import Path

MAX_PIECES = 24
"""Pieces kept of one word: what follows says nothing more about it."""
MAX_CHARACTERS = 100
CACHE_WORDS = 30_000

CJK_FIRST, CJK_LAST = 0x4E00, 0x9FFF
DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn"})
ASCII_SYMBOLS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class WordPiece:
    """Turns a word into the ids of its pieces."""

    def __init__(self, vocabulary: Path | bytes) -> None:
        """`vocabulary` is a file with one piece a line, or its content."""
        content = vocabulary if isinstance(vocabulary, bytes) else vocabulary.read_bytes()
        self._ids = {piece: index for index, piece in enumerate(content.decode("utf-8").split("\n"))}
        self.cls, self.sep, self.unknown = (self._ids[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._cache: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the ids of the word's pieces: at least one, at most `MAX_PIECES`."""
        pieces = self._cache.get(word)
        if pieces is None:
            if len(self._cache) >= CACHE_WORDS:
                self._cache.clear()
            pieces = self._cache[word] = self._split(word)
        return pieces

    def _split(self, word: str) -> tuple[int, ...]:
        ids = [piece for part in split_basic(word) for piece in self._split_part(part)]
        return tuple(ids[:MAX_PIECES]) or (self.unknown,)

    def _split_part(self, part: str) -> list[int]:
        """Return the longest pieces from left to right, or the unknown piece when there is a gap."""
        if len(part) > MAX_CHARACTERS:
            return [self.unknown]
        ids, start = [], 0
        while start < len(part):
            end = self._longest(part, start)
            if end is None:
                return [self.unknown]
            ids.append(self._ids[_piece(part, start, end)])
            start = end
        return ids

    def _longest(self, part: str, start: int) -> int | None:
        ends = range(len(part), start, -1)
        return next((end for end in ends if _piece(part, start, end) in self._ids), None)


def _piece(part: str, start: int, end: int) -> str:
    return part[start:end] if start == 0 else "##" + part[start:end]


def split_basic(word: str) -> list[str]:
    """Return the word in lower case without accents, cut at blanks, marks and CJK characters."""
    parts: list[str] = []
    current = ""
    for character in unicodedata.normalize("NFD", word.lower()):
        if _is_dropped(character):
            continue
        if character.isspace() or _stands_alone(character):
            parts += [part for part in (current, character.strip()) if part]
            current = ""
        else:
            current += character
    return [*parts, current] if current else parts


def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Mn" or character in "\0\ufffd":
        return True
    return category in DROPPED_CATEGORIES and character not in "\t\n\r"


def _stands_alone(character: str) -> bool:
    return (
        character in ASCII_SYMBOLS
        or unicodedata.category(character).startswith("P")
        or CJK_FIRST <= ord(character) <= CJK_LAST
    )
