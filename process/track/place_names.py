"""The places of places.toml: how they are spelled, and which lies in which; known by the letters of their names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stancewatch.names import fold_name
from stancewatch.word_lists import read_word_lists, wrong_words

FILE = Path(__file__).with_name("places.toml")
KEYS = {"spellings": None, "within": None}
"""The tables of the file, each with a list for any place."""

_ENTRY = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_SPELLED_EITHER_WAY = re.compile(r"[aeiouy]|(.)(?=\1)")
"""By its other letters a place is known that each outlet transcribes in its own way."""


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Places by the letters of their names, as `place_key` gives them."""

    same: Mapping[str, str]
    """What stands for a name that has another beside it."""
    around: Mapping[str, frozenset[str]]
    """Everything in which a place lies."""

    def key(self, words: Iterable[str]) -> str:
        """Return the letters by which a place is known under any of its names."""
        key = place_key(words)
        return self.same.get(key, key)

    def are_nested(self, one: str, other: str) -> bool:
        """Return whether one of two places, by their keys, lies in the other."""
        return other in self.around.get(one, ()) or one in self.around.get(other, ())


def place_key(words: Iterable[str]) -> str:
    """Return the letters that all spellings of a name share, in small letters with blanks between its words.

    Of a name less is left than `fold_spelling` leaves, which is for people: two of them are two until a spelling says
    otherwise, but two places are one in doubt.
    """
    return " ".join(_SPELLED_EITHER_WAY.sub("", fold_name(word).replace("g", "h")) for word in words)


@lru_cache(maxsize=1)
def load_place_names() -> PlaceNames:
    """Return the places of places.toml; it is read once."""
    return parse_place_names(FILE.read_text(encoding="utf-8"))


def parse_place_names(text: str) -> PlaceNames:
    """Return the places of a file. Raises ConfigurationError that says where it is wrong, how, and what to do."""
    lists = read_word_lists(
        text, file=FILE.name, keys=KEYS, entry=_ENTRY, advice="write names with blanks between, and _ for one in a name"
    )
    same = dict[str, str]()
    for name, others in lists["spellings"].items():
        for other in others:
            if same.setdefault(_key(other), _key(name)) != _key(name):
                raise wrong_words(FILE.name, f"has “{other}” as two places", "leave it under one of them")
    names = PlaceNames(same, {})
    inside = [
        (names.key(_words(name)), names.key(_words(land))) for land, held in lists["within"].items() for name in held
    ]
    return PlaceNames(same, {name: _all_around(name, inside) for name, _ in inside})


def _all_around(name: str, inside: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the lands in which a place lies, and those in which these do."""
    found, open_names = set[str](), {name}
    while open_names:
        open_names = {land for within, land in inside if within in open_names} - found
        found |= open_names
    return frozenset(found)


def _key(name: str) -> str:
    return place_key(_words(name))


def _words(name: str) -> list[str]:
    return name.split("_")
