"""Outsiders: persons whom a text introduces as somebody's lawyer, or by what they once served as.

"His lawyer, Ann Roe" pleads a case, "the former ambassador to Poland Jo Dow" comments. They take no side.
"""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc, Token

from process.extract.english.actor_words import ActorWords
from process.extract.syntax import sentence_of

NEAR, LONG = 8, 14
"""Words before a name, and after the comma behind it, that introduce a person."""
SERVED = 4
"""Words after "former" among which what somebody was is looked for."""
LED = 3
"""Words beside a name among which a lawyer is looked for: "his lawyer, Ann Roe"."""


def is_outsider(doc: Doc, start: int, end: int, words: ActorWords) -> bool:
    """Return whether tokens `start` to `end`, a name, are introduced as those of an outsider."""
    sent = sentence_of(doc[start])
    before, aside = list(doc[max(start - NEAR, sent.start) : start]), _aside(doc, end, sent.end)
    is_lawyer = _pleads(before[-LED:], words) or _pleads(aside[:LED], words)
    return is_lawyer or _has_served(before, words) or _has_served(aside, words) or _is_of_old_team(aside, words)


def _aside(doc: Doc, start: int, end: int) -> list[Token]:
    """Return the words between the commas behind a name."""
    if start >= end or doc[start].lower_ != ",":
        return []
    return list(takewhile(lambda word: word.lower_ != ",", doc[start + 1 : min(start + 1 + LONG, end)]))


def _has_served(phrase: Sequence[Token], words: ActorWords) -> bool:
    """Return whether words tell what somebody was: "the former ambassador", "who served as an adviser"."""
    for place, word in enumerate(phrase):
        is_told = word.lower_ == "served" and phrase[0].lower_ == "who"
        if word.lower_ in words.former or is_told:
            return any(other.lemma_.lower() in words.servants for other in phrase[place + 1 : place + 1 + SERVED])
    return False


def _is_of_old_team(phrase: Sequence[Token], words: ActorWords) -> bool:
    """Return whether words tell under whom somebody was it: "an envoy under President Dow"."""
    place = next((place for place, word in enumerate(phrase) if _is_under(word)), 0)
    return any(word.lemma_.lower() in words.servants for word in phrase[:place])


def _is_under(word: Token) -> bool:
    return word.lower_ == "under" and any(name.text[:1].isupper() for name in word.doc[word.i + 1 : word.i + 3])


def _pleads(phrase: Sequence[Token], words: ActorWords) -> bool:
    """Return whether words name a lawyer of somebody: "whose lawyer", "a lawyer for", "Dow's lawyer"."""
    for word in phrase:
        if word.lemma_.lower() in words.lawyers:
            beside = word.doc[word.i - 1 : word.i + 2]
            return beside[0].tag_ in {"PRP$", "WP$", "POS"} or beside[-1].lower_ in {"for", "acting"}
    return False
