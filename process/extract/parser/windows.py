"""Windows: what the encoder reads in one go, a paragraph, or a part of a long one that begins with a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from process.extract.parser.shapes import word_shapes
from process.extract.parser.wordpiece import WordPiece

SOFT_LIMIT = 160
"""Word pieces of a window: the model was trained on chunks of at most 160."""
SLACK = 40
"""A paragraph that is longer than the limit by no more than this is not cut."""
HARD_LIMIT = 470
"""Word pieces of a window when no sentence ends within the soft limit: with the slack and the two marks, the 512 places
that the encoder knows."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words of a paragraph from `start` on, as far as `limit` pieces go; `paragraph` holds indices of tokens."""

    paragraph: Sequence[int]
    start: int
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    limit: int

    @property
    def tokens(self) -> Sequence[int]:
        """The indices of the window's tokens in the Doc."""
        return self.paragraph[self.start : self.start + len(self.pieces)]

    @property
    def size(self) -> int:
        """Word pieces, with the two that mark begin and end."""
        return sum(map(len, self.pieces)) + 2

    @property
    def is_last(self) -> bool:
        """Whether the paragraph ends with this window."""
        return self.start + len(self.pieces) == len(self.paragraph)


def split_paragraphs(doc: Doc) -> list[list[int]]:
    """Return the indices of the tokens that are not white space, cut at line ends."""
    paragraphs: list[list[int]] = [[]]
    for token in doc:
        if not token.is_space:
            paragraphs[-1].append(token.i)
        elif "\n" in token.text:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def cut_window(
    doc: Doc, pieces_of: WordPiece, paragraph: Sequence[int], start: int, *, limit: int = SOFT_LIMIT
) -> Window:
    """Return the window that begins at place `start` of the paragraph; its cost is that of its own words."""
    pieces = _take_pieces(doc, pieces_of, paragraph[start : start + limit + SLACK + 1], limit)
    window = Window(paragraph, start, tuple(pieces), (), limit)
    tokens = [doc[index] for index in window.tokens]
    spaces = [bool(token.whitespace_) or _is_before_space(doc, token.i) for token in tokens]
    return replace(window, shapes=tuple(word_shapes([token.text for token in tokens], spaces)))


def _take_pieces(doc: Doc, pieces_of: WordPiece, tokens: Sequence[int], limit: int) -> list[tuple[int, ...]]:
    """Return the pieces of all tokens if they fit with the slack, else of those that fit without it: one at least."""
    taken: list[tuple[int, ...]] = []
    total = fitting = 0
    for index in tokens:
        pieces = pieces_of(doc[index].text)
        total += len(pieces)
        if total > limit + SLACK:
            return taken[: max(fitting, 1)]
        taken.append(pieces)
        fitting = len(taken) if total <= limit else fitting
    return taken


def _is_before_space(doc: Doc, index: int) -> bool:
    return index + 1 < len(doc) and doc[index + 1].is_space
