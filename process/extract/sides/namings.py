"""Namings: the words of a text that mean an actor, among which the model looks for who holds a side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from spacy.tokens import Doc, Token

from process.extract.desks.desk import Desk
from process.extract.english.lexicon import load_lexicon
from process.extract.english.syntax import base, conjuncts_after
from process.extract.naming.cast import Cast
from process.extract.naming.mentions import MentionFinder
from process.extract.sides.windows import TITLE_WORDS, Window
from process.extract.voices.attribution import Voices, is_first_person
from stancewatch.contracts import Actor

TITLE = -1
"""The sentence number of the title."""
NOBODY, IN_TITLE, HERE, BEFORE, TWO_BEFORE, LONG_BEFORE, AFTER, LONG_AFTER = range(8)
"""Where a naming stands, seen from the sentence that takes a side."""
BUCKETS = 8
MEANT = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "X"})
"""Parts of speech whose words can mean an actor; of others a subject can: "the two agreed"."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Words `first` to `last` (half-open; blanks do not count) of a sentence that mean an actor, by its name."""

    first: int
    last: int
    sentence: int
    name: str


@dataclass(frozen=True, slots=True)
class NamingInWindow:
    """A naming in a window: where its pieces stand."""

    naming: Naming
    pieces: tuple[int, ...]


def find_namings(doc: Doc, cast: Cast, voices: Voices) -> list[tuple[Naming, Actor]]:
    """Return the namings of a Doc in text order; words side by side that mean the same actor are one."""
    found: list[tuple[Naming, Actor]] = []
    word = 0
    for number, sent in enumerate(doc.sents):
        words = [token for token in sent if not token.is_space]
        meant = [(word + place, actor) for place, token in enumerate(words) for actor in _meant(token, cast, voices)]
        found += ((Naming(first, last, number, actor.name), actor) for first, last, actor in _runs(meant))
        word += len(words)
    return found


NamingReader = Callable[[Doc, str], list[tuple[Naming, Actor]]]


def make_naming_reader(desk: Desk) -> NamingReader:
    """Return what finds the namings of a Doc whose title is given."""
    finder, lexicon = MentionFinder(desk), load_lexicon()

    def read(doc: Doc, title: str) -> list[tuple[Naming, Actor]]:
        cast = Cast(doc, finder.find(doc, title), desk=desk, lexicon=lexicon)
        voices = Voices(doc, cast, lexicon)
        cast.hear(voices.speakers_at)
        return find_namings(doc, cast, voices)

    return read


def _meant(token: Token, cast: Cast, voices: Voices) -> list[Actor]:
    """Return the actors that a word means by itself, one unless it is a plural: "they", "the two leaders".

    Those coordinated with it have words of their own.
    """
    if token.pos_ not in MEANT and base(token) != "nsubj":
        return []
    if is_first_person(token):
        return list(voices.speakers_at(token))
    others = {actor.id for other in conjuncts_after(token)[1:] for actor in cast.actors_of(other)}
    return [actor for actor in cast.actors_of(token) if actor.id not in others]


def _runs(meant: Sequence[tuple[int, Actor]]) -> Iterator[tuple[int, int, Actor]]:
    """Yield words side by side that mean the same actor as one."""
    places = enumerate(meant)
    for _, run in groupby(places, key=lambda item: (item[1][0] - item[0], item[1][1].id)):
        members = [item[1] for item in run]
        yield members[0][0], members[-1][0] + 1, members[0][1]


def in_title(naming: Naming) -> Naming:
    """Return a naming of a title's own Doc as one of the title before a text."""
    return replace(naming, first=TITLE_WORDS + naming.first, last=TITLE_WORDS + naming.last, sentence=TITLE)


def namings_in(window: Window, namings: Iterable[Naming]) -> list[NamingInWindow]:
    """Return the namings of which a window has pieces."""
    pieces: dict[int, list[int]] = {}
    for place, word in enumerate(window.words):
        pieces.setdefault(word, []).append(place)
    seen = (
        NamingInWindow(
            naming, tuple(piece for word in range(naming.first, naming.last) for piece in pieces.get(word, ()))
        )
        for naming in namings
    )
    return [one for one in seen if one.pieces]


def bucket_of(sentence: int, naming: Naming) -> int:
    """Return where a naming stands, seen from a sentence."""
    if naming.sentence == TITLE:
        return IN_TITLE
    gap = sentence - naming.sentence
    if gap < 0:
        return AFTER if gap == -1 else LONG_AFTER
    return min(HERE + gap, LONG_BEFORE)
