"""Figures of a parser from raw text, counted as in the CoNLL 2018 shared task: F1 of words, sentences, layers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.parser.conllu import Sentence
from training.parser.iob import OUTSIDE

Span = tuple[int, int]
LAYERS = ("upos", "xpos", "feats", "lemma", "uas", "las")
NAMES = frozenset({"PERSON", "ORG", "LOC"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """One layer each, of one text; places are spans of characters. `head` is the head's span, None for a root."""

    words: Mapping[Span, "Tags"]
    sentences: frozenset[Span]
    names: frozenset[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Tags:
    """What is said of a word; relations count without their subtypes."""

    upos: str
    xpos: str
    feats: frozenset[str]
    lemma: str
    head: Span | None
    relation: str


def text_of(sentences: Sequence[Sentence]) -> str:
    """Return the sentences as one text; a blank stands between them."""
    pieces = (
        word.form + (" " if word.is_before_space or word is sentence.words[-1] else "")
        for sentence in sentences
        for word in sentence.words
    )
    return "".join(pieces).rstrip(" ")


def analyse_gold(sentences: Sequence[Sentence]) -> Analysis:
    """Return what the treebank says of the text that `text_of` makes of these sentences."""
    words: dict[Span, Tags] = {}
    bounds, names, start = set(), set(), 0
    for sentence in sentences:
        spans = []
        for word in sentence.words:
            spans.append((start, start + len(word.form)))
            start = spans[-1][1] + (word.is_before_space or word is sentence.words[-1])
        bounds.add((spans[0][0], spans[-1][1]))
        names |= set(names_of(spans, sentence.names or (OUTSIDE,) * len(spans)))
        for place, (span, word) in enumerate(zip(spans, sentence.words, strict=True)):
            head = None if word.head == place else spans[word.head]
            words[span] = make_tags(word.upos, word.xpos, word.feats, word.lemma, head, word.relation)
    return Analysis(words, frozenset(bounds), frozenset(names))


def make_tags(upos: str, xpos: str, feats: str, lemma: str, head: Span | None, relation: str) -> Tags:
    """Return the tags in the form in which they are compared."""
    return Tags(upos, xpos, frozenset(feats.split("|")), lemma, head, relation.lower().split(":")[0])


def names_of(spans: Sequence[Span], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the names of persons, organisations and places as spans of characters."""
    names: list[tuple[int, int, str]] = []
    for (start, end), tag in zip(spans, tags, strict=True):
        mark, _, label = tag.partition("-")
        if mark == "B":
            names.append((start, end, label))
        elif mark == "I":
            names[-1] = (names[-1][0], end, label)
    return [name for name in names if name[2] in NAMES]


def count(gold: Analysis, found: Analysis) -> Counter[str]:
    """Return for each layer how many are in the gold text, how many were found, and how many of those are right."""
    both = [(gold.words[span], found.words[span]) for span in gold.words.keys() & found.words.keys()]
    counts = Counter({"word": len(both), "sentence": len(gold.sentences & found.sentences)})
    counts["name"] = len(gold.names & found.names)
    for layer in ("upos", "xpos", "feats", "lemma"):
        counts[layer] = sum(getattr(ours, layer) == getattr(theirs, layer) for ours, theirs in both)
    attached = [(ours, theirs) for ours, theirs in both if ours.head == theirs.head]
    counts["uas"] = len(attached)
    counts["las"] = sum(ours.relation == theirs.relation for ours, theirs in attached)
    for whole, analysis in (("gold", gold), ("found", found)):
        counts[f"word {whole}"] = len(analysis.words)
        counts[f"sentence {whole}"], counts[f"name {whole}"] = len(analysis.sentences), len(analysis.names)
    return counts


def score(counts: Iterable[Counter[str]]) -> dict[str, float]:
    """Return the F1 of each layer, 0 to 1, over all texts."""
    total: Counter[str] = sum(counts, Counter())
    wholes = {"word": "word", "sentence": "sentence", **dict.fromkeys(LAYERS, "word"), "name": "name"}
    return {
        layer: 2 * total[layer] / max(1, total[f"{whole} gold"] + total[f"{whole} found"])
        for layer, whole in wholes.items()
    }
