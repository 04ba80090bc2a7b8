"""Who a noun phrase means: names, titles, bodies that speak for a state, pronouns, and descriptions."""

from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from process.extract.desk import Desk, DeskActor
from process.extract.english.lexicon import Lexicon, Role
from process.extract.mentions import Mention, MentionKind, head_mentions
from process.extract.syntax import NAME_RELATIONS, case_of, children, conjuncts_after, sentence_of
from stancewatch.contracts import Actor
from stancewatch.names import fold

SENTENCES_BACK = 4
"""How far back a pronoun or a description looks for whom it means."""
HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself", "they", "their", "them"})
RECENT = 60
"""Mentions that are looked through for whom a word points back to."""
SUBJECT_BONUS = 1.5
"""A subject is this many sentences nearer than another mention: pronouns keep to the subject."""


class Cast:
    """The actors of one Doc, by token."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], *, desk: Desk, lexicon: Lexicon) -> None:
        self._doc, self._lexicon = doc, lexicon
        self._adjectives = {fold(word): entry.actor for entry in desk.actors for word in entry.demonyms}
        self._entries = {entry.actor.id: entry for entry in desk.actors}
        self._offices = _offices(desk.actors)
        self._mentions = head_mentions(mentions)
        self._seen: list[tuple[int, Token, Actor]] = []
        self._pointers: dict[int, Actor] = {}
        self._titles: dict[str, set[str]] = {}
        self._observers = {mention.actor.id for mention in mentions if self._is_observer(mention)}
        for number, sent in enumerate(doc.sents):
            self._read_sentence(number, sent)

    def mention_id(self, token: Token) -> str | None:
        """Return the id of the actor that the token names or whose adjective it is."""
        mention = self._mentions.get(token.i)
        if mention:
            return mention.actor.id
        return None

    def actors_of(self, token: Token) -> tuple[Actor, ...]:
        """Return the actors of a noun phrase given by its head, and of its conjuncts; none for observers."""
        found = [actor for member in conjuncts_after(token) for actor in self._actors_of_one(member)]
        return tuple({actor.id: actor for actor in found if actor.id not in self._observers}.values())

    def _is_observer(self, mention: Mention) -> bool:
        """Return whether a person outside the desk is introduced as an expert: "X, who teaches at", "analyst X"."""
        if mention.actor.id in self._entries or mention.actor.kind != "person" or mention.end - mention.start == 1:
            return False
        sent = sentence_of(self._doc[mention.start])
        around = self._doc[max(mention.start - 4, sent.start) : min(mention.end + 9, sent.end)]
        return any(
            word.lemma_.lower() in self._lexicon.observers or word.lower_ in self._lexicon.observers for word in around
        )

    def affiliation(self, actor: Actor) -> Actor | None:
        """Return the state or body that a person speaks for, if the desk knows it."""
        entry = self._entries.get(actor.affiliation or "")
        return entry.actor if entry else None

    def _read_sentence(self, number: int, sent: Span) -> None:
        for token in sent:
            mention = self._mentions.get(token.i)
            if mention and mention.start == token.i and mention.kind is MentionKind.NAME:
                self._note(number, sent.doc[mention.end - 1] if mention.end > mention.start else token, mention.actor)
            elif not mention:
                self._point_back(number, token)

    def _note(self, number: int, token: Token, actor: Actor) -> None:
        self._seen.append((number, token, actor))
        titles = {word.lower_ for word in [token.head, *children(token, "compound", "appos")] if word.i != token.i}
        self._titles.setdefault(actor.id, set()).update(titles & self._lexicon.offices)

    def _point_back(self, number: int, token: Token) -> None:
        word = token.lower_
        actor = None
        if word in HE or word in SHE:
            actor = self._latest(number, lambda other: other.kind == "person" and self._fits(other, word))
        elif word in IT and token.pos_ == "PRON":
            actor = self._latest(number, lambda other: other.kind != "person")
        elif token.lemma_.lower() in self._lexicon.offices and token.pos_ in {"NOUN", "PROPN"}:
            actor = self._described(number, token)
        if actor is None and self._is_description(token):
            is_collective = token.lemma_.lower() in self._lexicon.collectives
            actor = self._latest(number, lambda other: (other.kind != "person") == is_collective)
        if actor:
            self._pointers[token.i] = actor
            if actor.kind == "person":
                self._seen.append((number, token, actor))

    def _is_description(self, token: Token) -> bool:
        """Return whether a noun that says or wants something means someone named before: "the veteran socialist"."""
        is_definite = any(child.lower_ in {"the", "this"} for child in children(token, "det"))
        if token.pos_ != "NOUN" or token.tag_ != "NN" or not is_definite or token.dep_ not in {"nsubj", "nsubj:pass"}:
            return False
        verb = token.head.lemma_.lower()
        if token.lemma_.lower() in self._lexicon.frames.mouthpieces or self._owner(token):
            return False
        roles = {operator.role for operator in self._lexicon.operators.get(verb, ())}
        return token.head.pos_ == "VERB" and (verb in self._lexicon.speech or Role.SUBJECT in roles)

    def _fits(self, actor: Actor, word: str) -> bool:
        entry = self._entries.get(actor.id)
        pronoun = entry.pronoun if entry else ""
        return not pronoun or (word in SHE) == (pronoun == "she")

    def _latest(self, number: int, accepts: Callable[[Actor], bool]) -> Actor | None:
        candidates = [
            (place - number + (SUBJECT_BONUS if _is_subject(token) else 0), token.i, actor)
            for place, token, actor in self._seen[-RECENT:]
            if number - place <= SENTENCES_BACK and accepts(actor)
        ]
        return max(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None

    def _described(self, number: int, token: Token) -> Actor | None:
        """Return whom "the Hungarian prime minister" or "the president" means."""
        if children(token, "flat", "appos") and any(
            child.i in self._mentions for child in children(token, "flat", "appos")
        ):
            return None
        owner = self._owner(token)
        office = _office_words(token)
        if owner:
            holders = (self._offices.get((owner.id, word)) for word in office)
            return next((holder for holder in holders if holder), None)
        if not any(child.lower_ in {"the", "this", "that"} for child in children(token, "det")):
            return None
        return self._latest(number, lambda other: other.kind == "person" and self._holds(other, office))

    def _holds(self, actor: Actor, office: Sequence[str]) -> bool:
        entry = self._entries.get(actor.id)
        words = set(entry.offices if entry else ()) | self._titles.get(actor.id, set())
        return any(word in words for word in office)

    def _owner(self, token: Token) -> Actor | None:
        """Return the state or body that an adjective, a possessive or "of" puts before a noun."""
        owners = [
            *children(token, "nmod:poss", "compound", "amod"),
            *(
                child
                for child in children(token, "nmod")
                if any(case.lower_ in {"of", "for"} for case in children(child, "case"))
            ),
        ]
        for child in owners:
            mention = self._mentions.get(child.i)
            if mention and mention.actor.kind != "person":
                return mention.actor
            pointer = self._pointers.get(child.i)
            if pointer:
                return pointer if pointer.kind != "person" else self.affiliation(pointer)
        return None

    def _actors_of_one(self, token: Token) -> Iterable[Actor]:
        person = self._person_at(token)
        if person:
            return [person]
        mention = self._mentions.get(token.i)
        if mention and mention.actor.id not in self._entries and token.lemma_.lower() in self._lexicon.bodies:
            owner = self._owner(token) or self._owner_within(mention)
            return [owner] if owner else []
        if mention:
            is_people = (
                mention.kind is MentionKind.ADJECTIVE and token.tag_ not in {"NNPS", "NNS"} and token.pos_ == "ADJ"
            )
            return [] if is_people else [mention.actor]
        if token.i in self._pointers:
            return [self._pointers[token.i]]
        if token.lemma_.lower() in self._lexicon.bodies:
            owner = self._owner(token) or self._author(token)
            return [owner] if owner else []
        return self._members(token)

    def _members(self, token: Token) -> list[Actor]:
        """Return the body whose members a plural names: "G7 powers", "EU ministers"."""
        for child in children(token, "compound", "amod", "nmod:poss"):
            mention = self._mentions.get(child.i)
            if mention and mention.actor.kind in {"organisation", "group"} and token.tag_ == "NNS":
                return [mention.actor]
        return []

    def _owner_within(self, mention: Mention) -> Actor | None:
        """Return the state whose adjective begins the name of a ministry or the like: "Russian Foreign Ministry"."""
        return self._adjectives.get(fold(self._doc[mention.start].text))

    def _author(self, token: Token) -> Actor | None:
        """Return the person whose text, letter or team a noun names."""
        for child in children(token, "nmod:poss", "nmod"):
            mention = self._mentions.get(child.i)
            actor = mention.actor if mention else self._pointers.get(child.i)
            if (
                actor
                and token.lemma_.lower() in self._lexicon.frames.mouthpieces
                and case_of(child) in {"", "of", "by", "from"}
            ):
                return actor
        return None

    def _person_at(self, token: Token) -> Actor | None:
        """Return the person named at this word or beside it as a title's bearer."""
        for word in [token, *(child for child in token.children if child.dep_ in NAME_RELATIONS)]:
            mention = self._mentions.get(word.i)
            if mention and mention.actor.kind == "person":
                return mention.actor
        return None


def _offices(actors: Iterable[DeskActor]) -> dict[tuple[str, str], Actor]:
    """Return who holds an office of a state or body; the first in the desk's file wins."""
    found: dict[tuple[str, str], Actor] = {}
    for entry in actors:
        for office in entry.offices:
            found.setdefault((entry.actor.affiliation or "", fold(office)), entry.actor)
    return found


def _office_words(token: Token) -> list[str]:
    """Return the names of an office from the longest to the bare noun: "prime minister", "minister"."""
    parts = [child.lower_ for child in children(token, "compound", "amod") if child.i < token.i]
    words = [" ".join([*parts[start:], token.lower_]) for start in range(len(parts) + 1)]
    return [word.replace(" - ", "-") for word in words]


def _is_subject(token: Token) -> bool:
    return any(word.dep_.startswith("nsubj") for word in (token, token.head))
