"""The model of sides as a spaCy component: reads what is asked of a Doc, and writes the sides of its sentences."""

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import SimpleFrozenList

from process.extract.sides.card import CARD, Card
from process.extract.sides.model import ANYTHING, SideModel, load_side_model
from process.extract.sides.side import Side

QUESTION, SIDES = "side_question", "sides"
"""The Doc's extension attributes: a Question before, and for each sentence its sides afterwards."""
for _name, _default in ((QUESTION, ANYTHING), (SIDES, ())):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


class SideScorer:
    """`predict` finds and changes nothing; `set_annotations` writes and decides nothing. Empty until `from_disk`."""

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._loaded: tuple[SideModel, Path] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with the sides of each sentence. Raises ValueError before a model is loaded."""
        self.set_annotations(doc, self.predict(doc))
        return doc

    @property
    def card(self) -> Card:
        """The model's metadata: its labels, calibration and thresholds."""
        return self._model()[0].card

    def predict(self, doc: Doc) -> list[tuple[Side, ...]]:
        """Return the sides of each sentence; the Doc is not changed."""
        return self._model()[0].score(doc, doc._.get(QUESTION))

    def glance(self, doc: Doc) -> bool:
        """Return whether any sentence may take a side; it need not be parsed, and is not changed."""
        return self._model()[0].glance(doc, doc._.get(QUESTION))

    def set_annotations(self, doc: Doc, sides: list[tuple[Side, ...]]) -> None:
        """Write the sides into the Doc."""
        doc._.set(SIDES, tuple(sides))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:  # noqa: ARG002 - spaCy's signature
        """Write the model's files into a folder."""
        folder, source = Path(path), self._model()[1]
        folder.mkdir(parents=True, exist_ok=True)
        for name in (CARD, *self.card.sha256):
            (folder / name).write_bytes((source / name).read_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> "SideScorer":  # noqa: ARG002
        """Load the model from a folder, and return the component. Raises OSError for a file that is missing."""
        self._loaded = load_side_model(Path(path), threads=self._threads), Path(path)
        return self

    def _model(self) -> tuple[SideModel, Path]:
        if self._loaded is None:
            raise ValueError("side_scorer: no model is loaded; use from_disk on the folder of one")
        return self._loaded


@Language.factory("side_scorer", default_config={"threads": 1}, requires=["doc.sents"], assigns=["doc._.sides"])
def make_side_scorer(nlp: Language, name: str, threads: int) -> SideScorer:  # noqa: ARG001 - spaCy's signature
    """Return an empty component; `threads` are the network's."""
    return SideScorer(threads=threads)
