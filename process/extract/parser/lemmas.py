"""Lemmas: the table of those seen in training first, else the edit rule that the model chose, if it makes a verb."""

from collections.abc import Mapping

from process.extract.english.marks import APOSTROPHE
from process.extract.parser.verbs import Verbs


def apply_rule(form: str, rule: str) -> str:
    """Return the form after an edit rule "lower|strip|add": lower-case it, cut `strip` characters, add `add`."""
    is_lower, strip, add = rule.split("|", 2)
    word = form.lower() if is_lower == "1" else form
    kept = len(word) - int(strip)
    return (word[:kept] + add) or word if kept >= 0 else word


def find_rule(form: str, lemma: str) -> str:
    """Return the edit rule that makes the lemma from the form."""
    is_lower = lemma == lemma.lower()
    word = form.lower() if is_lower else form
    pairs = zip(word, lemma, strict=False)
    kept = next((place for place, (ours, theirs) in enumerate(pairs) if ours != theirs), min(len(word), len(lemma)))
    return f"{int(is_lower)}|{len(word) - kept}|{lemma[kept:]}"


class Lemmatizer:
    """Lemma of a form, its part of speech and the rule chosen for it; `table`: lemmas by part of speech and form."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        self._table = table
        self._verbs = Verbs(table.get("VERB", {}))

    def __call__(self, form: str, upos: str, rule: str) -> str:
        """Return the lemma, with straight apostrophes."""
        known = self._table.get(upos, {}).get(form.lower().replace(APOSTROPHE, "'"))
        if known:
            return known
        lemma = apply_rule(form, rule).replace(APOSTROPHE, "'" if len(form) > 1 else APOSTROPHE)
        return self._verbs.find(form.lower(), lemma) if upos == "VERB" else lemma
