"""Outsiders: persons whom a text introduces as somebody's lawyer, or by what they once served as.

"His lawyer, Ann Roe" pleads a case, "the former ambassador to Poland Jo Dow" comments. They take no side.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from process.extract.english.actor_words import ActorWords
from process.extract.syntax import sentence_of

NEAR = 8
"""Words before a name, and after the comma behind it, that introduce a person."""
SERVED = 4
"""Words after "former" among which what somebody was is looked for."""
LED = 3
"""Words before a name among which a lawyer is looked for: "his lawyer, Ann Roe"."""


def is_outsider(doc: Doc, start: int, end: int, words: ActorWords) -> bool:
    """Return whether tokens `start` to `end`, a name, are introduced as those of an outsider."""
    sent = sentence_of(doc[start])
    before, after = list(doc[max(start - NEAR, sent.start) : start]), list(doc[end : min(end + NEAR, sent.end)])
    is_aside = bool(after) and after[0].lower_ == ","
    if _has_served(before, words) or _pleads(before[-LED:], words):
        return True
    return is_aside and (_has_served(after, words) or _pleads(after[: LED + 1], words))


def _has_served(phrase: Sequence[Token], words: ActorWords) -> bool:
    for place, word in enumerate(phrase):
        if word.lower_ in words.former or (word.lower_ == "served" and phrase[place - 1].lower_ == "who"):
            return any(other.lemma_.lower() in words.servants for other in phrase[place + 1 : place + 1 + SERVED])
    return False


def _pleads(phrase: Sequence[Token], words: ActorWords) -> bool:
    """Return whether words name a lawyer of somebody: "whose lawyer", "a lawyer for", "Dow's lawyer"."""
    for word in phrase:
        if word.lemma_.lower() in words.lawyers:
            beside = word.doc[word.i - 1 : word.i + 2]
            return beside[0].tag_ in {"PRP$", "WP$", "POS"} or beside[-1].lower_ in {"for", "acting"}
    return False
