"""Whom a text has named so far, and who of them is in mind: the nearest, subjects before others."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import base, case_of, subject_of
from stancewatch.contracts import Actor

SENTENCES_BACK = 5
"""How far back a pronoun or a description looks for whom it means."""
RECENT = 60
"""Mentions that are looked through for whom a word points back to."""
SPEAKER, SUBJECT, SUBJECT_OWNER, OWNER, OTHER = 2.0, 1.6, 1.2, 0.4, 0.0
"""A subject is this many sentences nearer than another mention: pronouns keep to the subject, and to who speaks."""
QUOTED = 1.2
"""Who is only named in a quotation is this many sentences farther for the words outside of it."""
CLIMBED = frozenset({"flat", "appos", "compound", "conj", "nmod:desc", "name"})


@dataclass(frozen=True, slots=True)
class Seen:
    """Actors that a phrase meant: `token` is its word, `sentence` and `quote` are numbers (no quotation: None)."""

    sentence: int
    token: Token
    actors: tuple[Actor, ...]
    weight: float
    quote: int | None


Accepts = Callable[[Seen], bool]


class Search(Protocol):
    """Looks for what a word points back to among what a text has named before it; `far`: a long way back."""

    def __call__(self, token: Token, accepts: Accepts, *, far: bool = False) -> Seen | None:
        """Return the most salient that is accepted."""


@dataclass(slots=True)
class Memory:
    """What has been seen of a text so far, in order."""

    seen: list[Seen] = field(default_factory=list)

    def note(self, one: Seen) -> None:
        """Remember a phrase."""
        self.seen.append(one)

    def latest(
        self,
        sentence: int,
        quote: int | None,
        accepts: Accepts,
        *,
        barred: Container[Actor] = (),
        sentences_back: int = SENTENCES_BACK,
    ) -> Seen | None:
        """Return what a word can mean that stands here: the most salient of what `accepts` lets through.

        None of the actors `barred`.
        """
        found = [
            (one.weight + one.sentence - sentence - QUOTED * (one.quote is not None and one.quote != quote), one)
            for one in self.seen[-RECENT:]
            if sentence - one.sentence <= sentences_back
            and not all(actor in barred for actor in one.actors)
            and accepts(one)
        ]
        return max(found, key=lambda pair: (pair[0], pair[1].token.i, len(pair[1].actors)))[1] if found else None

    def distinct(self, count: int, accepts: Callable[[Actor], bool]) -> tuple[Actor, ...]:
        """Return the last `count` actors that differ, in text order; () where there are fewer."""
        found: dict[str, Actor] = {}
        for one in reversed(self.seen[-RECENT:]):
            for actor in one.actors:
                if accepts(actor) and len(found) < count:
                    found.setdefault(actor.id, actor)
        return tuple(reversed(found.values())) if len(found) == count else ()

    def gathered(self, count: int, accepts: Callable[[Actor], bool]) -> tuple[Actor, ...]:
        """Return the actors of the last sentence that names some of whom `accepts` is true, if they are so many."""
        found: dict[str, Actor] = {}
        last = None
        for one in reversed(self.seen[-RECENT:]):
            fitting = [actor for actor in reversed(one.actors) if accepts(actor)]
            if fitting and last not in {None, one.sentence}:
                break
            last = one.sentence if fitting else last
            for actor in fitting:
                found.setdefault(actor.id, actor)
        return tuple(reversed(found.values())) if len(found) == count else ()


def top_of_phrase(token: Token) -> Token:
    """Return the word that a name or its coordination hangs on in the sentence: "leader" in "leader Jan Kos"."""
    while base(token) in CLIMBED and token.head.i != token.i:
        token = token.head
    return token


def weight_of(token: Token, lexicon: Lexicon) -> float:
    """Return how salient a phrase is by its place in the clause."""
    top = top_of_phrase(token)
    if base(top) == "nsubj":
        return SPEAKER if top.head.lemma_.lower() in lexicon.speech else SUBJECT
    if case_of(top) == "according_to":
        return SPEAKER
    if top.dep_ == "obl:agent" or base(top) == "root":
        return SUBJECT / 2
    if top.dep_ == "nmod:poss":
        return SUBJECT_OWNER if base(top_of_phrase(top.head)) == "nsubj" else OWNER
    return OTHER


def clause_mates(token: Token, lexicon: Lexicon) -> frozenset[int]:
    """Return the words that a pronoun cannot mean because it depends on the same verb: not "he" in "Putin told him".

    Nor who does what the verb says without standing beside it: "Trump has threatened to fire him".
    """
    if token.pos_ != "PRON" or base(token) not in {"obj", "iobj", "obl", "nsubj"} or token.lower_.endswith("self"):
        return frozenset()
    mates = [other for other in token.head.children if base(other) in {"nsubj", "obj", "iobj", "obl"}]
    subject = None if base(token) == "nsubj" else subject_of(token.head, lexicon)
    return frozenset(_phrase([*mates, *([subject] if subject is not None else [])]))


def _phrase(heads: Iterable[Token]) -> Iterable[int]:
    for head in heads:
        yield head.i
        yield from (child.i for child in head.children if base(child) in CLIMBED)
