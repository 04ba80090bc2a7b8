"""The spaCy component: reads a Doc window by window and writes tags, lemmas, trees, sentences and names into it.

One Doc a batch: the activations of the int8 encoder are scaled by batch, so a Doc's parse would depend on its
neighbours. `predict` finds and changes nothing; `set_annotations` writes and decides nothing.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from spacy.language import Language
from spacy.symbols import IDS as SYMBOLS  # type: ignore[import-not-found] # compiled, without stubs
from spacy.tokens import Doc

from process.extract.parser.encode import encode_batch, make_batches
from process.extract.parser.lemmas import Lemmatizer
from process.extract.parser.names import NameDecoder
from process.extract.parser.parse import NO_HEAD, Parse, empty_parse
from process.extract.parser.tree import decode_tree
from process.extract.parser.windows import HARD_LIMIT, Window, cut_window, split_paragraphs
from process.extract.parser.wordpiece import WordPiece

BOUNDARY_LOGIT = -4.0
"""After . ? ! and before a capital, a score for "a sentence begins here" above this is enough (elsewhere above 0)."""
IOB_INSIDE, IOB_OUTSIDE, IOB_BEGIN = 1, 2, 3
ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


class OnnxParser:
    """Runs the encoder and its heads over a Doc, and decodes what they say."""

    def __init__(self, nlp: Language, folder: Path, *, threads: int = 1) -> None:
        self._encoder = _session(folder / "parser.onnx", threads=threads)
        self._relations = _session(folder / "relations.onnx", threads=threads)
        self._pieces_of = WordPiece(folder / "vocab.txt")
        self._lemmatize = Lemmatizer(folder / "lemmas.json")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._upos, self._rules, names = labels["u"], labels["l"], labels["e"]
        self._root = labels["d"].index("root")
        self._decode_names = NameDecoder(names)
        self._strings = nlp.vocab.strings
        self._tag_ids, self._dep_ids = (self._ids(labels["x"]), self._ids(_spacy_relations(labels["d"])))
        self._pos_ids = np.array([SYMBOLS[name] for name in self._upos], np.uint64)
        self._morph_ids = np.array([nlp.vocab.morphology.add(feats) for feats in labels["m"]], np.uint64)
        self._name_ids = np.array([0, *self._ids([name[2:] for name in names[1:]])], np.uint64)
        self._is_begin = np.array([name.startswith("B") for name in names])

    def _ids(self, strings: Iterable[str]) -> NDArray[np.uint64]:
        return np.array([self._strings.add(string) for string in strings], np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its annotations."""
        if len(doc):
            self.set_annotations(doc, self.predict(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], **_options: Any) -> Iterator[Doc]:
        """Yield the Docs, each read alone."""
        for doc in stream:
            yield self(doc)

    def predict(self, doc: Doc) -> Parse:
        """Return what the model says of each token; the Doc is not changed."""
        parse = empty_parse(len(doc))
        windows = [cut_window(doc, self._pieces_of, tokens, 0) for tokens in split_paragraphs(doc)]
        while windows:
            windows = [rest for batch in make_batches(windows) for rest in self._read(doc, batch, parse)]
        return parse

    def _read(self, doc: Doc, batch: list[Window], parse: Parse) -> list[Window]:
        """Run one batch, fill in the parse, and return the windows that are still to be read."""
        outputs = self._encoder.run(None, encode_batch(batch, cls=self._pieces_of.cls, sep=self._pieces_of.sep))
        rest, trees = [], []
        for row, window in enumerate(batch):
            scores = [output[row] for output in outputs]
            cut, following = self._cut(doc, window, starts := self._starts(doc, window, scores[4]))
            rest += following
            if cut:
                trees.append(self._fill(parse, window, [start for start in starts if start < cut] + [cut], scores))
        if trees:
            self._label(parse, trees)
        return rest

    def _starts(self, doc: Doc, window: Window, scores: NDArray[np.float32]) -> list[int]:
        """Return the places in the window where a sentence begins."""
        words = [doc[index].text for index in window.tokens]
        return [0] + [
            place
            for place in range(1, len(words))
            if scores[place] > 0
            or (scores[place] > BOUNDARY_LOGIT and words[place][:1].isupper() and words[place - 1] in {".", "?", "!"})
        ]

    def _cut(self, doc: Doc, window: Window, starts: list[int]) -> tuple[int, list[Window]]:
        """Return how many words of the window count, and the windows that read on after them."""
        size = len(window.pieces)
        if window.is_last:
            return size, []
        if len(starts) > 1:
            size = starts[-1]
        elif window.limit < HARD_LIMIT:
            longer = cut_window(doc, self._pieces_of, window.paragraph, window.start, limit=HARD_LIMIT)
            return 0, [longer]
        return size, [cut_window(doc, self._pieces_of, window.paragraph, window.start + size)]

    def _fill(
        self, parse: Parse, window: Window, bounds: list[int], scores: list[NDArray[Any]]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[Any], NDArray[Any]]:
        """Write tags, names and heads; return the tokens, their heads' places (0: root), and what labels the arcs."""
        upos, xpos, feats, rules, _starts, names, arcs, dependent, head = scores
        cut, tokens = bounds[-1], np.array(window.tokens[: bounds[-1]])
        parse.upos[tokens], parse.xpos[tokens] = upos[:cut], xpos[:cut]
        parse.feats[tokens], parse.rules[tokens] = feats[:cut], rules[:cut]
        parse.names[tokens] = self._decode_names(names[: len(window.pieces)])[:cut]
        places = np.zeros(cut, np.intp)
        for start, end in pairwise(bounds):
            columns = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], 1)
            for word, found in enumerate(decode_tree(columns), start):
                places[word] = 0 if found < 0 else start + found + 1
        parse.heads[tokens] = np.where(places == 0, tokens, tokens[np.maximum(places - 1, 0)])
        return tokens, places, dependent[:cut], head[places]

    def _label(self, parse: Parse, trees: list[tuple[Any, ...]]) -> None:
        """Write the relation of each arc of these trees, in one run."""
        tokens, places = (np.concatenate([tree[part] for tree in trees]) for part in (0, 1))
        vectors = {"rd": np.concatenate([tree[2] for tree in trees]), "rh": np.concatenate([tree[3] for tree in trees])}
        relations = self._relations.run(None, vectors)[0]
        parse.relations[tokens] = np.where(places == 0, self._root, relations)

    def set_annotations(self, doc: Doc, parse: Parse) -> None:
        """Write a parse into the Doc; white space hangs on the word before it."""
        values = np.zeros((len(doc), len(ATTRIBUTES)), np.uint64)
        values[:, 0], values[:, 1] = self._strings.add("_SP"), SYMBOLS["SPACE"]
        values[:, 3] = self._ids(token.text for token in doc)
        values[:, 4], values[:, 6] = self._strings.add("dep"), IOB_OUTSIDE
        words = np.flatnonzero(parse.heads != NO_HEAD)
        names = parse.names[words]
        values[words, 0], values[words, 1] = self._tag_ids[parse.xpos[words]], self._pos_ids[parse.upos[words]]
        values[words, 2], values[words, 3] = self._morph_ids[parse.feats[words]], self._lemma_ids(doc, parse, words)
        values[words, 4] = self._dep_ids[parse.relations[words]]
        values[:, 5] = (_complete_heads(parse.heads) - np.arange(len(doc))).astype(np.int64).astype(np.uint64)
        values[words, 6] = np.where(names == 0, IOB_OUTSIDE, np.where(self._is_begin[names], IOB_BEGIN, IOB_INSIDE))
        values[words, 7] = self._name_ids[names]
        _begin_names(values[:, 6])
        doc.from_array(ATTRIBUTES, values)  # type: ignore[arg-type] # the stub knows no numpy

    def _lemma_ids(self, doc: Doc, parse: Parse, words: NDArray[np.intp]) -> NDArray[np.uint64]:
        return self._ids(
            self._lemmatize(doc[int(i)].text, self._upos[parse.upos[i]], self._rules[parse.rules[i]]) for i in words
        )


