"""Verbs that answer what was just said by themselves: "Kyiv agreed", "Moscow said no", "Riga did the same"."""

from enum import Enum
from typing import NamedTuple

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import base, case_of, children, has_child, modals, negations

SAID = {"yes": 1, "no": -1}
HELPERS = frozenset({"do", "have"})
THINGS = frozenset({"it", "this", "that", "one", "them"})
SO = frozenset({"so", "that", "this"})
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday night day evening morning".split()  # noqa: SIM905
)
CONTENT = frozenset({"obj", "ccomp", "xcomp", "obl", "iobj"})


class To(Enum):
    """What is answered."""

    PROPOSAL = "proposal"
    """ "Kyiv agreed"."""
    STANCE = "stance"
    """What was last said of another: "Riga did the same"."""
    YES = "yes"
    """The same, and it was a yes: "Moscow did not"."""


class Answer(NamedTuple):
    """A yes or no, 1 or -1. "Did not" is a yes that its own "not" denies."""

    sign: int
    to: To = To.PROPOSAL


def find_answer(verb: Token, lexicon: Lexicon) -> Answer | None:
    """Return the answer that a verb with a subject gives, if it does."""
    if verb.pos_ not in {"VERB", "AUX"} or base(verb) in {"aux", "cop"} or not _has_subject(verb):
        return None
    content = [child for child in verb.children if base(child) in CONTENT]
    if not modals(verb) and not negations(verb, lexicon):
        return Answer(1, To.STANCE) if _is_same(verb, content) else _plain(verb, content, lexicon)
    is_echo = verb.lemma_.lower() in HELPERS and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in {"not", "n't"}
    return Answer(1, To.YES) if is_echo and not content and not has_child(verb, "aux") else None


def _has_subject(verb: Token) -> bool:
    """Return whether a verb has a subject, or shares one: "thanked them and accepted"."""
    return has_child(verb, "nsubj") or (base(verb) == "conj" and verb.tag_ == "VBD")


def _plain(verb: Token, content: list[Token], lexicon: Lexicon) -> Answer | None:
    lemma = verb.lemma_.lower()
    if lemma in lexicon.speech and len(content) == 1 and (said := SAID.get(content[0].lower_)):
        is_else = _is_asked_else(verb, lexicon) or has_child(content[0], "nmod", "acl")
        return None if is_else else Answer(said)
    sign = (lemma in lexicon.frames.consenting) - (lemma in lexicon.frames.declining)
    return Answer(sign) if sign and all(map(_adds_nothing, content)) else None


def _is_asked_else(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a yes or no answers another question: "asked whether it had rained, he said no"."""
    answering = lexicon.frames.asked | lexicon.frames.steps | lexicon.frames.consenting | lexicon.frames.declining
    for clause in children(verb, "advcl"):
        questions = [word for word in children(clause, "ccomp", "advcl", "xcomp", "obl") if case_of(word) != "by"]
        words = [word for question in questions for word in question.subtree]
        is_same = any(
            (word.lower_ in THINGS and base(word) in CONTENT) or word.lemma_.lower() in answering for word in words
        )
        if clause.lower_ == "asked" and words and not is_same:
            return True
    return False


def _adds_nothing(word: Token) -> bool:
    """Return whether a word beside an answer does not say to what: "to do so", "on Monday"."""
    if word.lemma_.lower() == "do":
        return any(child.lower_ in SO for child in children(word, "advmod", "obj"))
    return base(word) == "obl" and word.lower_ in DAYS


def _is_same(verb: Token, content: list[Token]) -> bool:
    """Return whether somebody does what another has done: "did the same", "followed suit", "so did Riga"."""
    lemma, words = verb.lemma_.lower(), {word.lower_ for word in content}
    is_so = verb.i > 0 and verb.nbor(-1).lower_ == "so" and verb.nbor(-1).is_sent_start and not content
    return (lemma == "do" and (words == {"same"} or is_so)) or (lemma == "follow" and words == {"suit"})
