"""Whether two conditions say the same in substance.

"Only if parliament suspends the debt brake" and "provided the Bundestag first lifts the debt brake" do. Only the words
are seen: they are compared by what they share once joining words, and names of those who are to act, are set aside.
A place is no actor: talks in one city are not talks in another. conditions.toml has the words.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from process.track.condition_words import load_condition_words, stem

LEAVING_BEFORE = 4
"""Words before "from" in which somebody leaves: "withdraws all its troops from"."""

_GIVE_UP = re.compile(r"\b(?:giv(?:e|es|en|ing)|gave) up\b")
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001 - both apostrophes
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]"  # noqa: RUF001 - both apostrophes
)
_SPELLED_EITHER_WAY = re.compile(r"[aeiouy]|(.)(?=\1)")
"""By its other letters a place is known that each outlet transcribes in its own way."""


class Substance(NamedTuple):
    """What a condition asks for: stems, those of them that are numbers, places; and how often it is turned round."""

    words: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]
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
    if _differ(first.numbers, second.numbers) or _differ(first.places, second.places) or _are_opposite(first, second):
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
    tokens = _TOKEN.findall(lists.numbers.write_in_digits(_GIVE_UP.sub("drop", text)))
    words = _find_words([token for token in tokens if token[0].isalnum()])
    parts = re.findall(r"n't|[a-z]+", text.casefold().replace("’", "'"))  # noqa: RUF001 - both apostrophes
    return Substance(
        words=words,
        numbers=frozenset(word for word in words if word[0].isdigit()),
        places=frozenset(_find_places(tokens)),
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
    return _POSSESSIVE.sub("", plain) in load_condition_words().acronyms or _is_capitalised(plain)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _find_places(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the places, each by the letters that all its spellings share."""
    for number in range(len(tokens)):
        if _leads_to_place(tokens, number):
            yield from _read_places(tokens[number + 1 :])


def _leads_to_place(tokens: Sequence[str], number: int) -> bool:
    words, token = load_condition_words().places, tokens[number].casefold()
    if token not in words.behind_from:
        return token in words.behind
    return any(stem(before) in words.leaving for before in tokens[max(0, number - LEAVING_BEFORE) : number])


def _read_places(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the place with which the tokens begin, and those that are joined to it: "the whole Donbas and Crimea"."""
    words, aside = load_condition_words().places, load_condition_words().aside
    rest = list(dropwhile(lambda token: token.casefold() in words.between, tokens))
    name = list(takewhile(_is_place_name, rest))
    following = rest[len(name)].casefold() if len(name) < len(rest) else ""
    if name and (following in aside or following in words.land or not following.isalnum()):
        yield _SPELLED_EITHER_WAY.sub("", " ".join(name).casefold())
        if following in words.joining:
            yield from _read_places(rest[len(name) + 1 :])


def _is_place_name(token: str) -> bool:
    return _is_capitalised(token) and not _POSSESSIVE.search(token)
