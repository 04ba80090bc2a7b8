"""Whom a plural points back to: "the two presidents", "all four", "the trio", "the senators"."""

from collections.abc import Callable

from spacy.tokens import Token

from process.extract.english.actor_words import load_actor_words
from process.extract.english.syntax import base, children, is_definite
from process.extract.naming.persons import Persons
from process.extract.naming.salience import Memory, Search, Seen
from stancewatch.contracts import Actor

ARGUMENTS = frozenset({"nsubj", "nmod:poss", "obl:agent", "nsubj:pass", "conj", "parataxis"})
"""Relations in which a "the country" or "both leaders" can hold something."""
ALONE = frozenset({"nsubj", "nsubj:pass"})
"""Relations in which a number stands for those who are so many: "the two agreed"."""
POINTING = frozenset({"the", "these", "those", "all", "both"})
TWO = 2
Fits = Callable[[Actor], bool]


class Plurals:
    """Reads the plurals of one Doc; `memory` is what has been seen so far."""

    def __init__(self, persons: Persons, *, search: Search, memory: Memory) -> None:
        self._persons, self._search, self._memory = persons, search, memory
        self._words = load_actor_words()

    def meant(self, token: Token) -> tuple[Actor, ...]:
        """Return whom a plural means that names nobody."""
        count, lemma = self._count(token), token.lemma_.lower()
        if not count:
            return self._same_again(token, lemma)
        if lemma in self._words.several_states:
            return self._so_many(token, count, _is_state)
        if lemma in self._words.several_people and _is_plural(token):
            found = self._so_many(token, count, lambda actor: self._persons.holds(actor, (lemma,)))
            found = found or self._so_many(token, count, _is_person)
            return found or self._together(token, count, _is_state)
        if lemma in self._words.groups:
            return self._so_many(token, count, _is_person)
        return () if _is_plural(token) else self._so_many(token, count, _is_person, _is_state)

    def _count(self, token: Token) -> int:
        """Return how many a word says that it means: 2 of "both men", 4 of "all four", 3 of "the trio"; else 0."""
        if token.dep_ not in ARGUMENTS or not _is_pointing(token):
            return 0
        if _is_plural(token):
            numbers = children(token, "nummod", "det", "det:predet", "amod")
            return max((self._words.counts.get(child.lower_, 0) for child in numbers), default=0)
        if token.dep_ not in ALONE or base(token.head) == "advcl" or children(token, "nmod"):
            return 0  # "for as long as the two wish it", "the two of them"
        is_number = token.pos_ == "NUM" or token.lower_ == "both"
        return self._words.counts.get(token.lower_, 0) if is_number else self._words.groups.get(token.lemma_.lower(), 0)

    def _so_many(self, token: Token, count: int, *kinds: Fits) -> tuple[Actor, ...]:
        """Return so many actors of one kind: those last named together, of persons those of one sentence too.

        Two whom a noun describes may be named apart.
        """
        if found := self._together(token, count, *kinds):
            return found
        if count == TWO and token.pos_ in {"NOUN", "PROPN"}:
            return self._memory.distinct(count, kinds[0])
        return () if kinds[0] is _is_state else self._memory.gathered(count, kinds[0])

    def _together(self, token: Token, count: int, *kinds: Fits) -> tuple[Actor, ...]:
        """Return so many actors of one kind who were last named together."""

        def are_all(one: Seen) -> bool:
            return len(one.actors) == count and any(all(map(fits, one.actors)) for fits in kinds)

        found = self._search(token, are_all)
        return found.actors if found else ()

    def _same_again(self, token: Token, lemma: str) -> tuple[Actor, ...]:
        """Return whom "the senators" means: who was last called so, or those named together who hold the office."""
        if lemma not in self._words.several_people or not _is_plural(token) or token.dep_ not in ALONE:
            return ()
        if not is_definite(token) or children(token, "amod", "compound", "nmod", "nmod:poss", "acl:relcl", "nummod"):
            return ()

        def are_so_called(one: Seen) -> bool:
            is_same = _is_plural(one.token) and one.token.lemma_.lower() == lemma
            return is_same or (
                len(one.actors) >= TWO and all(self._persons.holds(actor, (lemma,)) for actor in one.actors)
            )

        found = self._search(token, are_so_called)
        return found.actors if found else ()


def _is_person(actor: Actor) -> bool:
    return actor.kind == "person"


def _is_state(actor: Actor) -> bool:
    return actor.kind == "state"


def _is_plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"}


def _is_pointing(token: Token) -> bool:
    """Return whether a word means some who are known: "the two", "all three", "both"."""
    before = children(token, "det", "det:predet", "amod")
    return token.lower_ == "both" or any(child.lower_ in POINTING for child in before)
