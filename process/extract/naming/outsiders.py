"""Outsiders: persons whom a text introduces as somebody's lawyer, or by what they once served as.

"His lawyer, Ann Roe" pleads a case, "the former ambassador to Poland Jo Dow" comments. They take no side.
"""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from spacy.tokens import Doc, Token

from process.extract.english.actor_words import ActorWords
from process.extract.english.syntax import sentence_of

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
    if _pleads(before[-LED:], words) or _pleads(aside[:LED], words):
        return True
    has_served = _has_served(before, words) or _has_served(aside, words) or _is_of_old_team(aside, words)
    return has_served and not _rules(before, aside, words)


def _rules(before: Sequence[Token], aside: Sequence[Token], words: ActorWords) -> bool:
    """Return whether somebody has power, whatever came before: "Minister Jo Dow, a former envoy", "now president"."""
    ahead = dropwhile(lambda word: word.lower_ != "now", aside)
    return any(word.lemma_.lower() in words.powers for word in (*before[-1:], *ahead))


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
            near = phrase[place + 1 : place + 1 + SERVED]
            said = takewhile(lambda other: other.pos_ not in {"VERB", "AUX"}, near)  # "who then told a general"
            return any(other.lemma_.lower() in words.servants for other in said)
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
            before, behind = word.doc[max(word.i - 1, 0)], word.doc[min(word.i + 1, len(word.doc) - 1)]
            return before.tag_ in {"PRP$", "WP$", "POS"} or behind.lower_ in {"for", "acting"}
    return False
