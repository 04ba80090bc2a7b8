"""Labelled articles as an exported model reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from process.extract.sides.model import Scores, SideModel
from process.extract.sides.windows import TITLE_WORDS, join_lines
from training.sides.examples import lines_of, namings_of
from training.sides.labels import gold_of_sentences, held_labels
from training.sides.sentences import Cut, bounds_of
from training.sides.texts import Article


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of an article.

    `highest`: each label's highest probability; `held`: the labels that the article holds; `conditions`: for each
    sentence and label that shows a position, the condition's probability and whether there is one.
    """

    article: Article
    scores: Scores
    highest: tuple[float, ...]
    held: frozenset[int]
    conditions: tuple[tuple[float, bool], ...]


def read_scored(model: SideModel, articles: Sequence[Article], cuts: Mapping[str, Cut]) -> list[Reading]:
    """Return the readings of all articles."""
    return [_read(model, article, cuts[article.id]) for article in articles]


def _read(model: SideModel, article: Article, cut: Cut) -> Reading:
    title = join_lines(lines_of(article.title, cut.title, model.pieces_of, first=TITLE_WORDS))
    scores = model.score_lines(title, lines_of(article.text, cut.text, model.pieces_of), namings=namings_of(cut))
    gold = gold_of_sentences(article.text, bounds_of(cut.text), article.positions)
    conditions = tuple(
        (float(scores.condition[sentence, label]), is_conditional)
        for sentence, found in enumerate(gold)
        for label, is_conditional in found.labels.items()
    )
    highest = scores.side.max(0, initial=0.0)
    return Reading(article, scores, tuple(map(float, highest)), held_labels(article.positions), conditions)
