"""Mentions: the places where a text names an actor, by the desk's aliases first and by the parser's names else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import overload

from spacy.tokens import Doc, Span

from process.extract.desks.desk import Desk
from process.extract.english.actor_words import ActorWords, load_actor_words
from process.extract.english.syntax import base
from process.extract.naming.bodies import begins_independent, is_description
from process.extract.naming.introductions import read_introduction
from process.extract.naming.names import are_compatible, bare_name, is_full, surname
from process.extract.naming.outlets import Dateline, find_datelines, is_outlet
from process.extract.naming.people import NamedPerson, Register, find_people, is_within_person, make_register
from process.extract.naming.salience import top_of_phrase
from stancewatch.contracts import Actor
from stancewatch.ids import slug
from stancewatch.names import fold, fold_spelling

SPOKEN = re.compile(
    r"\b(?:remarks|statement|address|speech|message|letter|interview|conversation|briefing|conference|doorstep|q&a|readout)\b"
    r".*?\b(?:by|of|from|with)\b(?P<rest>.*)",
    re.IGNORECASE,
)
"""A headline that says whose words the text gives: "Remarks by President Trump"."""


class MentionKind(Enum):
    """How an actor is named."""

    NAME = "name"
    ADJECTIVE = "adjective"
    """ "Russian", "Swiss": the actor only together with a word for a body, or in the plural."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (half-open) that name an actor."""

    start: int
    end: int
    actor: Actor
    kind: MentionKind = MentionKind.NAME


