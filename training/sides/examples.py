"""Examples: windows with what each of their sentences is to be taught, and batches of windows of about one length."""

import random
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from process.extract.parser.wordpiece import WordPiece
from process.extract.sides.namings import Naming, NamingInWindow, in_title, namings_in
from process.extract.sides.windows import TITLE_WORDS, Line, Window, join_lines, make_line, make_windows
from training.sides.labels import Gold, gold_of_sentences, held_labels
from training.sides.renaming import Rename, Renames, as_it_stands, keep
from training.sides.sentences import Cut, Sentences, bounds_of
from training.sides.texts import Article

LENGTH_JITTER = 12
"""Pieces by which lengths are shaken before sorting, so that no two epochs have the same batches."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window; the gold of each of its places; the labels that its text holds somewhere; and who is named in it.

    Of each article one version is read an epoch: 0 is the text as it stands, in others people have other names.
    `is_known`: an earlier training has read it.
    """

    number: int
    article: str
    version: int
    window: Window
    gold: tuple[Gold, ...]
    held: frozenset[int]
    seen: tuple[NamingInWindow, ...] = ()
    is_known: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no sentence here takes a side."""
        return not any(gold.labels for gold in self.gold)


def lines_of(
    text: str, sentences: Sentences, pieces_of: WordPiece, *, first: int = 0, rename: Rename = keep
) -> list[Line]:
    """Return each sentence as the encoder reads it, its words numbered from `first`."""
    starts = accumulate((len(words) for words in sentences), initial=first)
    return [
        make_line(
            [rename(text[start:end]) for start, end in words],
            [nxt[0] > word[1] for word, nxt in zip(words, (*words[1:], (words[-1][1] + 1, 0)), strict=True)],
            pieces_of,
            first=number,
        )
        for number, words in zip(starts, sentences, strict=False)
    ]


def namings_of(cut: Cut) -> list[Naming]:
    """Return who is named in the title and in the text, by word numbers as `lines_of` gives them."""
    starts = list(accumulate((len(words) for words in cut.text), initial=0))
    in_text = [Naming(first, last, bisect_right(starts, first) - 1, name) for first, last, name in cut.text_named]
    of_title = [in_title(Naming(first, last, 0, name)) for first, last, name in cut.title_named]
    return of_title + in_text


def windows_of(article: Article, cut: Cut, pieces_of: WordPiece, *, rename: Rename = keep) -> list[Window]:
    """Return the windows of an article."""
    title = join_lines(lines_of(article.title, cut.title, pieces_of, first=TITLE_WORDS, rename=rename))
    lines = lines_of(article.text, cut.text, pieces_of, rename=rename)
    return make_windows(title, lines, begin=pieces_of.cls, end=pieces_of.sep)


def make_examples(
    articles: Iterable[Article],
    cuts: Mapping[str, Cut],
    pieces_of: WordPiece,
    *,
    renames: Renames = as_it_stands,
    fresh: Collection[str] = (),
) -> list[Example]:
    """Return the examples of all articles, numbered in order, in as many versions as `renames` gives.

    `fresh`: the files that no earlier training has read; none named, all are.
    """
    examples: list[Example] = []
    for article in articles:
        cut = cuts[article.id]
        gold = gold_of_sentences(article.text, bounds_of(cut.text), article.positions)
        held, namings = held_labels(article.positions), namings_of(cut)
        is_known = bool(fresh) and article.file not in fresh
        for version, rename in enumerate(renames(article, cut)):
            for window in windows_of(article, cut, pieces_of, rename=rename):
                taught = tuple(gold[place.sentence] for place in window.places)
                seen = tuple(namings_in(window, namings))
                examples.append(Example(len(examples), article.id, version, window, taught, held, seen, is_known))
    return examples


def draw_epoch(
    examples: Sequence[Example],
    *,
    empty_share: float,
    draw: random.Random,
    renamed_share: float = 0.0,
    known_share: float = 1.0,
) -> list[Example]:
    """Return the examples of one epoch: all that take a side, and a share of the others.

    Of the articles that are known already a share is read, and a share of all in another version than the first.
    """
    last: dict[str, int] = {}
    for example in examples:
        last[example.article] = max(last.get(example.article, 0), example.version)
    known = {example.article for example in examples if example.is_known}
    left_out = {article for article in last if article in known and draw.random() >= known_share}
    chosen = {
        article: draw.randint(1, version) if version and draw.random() < renamed_share else 0
        for article, version in last.items()
        if article not in left_out
    }
    read = (example for example in examples if chosen.get(example.article) == example.version)
    return [example for example in read if not example.is_empty or draw.random() < empty_share]


def make_batches(examples: Sequence[Example], *, pieces: int, draw: random.Random) -> list[list[Example]]:
    """Return batches of at most `pieces` word pieces with padding (or of one window), in random order."""
    order = sorted(examples, key=lambda example: len(example.window) + draw.random() * LENGTH_JITTER)
    batches: list[list[Example]] = [[]]
    for example in order:
        longest = max(len(other.window) for other in (*batches[-1], example))
        if batches[-1] and (len(batches[-1]) + 1) * longest > pieces:
            batches.append([])
        batches[-1].append(example)
    draw.shuffle(batches)
    return batches
