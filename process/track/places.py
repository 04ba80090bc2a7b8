"""The places that a condition names: talks in one city are not talks in another.

In doubt two are one, for another place is an alert: only names that are plainly other ones make two.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple, Self

from process.track.condition_words import load_condition_words, stem, without_possessive
from process.track.place_names import load_place_names

LEAVING_BEFORE = 4
"""Words before "from" in which somebody leaves: "withdraws all its troops from"."""
LONGEST = 40
"""Tokens in which the places behind one word end."""

_SHORTEST_BEGINNING = 3
"""Letters that say enough of a place: "Crimea" of "Crimean", but not those of "Kyiv"."""

_ADJECTIVE = re.compile(r"(?:[ei]an|ish|ese)$")


class Places(NamedTuple):
    """Places by the letters that all their spellings share.

    `beside` are such as may be the same, or lie around it: "Alaska" of "Anchorage, Alaska", "Russia's" of "Russia's
    Kursk region", "Turkish" of "the Turkish city of Istanbul".
    """

    named: frozenset[str]
    beside: frozenset[str]

    def are_elsewhere(self, other: Self) -> bool:
        """Return whether both name places, and none of them may be one."""
        if not self.named or not other.named:
            return False
        is_shared = _share(self.named, other.named | other.beside) or _share(other.named, self.beside)
        return not (is_shared or _are_nested(self.named, other.named))


def find_places(tokens: Sequence[str]) -> Places:
    """Return the places behind words that lead to one; conditions.toml has them."""
    found = [
        place
        for number in range(len(tokens))
        if _leads_to_place(tokens, number)
        for place in _read_places(tokens[number + 1 : number + 1 + LONGEST])
    ]
    return Places(
        frozenset(name for name, is_beside in found if not is_beside),
        frozenset(name for name, is_beside in found if is_beside),
    )


def is_capitalised(word: str) -> bool:
    """Return whether a word begins with a capital and has small letters."""
    return word[0].isupper() and not word.isupper()


def _share(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(_are_one(one, other) for one in some for other in others)


def _are_nested(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of the places lies in one of the others: "Riyadh", "Saudi Arabia"."""
    return any(load_place_names().are_nested(one, other) for one in some for other in others)


def _are_one(one: str, other: str) -> bool:
    """Whether two names may be of one place: "Crimea" and "Crimean", "Jerusalem" and "West Jerusalem"."""
    short, long = sorted((one, other), key=len)
    is_beginning = len(short) >= _SHORTEST_BEGINNING and long.startswith(short)
    return is_beginning or set(short.split()) <= set(long.split())


def _leads_to_place(tokens: Sequence[str], number: int) -> bool:
    words, token = load_condition_words().places, tokens[number].casefold()
    if token not in words.behind_from:
        return token in words.behind
    return any(stem(before) in words.leaving for before in tokens[max(0, number - LEAVING_BEFORE) : number])


def _read_places(tokens: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the places with which the tokens begin, "the whole Donbas and Crimea", and whether they are beside one."""
    words, rest, is_behind_comma = load_condition_words().places, _skip(tokens), False
    while name := _read_name(rest):
        rest = rest[len(name) :]
        following = [token.casefold() for token in rest[:2]]
        leads_in = _leads_in(name, following)
        if not leads_in and not _ends_name(following):
            return
        if key := _find_key(name):
            yield key, leads_in or is_behind_comma or _is_adjective(name[-1])
        sign = next((token for token in following if token not in words.land), "")
        is_behind_comma = is_behind_comma or sign == ","
        if not leads_in and sign != "," and sign not in words.joining:
            return
        rest = _skip(rest)


def _leads_in(name: Sequence[str], following: Sequence[str]) -> bool:
    """Whether the place itself stands behind a name: "Russia's", "the Turkish city of", "the Republic of"."""
    words, first = load_condition_words().places, following[0] if following else ""
    is_of = "of" in following and (first == "of" or first in words.land)
    return is_of or first in words.within or _is_owner(name[-1])


def _is_owner(word: str) -> bool:
    return without_possessive(word) != word


def _is_adjective(word: str) -> bool:
    return _ADJECTIVE.search(word) is not None or word.casefold() in load_condition_words().places.adjectives


def _skip(tokens: Sequence[str]) -> Sequence[str]:
    """Return the tokens from the first on that may be of a name."""
    words = load_condition_words().places
    small = words.between | words.joining | words.land | words.within | {","}
    return list(dropwhile(lambda token: token.casefold() in small, tokens))


def _read_name(tokens: Sequence[str]) -> Sequence[str]:
    """Return the capitalised words with which the tokens begin, up to one in the possessive."""
    name = list(takewhile(is_capitalised, tokens))
    owners = (number for number, word in enumerate(name, 1) if _is_owner(word))
    return name[: next(owners, len(name))]


def _ends_name(following: Sequence[str]) -> bool:
    """Whether the word behind a name leaves it one of a place: not "Geneva talks", "Russian hands"."""
    lists = load_condition_words()
    return not following or following[0] in lists.aside | lists.places.land or not following[0].isalnum()


def _find_key(name: Sequence[str]) -> str:
    """Return the letters by which a place is known; nothing for a month, an office or a body."""
    words = load_condition_words().places
    plain = [without_possessive(word).casefold() for word in name]
    if not words.none.isdisjoint(plain):
        return ""
    own = [word for word in plain if word not in words.land | words.within]
    return load_place_names().key(own)