@dataclass(frozen=True)
class Mentions(Sequence[Mention]):
    """The mentions of one Doc in text order, and what else the names of an article tell.

    `strangers` are named by lone surnames that neither article, title nor desk explains: what they hold is held back.
    `titled` are the actors that the title names, `authors` those whose words it says the text gives.
    """

    found: tuple[Mention, ...]
    strangers: frozenset[Actor] = frozenset()
    titled: tuple[Actor, ...] = ()
    authors: tuple[Actor, ...] = ()

    @overload
    def __getitem__(self, place: int) -> Mention: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Mention, ...]: ...
    def __getitem__(self, place: int | slice) -> Mention | tuple[Mention, ...]:
        """Return one mention, or some."""
        return self.found[place]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.found)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The surnames of strangers in text order, each once: what a counter counts."""
        return tuple(dict.fromkeys(one.actor.name for one in self.found if one.actor in self.strangers))


class MentionFinder:
    """Finds the desk's actors by their aliases and adjectives, and other persons and bodies by the parser's names."""

    def __init__(self, desk: Desk) -> None:
        self._words = load_actor_words()
        self._aliases = {fold(alias): entry.actor for entry in desk.actors for alias in entry.aliases}
        people = [entry for entry in desk.actors if entry.actor.kind == "person"]
        self._people = {fold_spelling(alias): entry.actor for entry in people for alias in entry.aliases}
        words = [(fold(word), entry.actor) for entry in desk.actors for word in entry.demonyms]
        self._adjectives = {form: actor for word, actor in words for form in (word, f"{word}s")}
        self._called = frozenset(noun for entry in desk.actors for noun in entry.called)
        self._pattern = _alternatives([*self._aliases, *self._adjectives])

    def find(self, doc: Doc, title: str = "", *, known: Iterable[Actor] = ()) -> Mentions:
        """Return the mentions in text order; they do not overlap.

        `title` stands above the text; `known` are the persons of a text that this stands above.
        """
        taken = [False] * len(doc)
        datelines, entities = (
            [one for one in find_datelines(doc.text) if not self._names_person(doc.text[one.start : one.end])],
            [one for one in doc.ents if one.label_ in {"PERSON", "ORG"}],
        )
        desk = list(self._find_desk(doc, datelines))
        owners = {place: one.actor for one in desk if one.actor.kind != "person" for place in range(one.start, one.end)}
        people = list(find_people(doc, entities, self._words, owners.keys()))
        above = [NamedPerson(-1, -1, one.name) for one in known]
        register = make_register([*people, *above], title, self._words)
        register.add_given(one.actor.name for one in desk if one.actor.kind == "person")
        mentions = list(_free(self._drop_namesakes(doc, desk, register), taken))
        outlets = self._outlets(entities, datelines)
        bodies = [one for one in entities if one.text.lower() not in self._called]  # "the Commission" points back
        mentions += _free(_find_bodies(bodies, outlets, self._words), taken)
        owners |= {m.start: m.actor for m in mentions if m.actor.kind != "person"}
        persons, unexplained = self._resolve(doc, people, register, owners, outlets, known)
        mentions += _free(persons, taken)
        unexplained = list(_free(unexplained, taken))
        for actors in ([*(one.actor for one in mentions), *known], [one.actor for one in unexplained]):
            mentions += _free(_find_again(doc, actors, taken), taken)
        named = self._read_title(title, mentions)
        found = sorted([*mentions, *unexplained], key=lambda mention: mention.start)
        return Mentions(tuple(found), frozenset(one.actor for one in unexplained), *named)

    def _names_person(self, line: str) -> bool:
        """Return whether a dateline names somebody, and so is none: "Zelensky (pictured) - "."""
        named = (self._aliases.get(found[0]) for found in self._pattern.finditer(fold(line)))
        return any(actor and actor.kind == "person" for actor in named)

    def _find_desk(self, doc: Doc, datelines: Sequence[Dateline]) -> Iterator[Mention]:
        for found in self._pattern.finditer(fold(doc.text)):
            span = doc.char_span(*found.span(), alignment_mode="expand")
            if span is None or any(one.start <= found.start() < one.end for one in datelines):
                continue
            words = found[0]
            if words in self._aliases:
                if not _is_part_of_other_name(doc, span, self._aliases[words], self._words):
                    yield Mention(span.start, span.end, self._aliases[words])
            elif not (_opens_outlet(doc, span.end, self._words) or begins_independent(doc, span.start, self._words)):
                yield Mention(span.start, span.end, self._adjectives[words], MentionKind.ADJECTIVE)

    def _drop_namesakes(self, doc: Doc, mentions: Sequence[Mention], register: Register) -> list[Mention]:
        """Return the mentions without the surnames of the desk that mean another person, by a name given before."""
        alone: dict[str, int] = {}
        kept: list[Mention] = []
        for one in mentions:
            is_alone = one.actor.kind == "person" and one.end - one.start == 1
            first = alone.setdefault(one.actor.id, one.start) if is_alone else -1
            if not is_alone or not self._is_namesake(surname(doc[one.start].text), one.actor, first, register):
                kept.append(one)
        return kept

    def _is_namesake(self, key: str, actor: Actor, first: int, register: Register) -> bool:
        """Return whether only others of this surname have a first name in the text, and one before it stood alone."""
        known = register.names.get(key, {})
        others = [places[0] for full, places in known.items() if not self._is_known(full, actor)]
        return len(others) == len(known) > 0 and min(others) < first

    def _is_known(self, name: str, actor: Actor) -> bool:
        return self._aliases.get(fold(name)) == actor or are_compatible(name, actor.name)

    def _outlets(self, entities: Iterable[Span], datelines: Iterable[Dateline]) -> frozenset[str]:
        """Return the folded names that are those of agencies, papers and channels."""
        named = {fold(bare_name(one.text)) for one in entities if is_outlet(one, self._words)}
        return frozenset(named | {fold(one.agency) for one in datelines if one.agency})

    def _resolve(
        self,
        doc: Doc,
        people: Sequence[NamedPerson],
        register: Register,
        owners: Mapping[int, Actor],
        outlets: frozenset[str],
        known: Iterable[Actor],
    ) -> tuple[list[Mention], list[Mention]]:
        """Return the persons outside the desk, and the lone surnames that nothing explains."""
        affiliations: dict[str, str] = {}
        named: list[tuple[NamedPerson, str]] = []
        strangers: list[Mention] = []
        for person in people:
            name = "" if fold(person.name) in outlets else register.resolve(person.name, person.start)
            if name:
                named.append((person, name))
                owner = read_introduction(doc, person.start, person.end, owners, self._words).owner
                if owner and is_full(person.name):
                    affiliations.setdefault(name, owner.id)
            elif self._is_unexplained(doc, person, outlets):
                strangers.append(Mention(person.start, person.end, self._person(person.name, None)))
        by_name = {one.name: one for one in known}
        mentions = [
            Mention(one.start, one.end, by_name.get(name) or self._person(name, affiliations.get(name)))
            for one, name in named
        ]
        return mentions, strangers

    def _is_unexplained(self, doc: Doc, person: NamedPerson, outlets: frozenset[str]) -> bool:
        """Return whether a lone name acts or has a title, so that somebody must be meant, and nothing tells who."""
        if (
            fold(person.name) in outlets
            or fold(person.name) in self._aliases
            or "]" in doc[person.end : person.end + 1].text
        ):
            return False
        has_title = person.start > 0 and doc[person.start - 1].lemma_.lower().rstrip(".") in self._words.titles
        return has_title or base(top_of_phrase(doc[person.start : person.end].root)) == "nsubj"

    def _person(self, name: str, affiliation: str | None) -> Actor:
        if spelled := self._people.get(fold_spelling(name)):
            return spelled
        known = self._aliases.get(fold(name.rsplit(maxsplit=1)[-1]))
        if known and known.kind == "person" and fold(known.name)[0] == fold(name)[0]:
            return known
        return Actor(id=slug(name), name=name, kind="person", affiliation=affiliation)

    def _read_title(self, title: str, mentions: Sequence[Mention]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return the actors that a title names, and those of them whose words it says the text gives."""
        by_surname = {surname(one.actor.name): one.actor for one in mentions if one.actor.kind == "person"}
        spoken = SPOKEN.search(title)
        parts = (title, spoken["rest"] if spoken else "")
        titled, authors = (tuple(dict.fromkeys(self._named_in(part, by_surname))) for part in parts)
        is_joint = spoken is not None and "joint" in title[: spoken.start("rest")].lower()
        return titled, tuple(author for author in authors if is_joint or author.kind == "person")

    def _named_in(self, text: str, by_surname: Mapping[str, Actor]) -> Iterator[Actor]:
        """Yield whom a title names, in its order."""
        folded = fold(text)
        found = {one.start(): self._aliases.get(one[0]) for one in self._pattern.finditer(folded)}
        for word in re.finditer(r"[\w'-]+", folded):
            named = by_surname.get(surname(bare_name(word[0]))) if word[0][:1].isupper() else None
            actor = found.get(word.start()) or named
            if actor:
                yield actor


