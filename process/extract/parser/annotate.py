"""Writes a parse into its Doc, in spaCy's own terms: ids of strings, offsets of heads, IOB."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from spacy.symbols import IDS as SYMBOLS  # type: ignore[import-not-found] # compiled, without stubs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from process.extract.parser.files import Labels
from process.extract.parser.lemmas import Lemmatizer
from process.extract.parser.parse import NO_HEAD, Parse

IOB_INSIDE, IOB_OUTSIDE, IOB_BEGIN = 1, 2, 3
ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


class Annotator:
    """Knows the vocabulary's ids of the labels; decides nothing."""

    def __init__(self, vocab: Vocab, labels: Labels, lemmatize: Lemmatizer) -> None:
        self._strings, self._labels, self._lemmatize = vocab.strings, labels, lemmatize
        self._tag_ids, self._dep_ids = self._ids(labels.xpos), self._ids(map(_spacy_relation, labels.relations))
        self._pos_ids = np.array([SYMBOLS[name] for name in labels.upos], np.uint64)
        self._morph_ids = np.array([vocab.morphology.add(feats) for feats in labels.feats], np.uint64)
        self._name_ids = np.array([0, *self._ids(name[2:] for name in labels.names[1:])], np.uint64)
        self._is_begin = np.array([name.startswith("B") for name in labels.names])

    def _ids(self, strings: Iterable[str]) -> NDArray[np.uint64]:
        return np.array([self._strings.add(string) for string in strings], np.uint64)

    def write(self, doc: Doc, parse: Parse) -> None:
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
        upos, rules = self._labels.upos, self._labels.rules
        return self._ids(self._lemmatize(doc[int(i)].text, upos[parse.upos[i]], rules[parse.rules[i]]) for i in words)


def _spacy_relation(relation: str) -> str:
    return "ROOT" if relation == "root" else relation


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
