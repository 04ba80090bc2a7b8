"""What is given up: a stance that the text says somebody has left is not held any more.

"Has dropped his opposition to the package", "their objections were withdrawn". What may or is to be given up is not.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon, Role
from process.extract.frames import is_giving_up
from process.extract.holders.scene import SentenceView
from process.extract.reason import Reason, Why
from process.extract.syntax import children, has_child, is_infinitive, modals, negations, path_up, subject_of
from stancewatch.contracts import Stance

DEMANDS = frozenset({"demand", "call", "insistence", "request", "appeal", "condition"})
"""What is given up without refusing the thing; who gives up a bid for it does without."""


def find_given_up(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return the verb by which the holder gives up what is claimed; who drops a demand does not refuse it either."""
    words = {word.i for word in view.words.get(claim.holder.id, ())}
    for verb, noun in _given_up(view, words, lexicon):
        sides = {_side_of(noun, lexicon)} | ({*Stance} if noun.lemma_.lower() in DEMANDS else set())
        if claim.stance in sides and _is_all_of(claim, view, verb):
            return Reason(Why.GIVEN_UP, verb.text)
    return None


def _given_up(view: SentenceView, holder: set[int], lexicon: Lexicon) -> Iterator[tuple[Token, Token]]:
    """Yield the verbs by which a holder has given up an attitude, with the attitude; `holder` are its words' places."""
    for verb in view.span:
        if is_giving_up(verb, lexicon) and not (is_infinitive(verb) or modals(verb) or negations(verb, lexicon) % 2):
            for noun in children(verb, "obj", "obl", "nsubj"):
                if _side_of(noun, lexicon) and holder.intersection(_owners(noun, verb, lexicon)):
                    yield verb, noun


def _owners(noun: Token, verb: Token, lexicon: Lexicon) -> Sequence[int]:
    """Return the places of the words for whose attitude it is: who is named beside it, else who gives it up."""
    owners = children(noun, "nmod:poss")
    subject = None if noun.dep_.startswith("nsubj") else subject_of(verb, lexicon)
    if subject is not None and all(owner.pos_ == "PRON" for owner in owners):
        owners.append(subject)
    return [word.i for word in owners]


def _side_of(noun: Token, lexicon: Lexicon) -> Stance | None:
    """Return which side of a thing an attitude to it is, if the noun is one."""
    signs = [one.sign for one in lexicon.operators.get(noun.lemma_.lower(), ()) if one.role is Role.NOUN]
    return (Stance.FAVOR if signs[0] > 0 else Stance.AGAINST) if signs else None


def _is_all_of(claim: Claim, view: SentenceView, verb: Token) -> bool:
    """Return whether the sentence says nothing else of the issue: what it names of it stands under the verb."""
    anchors = [way.anchor for way in view.climbs if way.cue.issue == claim.issue]
    is_alone = all(_is_under(verb, anchor) for anchor in anchors)
    return is_alone and bool(anchors or not has_child(verb, "conj"))


def _is_under(verb: Token, anchor: Token) -> bool:
    """Return whether a word is of the clause of a verb, and not of one that is coordinated with it."""
    branch = next((word for word in path_up(anchor) if word.head.i == verb.i), None)
    return anchor.i == verb.i or (branch is not None and branch.dep_ != "conj")
