"""Rows to learn from: for each side that a sentence takes, the actors near, their signs, and whether they hold it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from process.extract.grammar import Grammar
from process.extract.holders.scene import Scene, make_scene
from process.extract.holders.signs import signs_of
from stancewatch.contracts import Stance
from stancewatch.names import fold_name
from training.sides.labels import LABELS, gold_of_sentences
from training.sides.texts import Article


@dataclass(frozen=True, slots=True)
class Row:
    """An actor near a side that a sentence takes."""

    signs: frozenset[str]
    is_holder: bool


def scene_of(article: Article, doc: Doc, grammar: Grammar) -> Scene:
    """Return the scene of an article."""
    reading = grammar.read(doc, article.title)
    return make_scene(
        doc,
        reading.cast,
        reading.voices,
        grammar.lexicon,
        climbs=reading.climbs,
        title=reading.cast.titled,
        desk=frozenset(entry.actor.id for entry in grammar.desk.actors),
    )


def bounds_in(doc: Doc) -> list[tuple[int, int]]:
    """Return where the words of each sentence begin and end."""
    words = ([token for token in sent if not token.is_space] or list(sent) for sent in doc.sents)
    return [(sent[0].idx, sent[-1].idx + len(sent[-1])) for sent in words]


def rows_of(article: Article, doc: Doc, grammar: Grammar) -> Iterator[Row]:
    """Yield the rows of an article; holders whom nothing near the sentence names have none."""
    scene = scene_of(article, doc, grammar)
    for number, gold in enumerate(gold_of_sentences(article.text, bounds_in(doc), article.positions)):
        for label, holders in gold.holders.items():
            names = {holder for holder, _ in holders}
            issue, stance = LABELS[label]
            for actor, signs in signs_of(scene, number, issue, Stance(stance)).items():
                yield Row(signs, fold_name(scene.actors[actor].name) in names)


def read_rows(articles: Iterable[Article], docs: Mapping[str, Doc], grammar: Grammar) -> list[Row]:
    """Return the rows of all articles that were parsed."""
    return [row for article in articles if article.id in docs for row in rows_of(article, docs[article.id], grammar)]