def _complete_heads(heads: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the heads with those of white space: the word before it, or the first word, or itself."""
    words = np.flatnonzero(heads != NO_HEAD)
    complete = heads.copy()
    previous = words[0] if len(words) else None
    for index in range(len(heads)):
        if heads[index] != NO_HEAD:
            previous = index
        else:
            complete[index] = index if previous is None else previous
    return complete


def _begin_names(tags: NDArray[np.uint64]) -> None:
    """Let a name begin where white space or a window's end cuts it: spaCy refuses I after O."""
    before = np.concatenate([[IOB_OUTSIDE], tags[:-1]])
    tags[(tags == IOB_INSIDE) & (before == IOB_OUTSIDE)] = IOB_BEGIN


def _spacy_relations(relations: list[str]) -> list[str]:
    return ["ROOT" if relation == "root" else relation for relation in relations]


def _session(path: Path, *, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@Language.factory(
    "onnx_parser",
    assigns=[
        "token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head",
        "token.is_sent_start", "doc.sents", "doc.ents",
    ],
)  # fmt: skip
def make_onnx_parser(nlp: Language, name: str, folder: str, threads: int) -> OnnxParser:  # noqa: ARG001 - spaCy's signature
    """Return the component for a folder that holds the model's files."""
    return OnnxParser(nlp, Path(folder), threads=threads)
