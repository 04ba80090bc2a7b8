"""The model at run time: a Doc in, for each sentence the sides that it may take out. One window a call.

The sums of its products fit the registers of every processor, and windows are never batched: what a text gets depends
neither on the one nor on its neighbours.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from process.extract.parser.session import make_session
from process.extract.parser.wordpiece import WordPiece
from process.extract.sides.card import Card, read_card
from process.extract.sides.namings import NOBODY, Naming, NamingInWindow, bucket_of, in_title, namings_in
from process.extract.sides.side import Side
from process.extract.sides.unpack import unpack
from process.extract.sides.windows import TITLE_WORDS, Line, Window, join_lines, make_line, make_windows
from process.extract.watchdog import check
from stancewatch.contracts import Stance

NETWORK, VOCABULARY = "sides.onnx", "vocab.txt"
BYTES_NETWORK, BYTES_TABLE = "sides_int8.onnx", "sides_int8.npz"
"""The same network in bytes, which is quicker; it takes its weights from the other.
A model whose card does not name it has none."""
NOBODY_NAMED = ""
FLOOR = 0.02
"""Sides of less confidence are not reported: no rule would believe them."""
FIRST_SHARE = 0.4
"""Share of the word pieces up to which it is worth to read the likely sentences of a text alone, before all of them."""
UNLIKELY = 0.1
"""If none of these takes a side of this confidence, the others are not read; it costs 2 of 2,303 positions found."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a Doc.

    `title` is the parsed title; `namings` and `title_namings` are who is named in either; `wanted` are the numbers of
    the sentences to ask about (None: all): the others are read at most as context, and take no side. `likely` are those
    of them to look at first: if these are few and take no side, neither do the rest.
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


class Network(Protocol):
    """What scores one window: onnxruntime's session, for one."""

    def run(self, output_names: None, inputs: dict[str, NDArray[Any]], /) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities of side and condition (sentences, labels) and holders (and namings)."""
        ...


def load_side_model(folder: Path, *, threads: int = 1) -> "SideModel":
    """Return the model that lies in this folder."""
    card, name, arrays = read_card(folder), NETWORK, None
    if BYTES_NETWORK in card.sha256:
        name, arrays = BYTES_NETWORK, unpack(folder / NETWORK, folder / BYTES_TABLE)
    network = make_session(folder / name, threads=threads, arrays=arrays)
    return SideModel(card, WordPiece(folder / VOCABULARY), network)


class SideModel:
    """Reads the title and the sentences of a text and says which of them take a side."""

    def __init__(self, card: Card, pieces_of: WordPiece, network: Network) -> None:
        self.card, self.pieces_of, self._network = card, pieces_of, network

    def score(self, doc: Doc, question: Question = ANYTHING) -> list[tuple[Side, ...]]:
        """Return for each sentence of the Doc the sides that it may take, the likeliest first."""
        title = question.title
        head = join_lines([] if title is None else lines_of(title, self.pieces_of, first=TITLE_WORDS))
        seen = [*map(in_title, question.title_namings), *question.namings]
        lines = lines_of(doc, self.pieces_of)
        scores = self.score_lines(head, lines, namings=seen, wanted=question.wanted, likely=question.likely)
        return [tuple(self._sides(scores, sentence)) for sentence in range(len(scores.side))]

    def score_lines(
        self,
        title: Line,
        sentences: Sequence[Line],
        *,
        namings: Sequence[Naming] = (),
        wanted: Collection[int] | None = None,
        likely: Collection[int] = (),
    ) -> Scores:
        """Return the probabilities of a text that is already cut into word pieces."""
        few, windows = (self._cut(title, sentences, chosen) for chosen in (likely, wanted))
        if few and _size(few) <= FIRST_SHARE * _size(windows):
            scores = self._score(few, namings, len(sentences))
            if self.card.calibration.confidence(float(scores.side.max())) < UNLIKELY:
                return scores
        return self._score(windows, namings, len(sentences))

    def _cut(self, title: Line, sentences: Sequence[Line], wanted: Collection[int] | None) -> list[Window]:
        return make_windows(title, sentences, wanted=wanted, begin=self.pieces_of.cls, end=self.pieces_of.sep)

    def _score(self, windows: Sequence[Window], namings: Sequence[Naming], sentences: int) -> Scores:
        side, condition = (np.zeros((sentences, len(self.card.labels)), np.float32) for _ in range(2))
        scores = Scores(side, condition, {})
        for window in windows:
            check()
            self._fill(scores, window, namings_in(window, namings))
        return scores

    def read(self, window: Window, seen: Sequence[NamingInWindow] = ()) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities in one window: of side, condition (places, labels), holders (…, 1 + namings)."""
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
