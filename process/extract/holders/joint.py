"""Who acts together in a sentence: those of one subject, "Kos and Mets want", and whom a plural means, "both want"."""

from collections import defaultdict

from process.extract.english.syntax import base, first_conjunct
from process.extract.holders.scene import SentenceView
from process.extract.naming.cast import ACTING

TWO = 2


def find_joint(view: SentenceView) -> list[frozenset[str]]:
    """Return the ids of those who act together, of each group of at least two."""
    groups: dict[int, set[str]] = defaultdict(set)
    for actor, words in view.words.items():
        for word in words:
            first = first_conjunct(word)
            if first.dep_ in ACTING and base(first.head) != "advcl":
                groups[first.i].add(actor)
    return [frozenset(group) for group in groups.values() if len(group) >= TWO]
