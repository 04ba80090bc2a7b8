"""The model at run time: a Doc in, for each sentence the sides that it may take out. One window a call.

The sums of its products fit the registers of every processor, and windows are never batched: what a text gets depends
neither on the one nor on its neighbours.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from process.extract.parser.wordpiece import WordPiece
from process.extract.sides.card import Card, read_card
from process.extract.sides.namings import NOBODY, Naming, NamingInWindow, bucket_of, in_title, namings_in
from process.extract.sides.network import Network, load_network
from process.extract.sides.side import Side
from process.extract.sides.windows import TITLE_WORDS, Line, Window, join_lines, make_line, make_windows
from process.extract.watchdog import check
from stancewatch.contracts import Stance

VOCABULARY = "vocab.txt"
NOBODY_NAMED = ""
FLOOR = 0.02
"""Sides of less confidence are not reported: no rule would believe them."""
FIRST_SHARE = 0.4
"""Share of the word pieces up to which it is worth to read the likely sentences of a text alone, before all of them."""
UNLIKELY = 0.1
"""If none takes a side of this confidence, a glance sees none; what that costs is in docs/quality.md."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a Doc.

    `title` is the parsed title; `namings` and `title_namings` are who is named in either; `wanted` are the numbers of
    the sentences to ask about (None: all): the others are read at most as context, and take no side. `likely` are those
    of them at which a glance looks first.
    """

    title: Doc | None = None
    namings: Sequence[Naming] = ()
    title_namings: Sequence[Naming] = ()
    wanted: Collection[int] | None = None
    likely: Collection[int] = ()


ANYTHING = Question()


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's probabilities.

    side, condition: sentences by labels; zero where a sentence was not asked about. holders: of a sentence, for each
    naming in its window the actor's name and its share of each label.
    """

    side: NDArray[np.float32]
    condition: NDArray[np.float32]
    holders: dict[int, tuple[tuple[str, ...], NDArray[np.float32]]]

    def holders_of(self, sentence: int, label: int) -> tuple[tuple[str, float], ...]:
        """Return the actors who may take this side, the likeliest first; an actor's namings count together."""
        names, shares = self.holders.get(sentence, ((), np.zeros((0, 0), np.float32)))
        total: dict[str, float] = {}
        for name, share in zip(names, shares[label] if names else (), strict=True):
            total[name] = total.get(name, 0.0) + float(share)
        return tuple(sorted(total.items(), key=lambda one: (-one[1], one[0])))


def load_side_model(folder: Path, *, threads: int = 1) -> "SideModel":
    """Return the model that lies in this folder."""
    card = read_card(folder)
    return SideModel(card, WordPiece(folder / VOCABULARY), load_network(folder, card, threads=threads))


