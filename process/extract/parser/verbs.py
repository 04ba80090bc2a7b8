"""The verb of a form that the parser has not met in training: "waived" is of "waive", whatever edit rule it chose."""

import re
from collections.abc import Iterator, Mapping

ENDING = re.compile(r"(?:ed|ing|(?<=[ioshx])es|s)$")
PREFIX = re.compile(r"^(?:over|under|out|un|re|mis|dis)")
DOUBLED = re.compile(r"([bdgmnprtv])\1$")
MUTE = re.compile(r"[cuvz]$|[aeiou]{2}s$|[nr][gs]$")
"""Ends that no English verb is written with: of "waiv", "paus" and "revers" an "e" is missing."""
IRREGULAR = {
    "forbade": "forbid",
    "forbidden": "forbid",
    "froze": "freeze",
    "lent": "lend",
    "repaid": "repay",
    "shook": "shake",
    "shrank": "shrink",
    "strove": "strive",
    "swore": "swear",
    "tore": "tear",
    "upheld": "uphold",
    "withstood": "withstand",
}
"""Forms that the training texts lack."""


class Verbs:
    """Knows the verbs of the forms seen in training."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms, self._lemmas = forms, frozenset(forms.values())

    def find(self, form: str, lemma: str) -> str:
        """Return the verb of a form: the lemma if that is a known verb, else what spelling makes of the form."""
        if form in IRREGULAR:
            return IRREGULAR[form]
        return lemma if lemma in self._lemmas else self._regular(form) or self._prefixed(form) or lemma

    def _regular(self, form: str) -> str:
        """Return the verb of a form in -ed, -ing or -s, "" for one that its spelling does not tell."""
        if not ENDING.search(form):
            return ""
        stem = ENDING.sub("", form)
        known = next((one for one in _verbs_of(stem) if one in self._lemmas), "")
        if known or form.endswith("s") or not (MUTE.search(stem) or DOUBLED.search(stem)):
            return known
        return next(_verbs_of(stem))

    def _prefixed(self, form: str) -> str:
        """Return the verb of a known form behind a prefix: "overrode"."""
        found = PREFIX.match(form)
        known = self._forms.get(form[found.end() :]) if found else None
        return found[0] + known if found and known else ""


def _verbs_of(stem: str) -> Iterator[str]:
    """Yield what verbs a stem may be of, the likeliest first."""
    if stem.endswith("i"):
        yield f"{stem[:-1]}y"
    if DOUBLED.search(stem):
        yield stem[:-1]
    yield f"{stem}e"
    yield stem
