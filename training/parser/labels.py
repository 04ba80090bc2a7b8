"""What the heads learn to choose from, and the table of lemmas: counted in the training corpora."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from process.extract.english.marks import APOSTROPHE
from process.extract.parser.files import Labels
from process.extract.parser.lemmas import find_rule
from training.parser.conllu import Document, Sentence, Word

NAMES = ("O", *(mark + label for label in ("PERSON", "ORG", "LOC", "NORP") for mark in ("B-", "I-")))
LEAST = {"upos": 1, "xpos": 2, "feats": 3, "rules": 3, "relations": 2}
"""How often a label must be seen to be learned."""
CLOSED_AND_OPEN = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET", "ADP", "SCONJ", "PART", "CCONJ"})
OPEN = frozenset({"VERB", "NOUN", "ADJ"})
"""Of these one occurrence is enough, when it is the only one."""
AGREED = 0.9
"""The share of a form's occurrences that must have the same lemma."""


def count_labels(documents: Iterable[Document]) -> Labels:
    """Return the labels, the most frequent first."""
    counts: dict[str, Counter[str]] = {layer: Counter() for layer in LEAST}
    for word in _words(documents):
        counts["upos"][word.upos] += 1
        counts["xpos"][word.xpos] += 1
        counts["feats"][word.feats] += 1
        counts["rules"][find_rule(word.form, word.lemma)] += 1
        counts["relations"][word.relation] += 1
    kept = {
        layer: tuple(label for label, number in counts[layer].most_common() if number >= least)
        for layer, least in LEAST.items()
    }
    return Labels(**kept, names=NAMES)


def labels_record(labels: Labels) -> dict[str, list[str]]:
    """Return the labels as labels.json holds them."""
    layers = (labels.upos, labels.xpos, labels.feats, labels.rules, labels.relations, labels.names)
    return {key: list(layer) for key, layer in zip("uxmlde", layers, strict=True)}


def count_lemmas(documents: Iterable[Document]) -> dict[str, dict[str, str]]:
    """Return the lemmas that are as good as certain, by part of speech and form."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in _words(documents):
        form = _straight(word.form)
        if (word.upos in CLOSED_AND_OPEN and word.form.isalpha()) or "'" in form:
            counts[word.upos, form.lower()][_straight(word.lemma)] += 1
    table: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (upos, form), lemmas in counts.items():
        if is_certain(upos, lemmas):
            table[upos][form] = lemmas.most_common(1)[0][0]
    return dict(table)


def is_certain(upos: str, lemmas: Mapping[str, int]) -> bool:
    """Return whether the most frequent of these lemmas can be relied upon."""
    most, total = max(lemmas.values()), sum(lemmas.values())
    return (most > 1 and most / total >= AGREED) or (total == 1 and upos in OPEN)


def _straight(text: str) -> str:
    return text.replace(APOSTROPHE, "'")


def _words(documents: Iterable[Document]) -> Iterator[Word]:
    return (word for document in documents for sentence in document.sentences for word in _of_tree(sentence))


def _of_tree(sentence: Sentence) -> tuple[Word, ...]:
    return sentence.words if sentence.has_tree else ()
