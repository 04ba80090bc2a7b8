"""What desk and text tell of actors: their offices, whom they speak for, and by which pronoun or noun."""

from collections.abc import Iterable, Mapping, Sequence

from process.extract.desks.desk import DeskActor
from process.extract.english.actor_words import ActorWords
from process.extract.naming.introductions import Introduction
from stancewatch.contracts import Actor
from stancewatch.names import fold


class Persons:
    """The persons of a desk and of one article."""

    def __init__(
        self, entries: Iterable[DeskActor], introductions: Mapping[Actor, Introduction], words: ActorWords
    ) -> None:
        self._entries = {entry.actor.id: entry for entry in entries}
        self._introductions, self._words = introductions, words
        self._actors = {entry.actor.id: entry.actor for entry in self._entries.values()}
        for actor, introduction in introductions.items():
            self._actors.setdefault(actor.id, actor)
            if introduction.owner:
                self._actors.setdefault(introduction.owner.id, introduction.owner)
        self._placed: dict[Actor, Actor] = {}
        self._in_office = _by_office(self._entries.values())

    def __contains__(self, identity: object) -> bool:
        """Return whether the desk has an entry of this id."""
        return identity in self._entries

    def affiliation(self, actor: Actor) -> Actor | None:
        """Return the state or body that a person speaks for, if desk or text tell it."""
        return self._placed.get(actor) or self._actors.get(actor.affiliation or "")

    def is_called(self, actor: Actor, noun: str) -> bool:
        """Return whether the desk says that a noun in small letters can point back to this state or body."""
        entry = self._entries.get(actor.id)
        return entry is not None and noun in entry.called

    def is_of(self, actor: Actor, owner: Actor) -> bool:
        """Return whether a person speaks for a state or body."""
        return actor.kind == "person" and self.affiliation(actor) == owner

    def fits(self, actor: Actor, pronoun: str) -> bool:
        """Return whether a pronoun can mean this actor."""
        entry, introduction = self._entries.get(actor.id), self._introductions.get(actor)
        known = (entry.pronoun if entry else "") or (introduction.pronoun if introduction else "")
        return actor.kind == "person" and (not known or known == pronoun)

    def holds(self, actor: Actor, offices: Sequence[str], *, is_former: bool = False) -> bool:
        """Return whether a person holds, or once held, one of the offices by desk or text."""
        if actor.kind != "person":
            return False
        introduction = self._introductions.get(actor, Introduction())
        known = introduction.offices if introduction.is_former == is_former else frozenset()
        known |= self._desk_offices(actor, is_former=is_former)
        return any(self._words.are_alike(office, held) for office in offices for held in known)

    def may_have_held(self, actor: Actor, offices: Sequence[str]) -> bool:
        """Return whether a person may have held an office when the text was written.

        By the desk that is over; the text does not say so.
        """
        is_called_former = self._introductions.get(actor, Introduction()).is_former
        return not is_called_former and self.holds(actor, offices, is_former=True)

    def can_be(self, actor: Actor, offices: Sequence[str], *, is_former: bool = False) -> bool:
        """Return whether a description of an office can mean a person: holds it, or nothing is known of any office."""
        if actor.kind != "person":
            return False
        if self.holds(actor, offices, is_former=is_former):
            return True
        is_known = self._desk_offices(actor) or self._introductions.get(actor, Introduction()).offices
        return is_former and not self.holds(actor, offices) if is_known else True

    def is_open(self, actor: Actor) -> bool:
        """Return whether neither desk nor text tells what office a person holds or whom he speaks for."""
        told = self._introductions.get(actor, Introduction())
        is_known = actor.id in self._entries or told.offices or self.affiliation(actor)
        return actor.kind == "person" and not is_known

    def place(self, actor: Actor, owner: Actor) -> None:
        """Let a person of whom nothing was known speak for a state or body, since the text goes on to say so."""
        self._placed[actor] = owner

    def in_office(self, owner: Actor, offices: Sequence[str], *, is_former: bool = False) -> Actor | None:
        """Return who of the text, else of the desk, holds an office of a state or body; the fullest title decides."""
        members = [actor for actor in self._introductions if self.is_of(actor, owner)]
        for office in offices:
            for actor in reversed(members):
                if self.holds(actor, (office,), is_former=is_former):
                    return actor
            if not is_former and (owner.id, office) in self._in_office:
                return self._in_office[owner.id, office]
        unknown = [
            actor for actor in members if not self._introductions[actor].offices and not self._desk_offices(actor)
        ]
        return unknown[-1] if len(unknown) == 1 else None

    def _desk_offices(self, actor: Actor, *, is_former: bool = False) -> frozenset[str]:
        entry = self._entries.get(actor.id)
        offices = (entry.former if is_former else entry.offices) if entry else ()
        return frozenset(_hyphenated(office) for office in offices)


def _by_office(entries: Iterable[DeskActor]) -> dict[tuple[str, str], Actor]:
    """Return who holds an office of a state or body; the first in the desk's file wins."""
    found: dict[tuple[str, str], Actor] = {}
    for entry in entries:
        for office in entry.offices:
            found.setdefault((entry.actor.affiliation or "", _hyphenated(office)), entry.actor)
    return found


def _hyphenated(office: str) -> str:
    return fold(office).casefold().replace(" ", "-")
