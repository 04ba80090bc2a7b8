"""The model at run time: a Doc in, for each sentence the sides that it may take out. One window a call.

The products are in 4-bit blocks with activations scaled by row, and windows are never batched: what a text gets does
not depend on its neighbours, nor on the instructions that the processor knows.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from process.extract.parser.wordpiece import WordPiece
from process.extract.sides.card import Card, read_card
from process.extract.sides.windows import Line, Window, join_lines, make_line, make_windows

NETWORK, VOCABULARY = "sides.onnx", "vocab.txt"
FLOOR = 0.02
"""Sides of less confidence are not reported: no rule would believe them."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side that a sentence may take; `confidence` is calibrated, `condition` is how likely it hangs on one."""

    issue: str
    stance: str
    confidence: float
    condition: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's probabilities: sentences by labels; zero where a sentence was not asked about."""

    side: NDArray[np.float32]
    condition: NDArray[np.float32]


class Network(Protocol):
    """What scores one window: onnxruntime's session, for one."""

    def run(self, output_names: None, inputs: dict[str, NDArray[Any]], /) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities of side and condition: sentences by labels."""
        ...


def load_side_model(folder: Path, *, threads: int = 1) -> "SideModel":
    """Return the model that lies in this folder."""
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    network = ort.InferenceSession(str(folder / NETWORK), options, providers=["CPUExecutionProvider"])
    return SideModel(read_card(folder), WordPiece(folder / VOCABULARY), network)


class SideModel:
    """Reads the title and the sentences of a text and says which of them take a side."""

    def __init__(self, card: Card, pieces_of: WordPiece, network: Network) -> None:
        self.card, self.pieces_of, self._network = card, pieces_of, network

    def score(
        self, doc: Doc, title: Doc | None = None, *, wanted: Collection[int] | None = None
    ) -> list[tuple[Side, ...]]:
        """Return for each sentence of the Doc the sides that it may take, the likeliest first.

        `title` is the parsed title; `wanted` are the numbers of the sentences to ask about: the others are read at most
        as context, and take no side.
        """
        head = join_lines([] if title is None else [line_of(sent, self.pieces_of) for sent in title.sents])
        scores = self.score_lines(head, [line_of(sent, self.pieces_of) for sent in doc.sents], wanted=wanted)
        return [tuple(self._sides(*rows)) for rows in zip(scores.side, scores.condition, strict=True)]

    def score_lines(self, title: Line, sentences: Sequence[Line], *, wanted: Collection[int] | None = None) -> Scores:
        """Return the probabilities of a text that is already cut into word pieces."""
        scores = Scores(*(np.zeros((len(sentences), len(self.card.labels)), np.float32) for _ in range(2)))
        marks = {"begin": self.pieces_of.cls, "end": self.pieces_of.sep}
        for window in make_windows(title, sentences, wanted=wanted, **marks):
            self._fill(scores, window)
        return scores

    def read(self, window: Window) -> Sequence[NDArray[np.float32]]:
        """Return the probabilities of side and condition in one window: places by labels."""
        return self._network.run(None, encode_window(window))

    def _fill(self, scores: Scores, window: Window) -> None:
        """Write the probabilities of the window's sentences; of a sentence in parts the highest counts."""
        side, condition = self.read(window)
        for row, place in enumerate(window.places):
            known = scores.side[place.sentence]
            scores.condition[place.sentence] = np.where(
                side[row] > known, condition[row], scores.condition[place.sentence]
            )
            scores.side[place.sentence] = np.maximum(known, side[row])

    def _sides(self, side: NDArray[np.float32], condition: NDArray[np.float32]) -> Iterator[Side]:
        for label in np.argsort(-side, kind="stable"):
            confidence = self.card.calibration.confidence(float(side[label])) if side[label] else 0.0
            if confidence < FLOOR:
                return
            issue, stance = self.card.labels[label]
            yield Side(issue, stance, round(confidence, 4), round(float(condition[label]), 4))


def line_of(sent: Span, pieces_of: WordPiece) -> Line:
    """Return a sentence of a Doc as the encoder reads it."""
    tokens = [token for token in sent if not token.is_space]
    spaces = [token.idx + len(token) < token.nbor().idx if token.i + 1 < len(token.doc) else True for token in tokens]
    return make_line([token.text for token in tokens], spaces, pieces_of)


def encode_window(window: Window) -> dict[str, NDArray[Any]]:
    """Return pieces and shapes (1, pieces), and members (sentences, pieces): 1 where a sentence's pieces are."""
    members = np.zeros((len(window.places), len(window)), np.float32)
    for row, place in enumerate(window.places):
        members[row, place.start : place.end] = 1
    return {
        "pieces": np.array([window.pieces], np.int64),
        "shapes": np.array([window.shapes], np.int64),
        "members": members,
    }


class SideScorer:
    """The spaCy component: writes what the model says into `doc._.sides`. `doc.user_data["title"]` may hold a Doc."""

    def __init__(self, model: SideModel) -> None:
        self._model = model
        if not Doc.has_extension("sides"):
            Doc.set_extension("sides", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with the sides of each sentence."""
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[tuple[Side, ...]]:
        """Return the sides of each sentence; the Doc is not changed."""
        return self._model.score(doc, doc.user_data.get("title"))

    def set_annotations(self, doc: Doc, sides: list[tuple[Side, ...]]) -> None:
        """Write the sides into the Doc."""
        doc._.sides = tuple(sides)


@Language.factory("side_scorer", default_config={"threads": 1}, requires=["doc.sents"], assigns=["doc._.sides"])
def make_side_scorer(nlp: Language, name: str, folder: str, threads: int) -> SideScorer:  # noqa: ARG001 - spaCy's signature
    """Return the component for the model in this folder."""
    return SideScorer(load_side_model(Path(folder), threads=threads))