def _find_bodies(entities: Iterable[Span], outlets: frozenset[str], words: ActorWords) -> Iterator[Mention]:
    for entity in entities:
        name = bare_name(entity.text)
        is_name = any(letter.isupper() for letter in name)  # "the 127th brigade" has none
        if entity.label_ == "ORG" and is_name and fold(name) not in outlets and not is_description(entity, words):
            yield Mention(entity.start, entity.end, Actor(id=slug(name), name=name, kind="organisation"))


def _find_again(doc: Doc, actors: Iterable[Actor], taken: Sequence[bool]) -> Iterator[Mention]:
    """Yield the surnames of persons found that the parser has not taken for names."""
    known: dict[str, Actor | None] = {}
    for one in actors:
        if one.kind == "person":
            key = surname(one.name)
            known[key] = one if known.get(key, one) == one else None
    for token in doc:
        actor = known.get(fold(token.text).casefold()) if token.text[:1].isupper() and not taken[token.i] else None
        if actor and token.pos_ == "PROPN" and not token.ent_type_:
            yield Mention(token.i, token.i + 1, actor)


def _free(mentions: Iterable[Mention], taken: list[bool]) -> Iterator[Mention]:
    """Yield the mentions none of whose tokens is taken, and take theirs."""
    for mention in mentions:
        places = range(mention.start, mention.end)
        if not any(taken[place] for place in places):
            for place in places:
                taken[place] = True
            yield mention


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _is_part_of_other_name(doc: Doc, span: Span, actor: Actor, words: ActorWords) -> bool:
    """Return whether an alias belongs to a longer name: "Melania Trump", "Wang Wenbin", "Kyiv Independent"."""
    if actor.kind != "person":
        return _opens_outlet(doc, span.end, words) or is_within_person(doc, span)
    if len(span) > 1:
        return False
    if span.start > 0:
        before = doc[span.start - 1]
        is_first_name = before.ent_type_ == "PERSON" and doc[span.start].ent_iob_ == "I" and before.pos_ == "PROPN"
        if is_first_name and bare_name(f"{before.text} x") != "x" and not actor.name.startswith(before.text[:1]):
            return before.lemma_.lower() not in words.titles
    return _has_second_name(doc, span, actor)


def _has_second_name(doc: Doc, span: Span, actor: Actor) -> bool:
    """Return whether another name follows: a given one, "Wang Wenbin", or a surname, "Costa Levi"."""
    if span.end >= len(doc):
        return False
    after, is_first = doc[span.end], fold(actor.name).startswith(fold(span.text))
    is_name = after.ent_type_ == "PERSON" and after.ent_iob_ == "I" and fold(after.text) not in fold(actor.name).split()
    return is_name and (is_first or (after.dep_ == "flat" and after.head.i == span.start))


def _opens_outlet(doc: Doc, end: int, words: ActorWords) -> bool:
    """Return whether the next word makes a name that of a paper or the like: "Moscow Times"."""
    return end < len(doc) and doc[end].text[:1].isupper() and doc[end].lower_ in words.outlet_endings


def head_mentions(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Return the mention of each token."""
    return {place: mention for mention in mentions for place in range(mention.start, mention.end)}
