"""Windows: what the encoder reads in one go. The title, one sentence of context, and as many sentences as fit.

Training and run time cut their windows here, so that the model meets what it has learned from.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from process.extract.parser.shapes import word_shapes
from process.extract.parser.wordpiece import WordPiece

WINDOW_PIECES = 320
"""Word pieces of a window, the marks at both ends and after the title included."""
TITLE_PIECES = 60
SENTENCE_PIECES = 150
"""A longer sentence is read in parts; its score is the highest of theirs."""
NO_SHAPE = 0
NO_WORD = -1
TITLE_WORDS = -1_000_000
"""Words of the title are numbered from here, those of the text from 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, a title or a part of one: word pieces, and of each the shape and the number of its word."""

    pieces: tuple[int, ...] = ()
    shapes: tuple[int, ...] = ()
    words: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.pieces)

    def __getitem__(self, part: slice) -> "Line":
        return Line(self.pieces[part], self.shapes[part], self.words[part])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence, or a part of it, stands in a window: pieces `start` to `end`."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces and shapes as the encoder reads them, the words they belong to, and the sentences to be scored."""

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    words: tuple[int, ...]
    places: tuple[Place, ...]

    def __len__(self) -> int:
        return len(self.pieces)


def make_line(words: Sequence[str], spaces: Sequence[bool], pieces_of: WordPiece, *, first: int = 0) -> Line:
    """Return the line of consecutive words, numbered from `first`; `spaces` says of each whether a blank follows."""
    pieces: list[int] = []
    shapes: list[int] = []
    numbers: list[int] = []
    for number, (word, shape) in enumerate(zip(words, word_shapes(words, spaces), strict=True), start=first):
        found = pieces_of(word)
        pieces += found
        shapes += [shape] * len(found)
        numbers += [number] * len(found)
    return Line(tuple(pieces), tuple(shapes), tuple(numbers))


def make_windows(
    title: Line, sentences: Sequence[Line], *, begin: int, end: int, wanted: Collection[int] | None = None
) -> list[Window]:
    """Return the windows of a text: each wanted sentence (None: every one) is scored in one of them.

    `begin` and `end` are the ids of the marks. A sentence that is not wanted is read only as the context of the next.
    """
    mark_begin, mark_end = (Line((mark,), (NO_SHAPE,), (NO_WORD,)) for mark in (begin, end))
    head = join_lines([mark_begin, title[:TITLE_PIECES], mark_end])
    parts = list(_cut(sentences, range(len(sentences)) if wanted is None else wanted))
    windows, start = [], 0
    while start < len(parts):
        window, start = _fill(head, parts, start, mark_end)
        if window.places:
            windows.append(window)
    return windows


@dataclass(frozen=True, slots=True)
class _Part:
    sentence: int
    line: Line
    is_wanted: bool


def _cut(sentences: Sequence[Line], wanted: Collection[int]) -> Iterator[_Part]:
    """Yield the wanted sentences and those right before them, the long ones in parts."""
    for number, sentence in enumerate(sentences):
        if number in wanted or number + 1 in wanted:
            for start in range(0, len(sentence), SENTENCE_PIECES):
                yield _Part(number, sentence[start : start + SENTENCE_PIECES], number in wanted)


def _fill(head: Line, parts: Sequence[_Part], start: int, mark_end: Line) -> tuple[Window, int]:
    """Return the window that begins with part `start`, and the number of the part after its last."""
    lines = [head, *(part.line for part in parts[max(start - 1, 0) : start])]
    size = sum(map(len, lines))
    places: list[Place] = []
    following = start
    for part in parts[start:]:
        if following > start and size + len(part.line) + len(mark_end) > WINDOW_PIECES:
            break
        if part.is_wanted:
            places.append(Place(part.sentence, size, size + len(part.line)))
        lines.append(part.line)
        size += len(part.line)
        following += 1
    whole = join_lines([*lines, mark_end])
    return Window(whole.pieces, whole.shapes, whole.words, tuple(places)), following


def join_lines(lines: Iterable[Line]) -> Line:
    """Return the lines as one."""
    lines = list(lines)
    return Line(
        tuple(piece for line in lines for piece in line.pieces),
        tuple(shape for line in lines for shape in line.shapes),
        tuple(word for line in lines for word in line.words),
    )
