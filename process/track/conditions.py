"""Whether two conditions say the same in substance.

"Only if parliament suspends the debt brake" and "provided the Bundestag first lifts the debt brake" do. Only the words
are seen: they are compared by what they share once joining words, and names of those who are to act, are set aside.
A place is no actor: talks in one city are not talks in another. conditions.toml has the words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from process.track.condition_words import load_condition_words, stem, without_possessive
from process.track.places import Places, find_places, is_capitalised

_GIVE_UP = re.compile(r"\b(?:giv(?:e|es|en|ing)|gave) up\b")
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]"  # noqa: RUF001 - both apostrophes
)
_SAINT = re.compile(r"\bSt\.?(?= [A-Z])")


class Substance(NamedTuple):
    """What a condition asks for: stems, those of them that are numbers, places; and how often it is turned round."""

    words: frozenset[str]
    numbers: frozenset[str]
    places: Places
    negations: int
    has_only: bool


def is_same_condition(one: str, other: str) -> bool:
    """Return whether two conditions of one holder on one issue say the same in substance.

    They do when they share at least half of the shorter one's content words, and two or more where it has so many.
    Numbers that differ ("in 50 days", "in 10 days") make them two, and so do places ("in Istanbul", "in Geneva"), a
    "not" and opposites ("lifted", "kept").
    """
    if one.casefold() == other.casefold():
        return True
    first, second = read_substance(one), read_substance(other)
    if (
        _differ(first.numbers, second.numbers)
        or first.places.are_elsewhere(second.places)
        or _are_opposite(first, second)
    ):
        return False
    shared = len(first.words & second.words)
    fewer, many = sorted((len(first.words), len(second.words)))
    if fewer <= 1:
        return shared == fewer and many <= 2  # noqa: PLR2004 - "a ceasefire", "a lasting ceasefire"
    return shared > 1 and 2 * shared >= fewer


def _differ(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether both name such things, and no thing is named by both."""
    return bool(first and second and first.isdisjoint(second))


def _are_opposite(one: Substance, other: Substance) -> bool:
    """Whether one holds where the other does not; open where one says "only": "unless they pay", "only if they pay"."""
    is_turned = not (one.has_only or other.has_only) and (one.negations + other.negations) % 2 == 1
    return is_turned or _ask_for_opposites(one.words - other.words, other.words - one.words)


def _ask_for_opposites(only_one: frozenset[str], only_other: frozenset[str]) -> bool:
    return any(
        (one in only_one and others & only_other) or (one in only_other and others & only_one)
        for one, others in load_condition_words().opposites
    )


@lru_cache(maxsize=4096)
def read_substance(text: str) -> Substance:
    """Return what a condition asks for; its names are its words where there is nothing else.

    Cached, because every decision compares those of its entry's history again.
    """
    lists = load_condition_words()
    tokens = _TOKEN.findall(lists.numbers.write_in_digits(_GIVE_UP.sub("drop", _SAINT.sub("Saint", text))))
    words = _find_words([token for token in tokens if token[0].isalnum()])
    parts = re.findall(r"n't|[a-z]+", text.casefold().replace("’", "'"))  # noqa: RUF001 - both apostrophes
    return Substance(
        words=words,
        numbers=frozenset(word for word in words if word[0].isdigit()),
        places=find_places(tokens),
        negations=sum(part in lists.negations or part == "n't" for part in parts),
        has_only="only" in parts,
    )


def _find_words(words: Sequence[str]) -> frozenset[str]:
    lists = load_condition_words()
    stems = {word: stem(word) for word in words if word.casefold() not in lists.aside}
    matter = {word: one for word, one in stems.items() if one not in lists.aside_stems}
    plain = (one for word, one in matter.items() if not _is_name(word))
    return frozenset(lists.same.get(one, one) for one in plain) or frozenset(matter.values())


def _is_name(word: str) -> bool:
    plain = word.replace(".", "")
    return without_possessive(plain) in load_condition_words().acronyms or is_capitalised(plain)
