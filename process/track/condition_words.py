"""The words of conditions.toml, as stems where they are compared, and checked: each says one thing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from process.track.numbers import BELOW_TWENTY, TENS, Numbers, make_numbers
from stancewatch.word_lists import WORD, Lists, read_word_lists, wrong_words

FILE = Path(__file__).with_name("conditions.toml")
KEYS = {
    "aside": ("lead_in", "joining", "coming_true"),
    "negations": ("words",),
    "actors": ("acronyms",),
    "synonyms": None,
    "opposites": None,
    "numbers": ("below_twenty", "tens"),
    "zeros": None,
    "places": ("behind", "behind_from", "leaving", "between", "joining", "land", "within", "none", "adjectives"),
}
"""The tables of the file and the lists in each; None: any."""

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
_SHORTEST_STEM = 3
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001 - both apostrophes
_ISE = re.compile(r"(?<=\w{4})is\Z")
"""Of "recognise", which others write with a z."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What stands before and behind the name of a place; conditions.toml says of each what it does."""

    behind: frozenset[str]
    behind_from: frozenset[str]
    leaving: frozenset[str]
    """Stems."""
    between: frozenset[str]
    joining: frozenset[str]
    land: frozenset[str]
    within: frozenset[str]
    none: frozenset[str]
    """What is no place, though it stands where one does."""
    adjectives: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """Words in small letters, but for acronyms, and stems."""

    aside: frozenset[str]
    aside_stems: frozenset[str]
    negations: frozenset[str]
    acronyms: frozenset[str]
    same: Mapping[str, str]
    """What stands for each stem that has synonyms."""
    opposites: tuple[tuple[str, frozenset[str]], ...]
    numbers: Numbers
    places: PlaceWords


@lru_cache(maxsize=1)
def load_condition_words() -> ConditionWords:
    """Return the words of conditions.toml; it is read once."""
    return parse_condition_words(FILE.read_text(encoding="utf-8"))


def parse_condition_words(text: str) -> ConditionWords:
    """Return the words of a file. Raises ConfigurationError that says where it is wrong, how, and what to do."""
    lists = read_word_lists(
        text, file=FILE.name, keys=KEYS, entry=WORD, advice="write words with blanks between, and no other signs"
    )
    _check(lists)
    aside = frozenset(_all(lists["aside"].values()))
    places = {name: frozenset(words) for name, words in lists["places"].items()}
    return ConditionWords(
        aside=aside,
        aside_stems=_stems(aside),
        negations=frozenset(lists["negations"]["words"]),
        acronyms=frozenset(lists["actors"]["acronyms"]),
        same={stem(word): one for one, others in lists["synonyms"].items() for word in (one, *others)},
        opposites=tuple((one, _stems(others)) for one, others in lists["opposites"].items()),
        numbers=make_numbers(**lists["numbers"], zeros={word: int(count) for word, (count,) in lists["zeros"].items()}),
        places=PlaceWords(**{**places, "leaving": _stems(places["leaving"])}),
    )


def without_possessive(word: str) -> str:
    """Return the word less what makes it an owner: "Russia's", "States'"."""
    return _POSSESSIVE.sub("", word)


def stem(word: str) -> str:
    """Return the word less its ending: no more than makes "lifts", "lifted" and "lifting" one."""
    word = without_possessive(word.casefold())
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _SHORTEST_STEM:
            return _ISE.sub("iz", (word[: -len(ending)] + instead).rstrip("e"))
    return _ISE.sub("iz", word.rstrip("e"))


def _check(lists: Lists) -> None:
    """Refuse numbers that are out of order for one is missing, and a word that says two things or none."""
    for name, count in (("below_twenty", BELOW_TWENTY), ("tens", TENS)):
        if len(lists["numbers"][name]) != count:
            raise wrong_words(FILE.name, f"has {len(lists['numbers'][name])} words in {name}", f"it needs {count}")
    for word, zeros in lists["zeros"].items():
        if len(zeros) != 1 or not zeros[0].isdecimal():
            raise wrong_words(FILE.name, f"has “{' '.join(zeros)}” for the zeros of {word}", "write one number")
    same = [word for one, others in lists["synonyms"].items() for word in (one, *others)]
    if twice := [word for word, count in Counter(same).items() if count > 1]:
        raise wrong_words(FILE.name, f"has “{twice[0]}” twice in synonyms", "a word says one thing: leave it once")
    aside = _stems(_all(lists["aside"].values()))
    if lost := [word for word in (*same, *_all(lists["opposites"].values())) if stem(word) in aside]:
        raise wrong_words(FILE.name, f"has “{lost[0]}” in synonyms or opposites, and aside", "remove one of them")


def _all(lists: Iterable[Iterable[str]]) -> Iterable[str]:
    return (word for words in lists for word in words)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, words))
