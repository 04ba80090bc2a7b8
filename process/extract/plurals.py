"""Whom a plural points back to: "the two presidents", "all four", "the trio", "the senators"."""

from collections.abc import Callable

from spacy.tokens import Token

from process.extract.english.actor_words import load_actor_words
from process.extract.persons import Persons
from process.extract.salience import Accepts, Search, Seen
from process.extract.syntax import children, is_definite
from stancewatch.contracts import Actor

ARGUMENTS = frozenset({"nsubj", "nmod:poss", "obl:agent", "nsubj:pass", "conj", "parataxis"})
"""Relations in which a "the country" or "both leaders" can hold something."""
ALONE = frozenset({"nsubj", "nsubj:pass"})
"""Relations in which a number stands for those who are so many: "the two agreed"."""
POINTING = frozenset({"the", "these", "those", "all", "both"})
TWO = 2
Fits = Callable[[Actor], bool]


class Plurals:
    """Reads the plurals of one Doc; `distinct` gives the last so many actors that differ."""

    def __init__(
        self, persons: Persons, *, search: Search, distinct: Callable[[int, Fits], tuple[Actor, ...]]
    ) -> None:
        self._persons, self._search, self._distinct = persons, search, distinct
        self._words = load_actor_words()

    def meant(self, token: Token) -> tuple[Actor, ...]:
        """Return whom a plural means that names nobody."""
        count = self._count(token)
        if not count:
            return self._same_again(token) if _is_plural(token) and token.dep_ in ALONE and is_definite(token) else ()
        fits = self._fitting(token)
        if fits is None:
            return ()
        found = self._search(token, _so_many(count, fits))
        if found:
            return found.actors
        return self._distinct(TWO, fits) if count == TWO else ()

    def _count(self, token: Token) -> int:
        """Return how many a word means: 2 of "both men", 4 of "all four", 3 of "the trio"; 0 of one that does not say."""
        numbers = self._words.counts
        if token.dep_ in ALONE and _is_pointing(token):
            if token.pos_ == "NUM" or token.lower_ == "both":
                return numbers.get(token.lower_, 0)
            if token.lemma_.lower() in self._words.groups:
                return self._words.groups[token.lemma_.lower()]
        if not _is_plural(token) or token.dep_ not in ARGUMENTS or not _is_pointing(token):
            return 0
        told = [numbers.get(child.lower_, 0) for child in children(token, "nummod", "det", "det:predet", "amod")]
        return max(told, default=0)

    def _fitting(self, token: Token) -> Fits | None:
        """Return what those must be whom a plural means: states, who hold an office, else persons."""
        lemma = token.lemma_.lower()
        if lemma in self._words.several_states:
            return lambda actor: actor.kind == "state"
        if not _is_plural(token):
            return lambda actor: actor.kind == "person"
        if lemma not in self._words.several_people:
            return None
        return lambda actor: self._persons.can_be(actor, (lemma,))

    def _same_again(self, token: Token) -> tuple[Actor, ...]:
        """Return whom "the senators" means: those last named together who hold the office."""
        lemma = token.lemma_.lower()
        if lemma not in self._words.several_people or any(children(token, "amod", "compound", "nmod", "nmod:poss")):
            return ()
        found = self._search(token, lambda one: _are_several(one) and all(map(self._holds(lemma), one.actors)))
        return found.actors if found else ()

    def _holds(self, office: str) -> Fits:
        return lambda actor: self._persons.holds(actor, (office,))


def _so_many(count: int, fits: Fits) -> Accepts:
    return lambda one: len(one.actors) == count and all(map(fits, one.actors))


def _are_several(one: Seen) -> bool:
    return len(one.actors) >= TWO


def _is_plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"}


def _is_pointing(token: Token) -> bool:
    """Return whether a word means some who are known: "the two", "all three", "both"."""
    before = children(token, "det", "det:predet", "amod")
    return token.lower_ == "both" or any(child.lower_ in POINTING for child in before)
