"""The spaCy component: tags, morphology, lemmas, trees, sentences and names from one small encoder.

A saved pipeline that holds it loads with `spacy.load`; the model's files lie in the component's own folder.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import SimpleFrozenList
from spacy.vocab import Vocab

from process.extract.parser.annotate import Annotator
from process.extract.parser.files import FILES, ReadFile
from process.extract.parser.parse import Parse
from process.extract.parser.reader import Reader


class OnnxParser:
    """`predict` finds and changes nothing; `set_annotations` writes and decides nothing.

    Empty until `from_disk` or `from_bytes`, as components are that spaCy makes from a saved pipeline's config.
    """

    def __init__(self, vocab: Vocab, *, threads: int = 1) -> None:
        self._vocab, self._threads = vocab, threads
        self._loaded: tuple[ReadFile, Reader, Annotator] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its annotations. Raises ValueError before a model is loaded."""
        if len(doc):
            self.set_annotations(doc, self.predict(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], **_options: Any) -> Iterator[Doc]:
        """Yield the Docs, each read alone."""
        for doc in stream:
            yield self(doc)

    def predict(self, doc: Doc) -> Parse:
        """Return what the model says of each token; the Doc is not changed."""
        return self._model()[1].read(doc)

    def set_annotations(self, doc: Doc, parse: Parse) -> None:
        """Write a parse into the Doc."""
        self._model()[2].write(doc, parse)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:  # noqa: ARG002 - spaCy's signature
        """Write the model's files into a folder. Raises OSError when those that were loaded are gone."""
        folder, read = Path(path), self._model()[0]
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (folder / name).write_bytes(read(name))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> "OnnxParser":  # noqa: ARG002
        """Load the model from a folder, and return the component. Raises OSError for a file that is missing."""
        folder = Path(path)
        return self._load(lambda name: (folder / name).read_bytes())

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:  # noqa: ARG002
        """Return the model's files as one string of bytes."""
        read = self._model()[0]
        content: bytes = srsly.msgpack_dumps({name: read(name) for name in FILES})
        return content

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> "OnnxParser":  # noqa: ARG002
        """Load the model from what `to_bytes` gave, and return the component."""
        files: dict[str, bytes] = srsly.msgpack_loads(data)
        return self._load(files.__getitem__)

    def _load(self, read: ReadFile) -> "OnnxParser":
        reader = Reader(read, threads=self._threads)
        self._loaded = read, reader, Annotator(self._vocab, reader.labels, reader.lemmatize)
        return self

    def _model(self) -> tuple[ReadFile, Reader, Annotator]:
        if self._loaded is None:
            raise ValueError("onnx_parser: no model is loaded; use spacy.load on a saved pipeline, or from_disk")
        return self._loaded


@Language.factory(
    "onnx_parser",
    default_config={"threads": 1},
    assigns=[
        "token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head",
        "token.is_sent_start", "doc.sents", "doc.ents",
    ],
)  # fmt: skip
def make_onnx_parser(nlp: Language, name: str, threads: int) -> OnnxParser:  # noqa: ARG001 - spaCy's signature
    """Return an empty component; `threads` are the encoder's."""
    return OnnxParser(nlp.vocab, threads=threads)
