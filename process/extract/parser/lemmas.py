"""Lemmas: the table of those seen in training first, else the edit rule that the model chose."""

import json
from pathlib import Path

from process.extract.marks import APOSTROPHE


def apply_rule(form: str, rule: str) -> str:
    """Return the form after an edit rule "lower|strip|add": lower-case it, cut `strip` characters, add `add`."""
    is_lower, strip, add = rule.split("|", 2)
    word = form.lower() if is_lower == "1" else form
    kept = len(word) - int(strip)
    return (word[:kept] + add) or word if kept >= 0 else word


class Lemmatizer:
    """Lemma of a form, its part of speech and the rule chosen for it."""

    def __init__(self, table: Path) -> None:
        self._table: dict[str, dict[str, str]] = json.loads(table.read_text(encoding="utf-8"))

    def __call__(self, form: str, upos: str, rule: str) -> str:
        """Return the lemma, with straight apostrophes."""
        known = self._table.get(upos, {}).get(form.lower().replace(APOSTROPHE, "'"))
        if known:
            return known
        return apply_rule(form, rule).replace(APOSTROPHE, "'" if len(form) > 1 else APOSTROPHE)
