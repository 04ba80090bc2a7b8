"""Examples: chunks of consecutive sentences as the parser's windows, with what is to be learned of each word.

Each epoch cuts the texts anew and changes a part of them as news does: curly quotes, headlines, capitals.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from process.extract.english.marks import APOSTROPHE, CLOSING_DOUBLE, OPENING_DOUBLE
from process.extract.parser.files import Labels
from process.extract.parser.lemmas import find_rule
from process.extract.parser.shapes import word_shapes
from process.extract.parser.windows import SOFT_LIMIT, Window
from process.extract.parser.wordpiece import WordPiece
from training.parser.conllu import Document, Sentence

UNKNOWN = -100
"""The place of a label that is not to be learned; torch's losses leave it out."""
MOST_SENTENCES = 5
MOST_PIECES = 508
"""Of a window; the encoder knows 512 places."""
SHARES = (("title", 0.02), ("lower", 0.02), ("upper", 0.01), ("curly", 0.26))
SHORT = 4
DOUBLE_QUOTES = frozenset({'"', "``", "''"})


@dataclass(frozen=True, slots=True)
class Targets:
    """A number for each word and layer, `UNKNOWN` where no corpus says; `heads`: 1 + place in the window, 0: root."""

    upos: tuple[int, ...]
    xpos: tuple[int, ...]
    feats: tuple[int, ...]
    rules: tuple[int, ...]
    relations: tuple[int, ...]
    names: tuple[int, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window and its targets."""

    window: Window
    targets: Targets


class ExampleMaker:
    """Turns sentences into examples for these labels and word pieces."""

    def __init__(self, labels: Labels, pieces_of: WordPiece) -> None:
        self.pieces_of = pieces_of
        layers = ("upos", "xpos", "feats", "rules", "relations", "names")
        self._places = {layer: {name: i for i, name in enumerate(getattr(labels, layer))} for layer in layers}

    def draw_epoch(self, documents: Iterable[Document], draw: Random) -> list[Example]:
        """Return the examples of an epoch; wikigold's documents, without trees, are not cut."""
        chunks = (chunk for document in documents for chunk in self._cut(document, draw))
        examples = (self.make(chunk, change_style(draw)) for chunk in chunks)
        return [example for example in examples if example.window.size <= MOST_PIECES]

    def _cut(self, document: Document, draw: Random) -> Iterator[Sequence[Sentence]]:
        if not document.sentences[0].has_tree:
            yield document.sentences
            return
        sizes = [sum(len(self.pieces_of(form)) for form in sentence.forms) for sentence in document.sentences]
        yield from cut_chunks(document.sentences, sizes, lambda: draw.randint(1, MOST_SENTENCES))

    def make(self, sentences: Sequence[Sentence], style: Callable[[list[str]], list[str]] = list) -> Example:
        """Return the example of some consecutive sentences, written in this style."""
        words = [word for sentence in sentences for word in sentence.words]
        forms = style([word.form for word in words])
        shapes = word_shapes(forms, [word.is_before_space for word in words])
        pieces = tuple(self.pieces_of(form) for form in forms)
        window = Window(range(len(words)), 0, pieces, tuple(shapes), SOFT_LIMIT)
        return Example(window, self._targets(sentences))

    def _targets(self, sentences: Sequence[Sentence]) -> Targets:
        parts, start = [], 0
        for sentence in sentences:
            parts.append(self._targets_of(sentence, start))
            start += len(sentence.words)
        layers = Targets.__slots__
        return Targets(**{layer: tuple(n for part in parts for n in getattr(part, layer)) for layer in layers})

    def _targets_of(self, sentence: Sentence, start: int) -> Targets:
        """Return the targets of a sentence that begins at word `start` of the window."""
        words, unknown = sentence.words, (UNKNOWN,) * len(sentence.words)
        names = unknown if sentence.names is None else tuple(self._places["names"][tag] for tag in sentence.names)
        if not sentence.has_tree:
            nothing = dict.fromkeys(Targets.__slots__, unknown)
            return Targets(**nothing | {"names": names})
        return Targets(
            upos=self._find("upos", (word.upos for word in words)),
            xpos=self._find("xpos", (word.xpos for word in words)),
            feats=self._find("feats", (word.feats for word in words)),
            rules=self._find("rules", (find_rule(word.form, word.lemma) for word in words)),
            relations=self._find("relations", (word.relation for word in words)),
            names=names,
            heads=tuple(0 if word.head == place else start + word.head + 1 for place, word in enumerate(words)),
            starts=(1,) + (0,) * (len(words) - 1),
        )

    def _find(self, layer: str, labels: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._places[layer].get(label, UNKNOWN) for label in labels)


def cut_chunks(
    sentences: Sequence[Sentence], sizes: Sequence[int], wanted: Callable[[], int]
) -> Iterator[Sequence[Sentence]]:
    """Yield the sentences in chunks of as many as `wanted` says each time, of no more pieces than a window takes."""
    chunk: list[Sentence] = []
    total, most = 0, wanted()
    for sentence, size in zip(sentences, sizes, strict=True):
        if chunk and (len(chunk) >= most or total + size > SOFT_LIMIT):
            yield chunk
            chunk, total, most = [], 0, wanted()
        chunk.append(sentence)
        total += size
    if chunk:
        yield chunk


def change_style(draw: Random) -> Callable[[list[str]], list[str]]:
    """Return how the next chunk is to be written."""
    chance = draw.random()
    for name, share in SHARES:
        if chance < share:
            return STYLES[name]
        chance -= share
    return list


def _title(forms: list[str]) -> list[str]:
    return [form[0].upper() + form[1:] if form.isalpha() and len(form) >= SHORT else form for form in forms]


def _curly(forms: list[str]) -> list[str]:
    """Return the words with curly apostrophes, and double quotes that open and close in turn."""
    written, is_open = [], False
    for form in forms:
        if form in DOUBLE_QUOTES:
            is_open = form == "``" or (form == '"' and not is_open)
            written.append(OPENING_DOUBLE if is_open else CLOSING_DOUBLE)
        else:
            written.append(form.replace("'", APOSTROPHE))
    return written


STYLES: dict[str, Callable[[list[str]], list[str]]] = {
    "title": _title,
    "lower": lambda forms: [form.lower() for form in forms],
    "upper": lambda forms: [form.upper() for form in forms],
    "curly": _curly,
}


def make_batches(examples: Iterable[Example], *, pieces: int, draw: Random | None) -> list[list[Example]]:
    """Return batches of about equally long windows, each of at most `pieces` with padding; in any order with `draw`."""
    chance = draw.random if draw else (lambda: 0.0)
    batches: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda example: example.window.size + 8 * chance()):
        longest = max([example.window.size, *(one.window.size for one in batches[-1][-1:])])
        if batches[-1] and (len(batches[-1]) + 1) * longest > pieces:
            batches.append([])
        batches[-1].append(example)
    if draw:
        draw.shuffle(batches)
    return [batch for batch in batches if batch]