class SideModel:
    """Reads the title and the sentences of a text and says which of them take a side."""

    def __init__(self, card: Card, pieces_of: WordPiece, network: Network) -> None:
        self.card, self.pieces_of, self._network = card, pieces_of, network

    def score(self, doc: Doc, question: Question = ANYTHING) -> list[tuple[Side, ...]]:
        """Return for each sentence of the Doc the sides that it may take, the likeliest first."""
        seen = [*map(in_title, question.title_namings), *question.namings]
        scores = self.score_lines(*self._lines(doc, question), namings=seen, wanted=question.wanted)
        return [tuple(self._sides(scores, sentence)) for sentence in range(len(scores.side))]

    def glance(self, doc: Doc, question: Question = ANYTHING) -> bool:
        """Return whether any sentence may take a side; where the likely ones are few and take none, none does."""
        title, lines = self._lines(doc, question)
        few, windows = (self._cut(title, lines, chosen) for chosen in (question.likely, question.wanted))
        is_enough = few and _size(few) <= FIRST_SHARE * _size(windows)
        highest = (float(self.read(window)[0].max()) for window in (few if is_enough else windows))
        return any(self.card.calibration.confidence(side) >= UNLIKELY for side in highest)

    def _lines(self, doc: Doc, question: Question) -> tuple[Line, list[Line]]:
        """Return title and sentences as the encoder reads them."""
        title = question.title
        head = join_lines([] if title is None else lines_of(title, self.pieces_of, first=TITLE_WORDS))
        return head, lines_of(doc, self.pieces_of)

    def score_lines(
        self,
        title: Line,
        sentences: Sequence[Line],
        *,
        namings: Sequence[Naming] = (),
        wanted: Collection[int] | None = None,
    ) -> Scores:
        """Return the probabilities of a text that is already cut into word pieces."""
        shape = len(sentences), len(self.card.labels)
        scores = Scores(np.zeros(shape, np.float32), np.zeros(shape, np.float32), {})
        for window in self._cut(title, sentences, wanted):
            self._fill(scores, window, namings_in(window, namings))
        return scores

    def _cut(self, title: Line, sentences: Sequence[Line], wanted: Collection[int] | None) -> list[Window]:
        return make_windows(title, sentences, wanted=wanted, begin=self.pieces_of.cls, end=self.pieces_of.sep)

    def read(self, window: Window, seen: Sequence[NamingInWindow] = ()) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities in one window: of side, condition (places, labels), holders (…, 1 + namings)."""
        check()
        return self._network.run(None, encode_window(window, seen))

    def _fill(self, scores: Scores, window: Window, seen: Sequence[NamingInWindow]) -> None:
        """Write the probabilities of the window's sentences; of a sentence in parts the highest counts."""
        side, condition, holders = self.read(window, seen)
        names = (NOBODY_NAMED, *(one.naming.name for one in seen))
        for row, place in enumerate(window.places):
            known = scores.side[place.sentence]
            if side[row].max() > known.max():
                scores.holders[place.sentence] = names, holders[row]
            scores.condition[place.sentence] = np.where(
                side[row] > known, condition[row], scores.condition[place.sentence]
            )
            scores.side[place.sentence] = np.maximum(known, side[row])

    def _sides(self, scores: Scores, sentence: int) -> Iterator[Side]:
        side = scores.side[sentence]
        for label in np.argsort(-side, kind="stable"):
            confidence = self.card.calibration.confidence(float(side[label])) if side[label] else 0.0
            if confidence < FLOOR:
                return
            issue, stance = self.card.labels[label]
            yield Side(
                issue,
                Stance(stance),
                round(confidence, 4),
                round(float(scores.condition[sentence, label]), 4),
                scores.holders_of(sentence, int(label)),
            )


def _size(windows: Sequence[Window]) -> int:
    """Return what windows cost: their word pieces."""
    return sum(map(len, windows))


def lines_of(doc: Doc, pieces_of: WordPiece, *, first: int = 0) -> list[Line]:
    """Return the sentences of a Doc as the encoder reads them, their words numbered from `first`."""
    lines = []
    for sent in doc.sents:
        lines.append(line_of(sent, pieces_of, first=first))
        first += sum(not token.is_space for token in sent)
    return lines


def line_of(sent: Span, pieces_of: WordPiece, *, first: int = 0) -> Line:
    """Return a sentence of a Doc as the encoder reads it, its words numbered from `first`."""
    tokens = [token for token in sent if not token.is_space]
    spaces = [token.idx + len(token) < token.nbor().idx if token.i + 1 < len(token.doc) else True for token in tokens]
    return make_line([token.text for token in tokens], spaces, pieces_of, first=first)


def encode_window(window: Window, seen: Sequence[NamingInWindow] = ()) -> dict[str, NDArray[Any]]:
    """Return what the network reads.

    pieces, shapes: 1, pieces. members: sentences, pieces: 1 where a sentence's pieces are. named: 1, 1 + namings,
    pieces: each naming's share of its pieces, nobody first. buckets: sentences, 1 + namings: where each naming stands.
    """
    members = np.zeros((len(window.places), len(window)), np.float32)
    named = np.zeros((1, 1 + len(seen), len(window)), np.float32)
    buckets = np.full((len(window.places), 1 + len(seen)), NOBODY, np.int64)
    for number, one in enumerate(seen, start=1):
        named[0, number, list(one.pieces)] = 1 / len(one.pieces)
    for row, place in enumerate(window.places):
        members[row, place.start : place.end] = 1
        buckets[row, 1:] = [bucket_of(place.sentence, one.naming) for one in seen]
    return {
        "pieces": np.array([window.pieces], np.int64),
        "shapes": np.array([window.shapes], np.int64),
        "members": members,
        "named": named,
        "buckets": buckets,
    }
