"""Runs the encoder and its heads over a Doc, one window a call, and decodes what they say."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from process.extract.parser.encode import encode_window
from process.extract.parser.files import ENCODER, LABELS, LEMMAS, RELATIONS, VOCABULARY, ReadFile, parse_labels
from process.extract.parser.lemmas import Lemmatizer
from process.extract.parser.names import NameDecoder
from process.extract.parser.parse import Parse, empty_parse
from process.extract.parser.session import make_session
from process.extract.parser.tree import decode_tree
from process.extract.parser.windows import HARD_LIMIT, Window, cut_window, split_paragraphs
from process.extract.parser.wordpiece import WordPiece

BOUNDARY_LOGIT = -4.0
"""After . ? ! and before a capital, a score for "a sentence begins here" above this is enough (elsewhere above 0)."""

Array = NDArray[Any]


class Reader:
    """A model that is loaded: it finds, and changes nothing. Raises OSError or KeyError for a file that is missing."""

    def __init__(self, read: ReadFile, *, threads: int) -> None:
        self.labels = parse_labels(read(LABELS))
        self.lemmatize = Lemmatizer(json.loads(read(LEMMAS)))
        self._pieces_of = WordPiece(read(VOCABULARY))
        self._encoder = make_session(read(ENCODER), threads=threads)
        self._relations = make_session(read(RELATIONS), threads=threads)
        self._decode_names = NameDecoder(self.labels.names)
        self._root = self.labels.relations.index("root")

    def read(self, doc: Doc) -> Parse:
        """Return what the model says of each token; a paragraph's parse does not depend on the others."""
        parse = empty_parse(len(doc))
        for paragraph in split_paragraphs(doc):
            window: Window | None = cut_window(doc, self._pieces_of, paragraph, 0)
            while window:
                window = self._read(doc, window, parse)
        return parse

    def _read(self, doc: Doc, window: Window, parse: Parse) -> Window | None:
        """Fill in the parse of a window; return the one that reads on after it."""
        inputs = encode_window(window, cls=self._pieces_of.cls, sep=self._pieces_of.sep)
        scores = [output[0] for output in self._encoder.run(None, inputs)]
        starts = find_starts([doc[index].text for index in window.tokens], scores[4])
        cut, following = self._cut(doc, window, starts)
        if cut:
            self._fill(parse, window, [start for start in starts if start < cut] + [cut], scores)
        return following

    def _cut(self, doc: Doc, window: Window, starts: list[int]) -> tuple[int, Window | None]:
        """Return how many words of the window count, and the window that reads on after them."""
        size = len(window.pieces)
        if window.is_last:
            return size, None
        if len(starts) > 1:
            size = starts[-1]
        elif window.limit < HARD_LIMIT:
            return 0, cut_window(doc, self._pieces_of, window.paragraph, window.start, limit=HARD_LIMIT)
        return size, cut_window(doc, self._pieces_of, window.paragraph, window.start + size)

    def _fill(self, parse: Parse, window: Window, bounds: list[int], scores: list[Array]) -> None:
        """Write all layers of the window's sentences; `bounds` are where they begin, and the last one's end."""
        upos, xpos, feats, rules, _starts, names, arcs, dependents, heads = scores
        cut, tokens = bounds[-1], np.array(window.tokens[: bounds[-1]])
        parse.upos[tokens], parse.xpos[tokens] = upos[:cut], xpos[:cut]
        parse.feats[tokens], parse.rules[tokens] = feats[:cut], rules[:cut]
        parse.names[tokens] = self._decode_names(names)[:cut]
        places = find_heads(arcs, bounds)
        parse.heads[tokens] = np.where(places == 0, tokens, tokens[np.maximum(places - 1, 0)])
        relations = self._relations.run(None, {"rd": dependents[:cut], "rh": heads[places]})[0]
        parse.relations[tokens] = np.where(places == 0, self._root, relations)


def find_starts(words: list[str], scores: Array) -> list[int]:
    """Return the places in a window where a sentence begins; the first always does."""
    return [0] + [
        place
        for place in range(1, len(words))
        if scores[place] > 0
        or (scores[place] > BOUNDARY_LOGIT and words[place][:1].isupper() and words[place - 1] in {".", "?", "!"})
    ]


def find_heads(arcs: Array, bounds: list[int]) -> NDArray[np.intp]:
    """Return each word's head as 1 + its place in the window, 0 for a root; each sentence has a tree of its own.

    `arcs` is words by (1 + words): column 0 scores the word as root.
    """
    places = np.zeros(bounds[-1], np.intp)
    for start, end in pairwise(bounds):
        scores = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], 1)
        heads = np.array(decode_tree(scores))
        places[start:end] = np.where(heads < 0, 0, start + heads + 1)
    return places
