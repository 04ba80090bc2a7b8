"""What is given up: a stance that the text says somebody has left is not held any more.

"Has dropped his opposition to the package", "their objections were withdrawn". What may or is to be given up is not.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import children, has_child, path_up, subject_of
from process.extract.holders.scene import SentenceView
from process.extract.reason import Reason, Why
from process.extract.stances.finding import stance_of
from process.extract.stances.frames import has_given_up
from process.extract.stances.operators import side_of_noun
from stancewatch.contracts import Stance

DEMANDS = frozenset({"demand", "call", "insistence", "request", "appeal", "condition", "offer", "threat"})
"""What is given up without refusing the thing; who gives up a bid for it does without."""


def find_given_up(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return the verb by which the holder gives up what is claimed; who drops a demand does not refuse it either."""
    words = {word.i for word in view.words.get(claim.holder.id, ())}
    meant = {way.anchor.i for way in view.climbs if way.cue.issue == claim.issue and way.cue.stance is Stance.FAVOR}
    for verb, noun in _given_up(view, words, lexicon):
        is_plan = noun.lemma_.lower() in lexicon.frames.plans
        if noun.i in meant or is_plan:  # "ended its ban on Russian oil": the ban is the thing itself
            continue
        sides = {_side_of(noun, lexicon)} | ({*Stance} if noun.lemma_.lower() in DEMANDS else set())
        if claim.stance in sides and _is_all_of(claim, view, verb):
            return Reason(Why.GIVEN_UP, verb.text)
    return None


def _given_up(view: SentenceView, holder: set[int], lexicon: Lexicon) -> Iterator[tuple[Token, Token]]:
    """Yield the verbs by which a holder has given up an attitude, with the attitude; `holder` are its words' places."""
    for verb in view.span:
        if has_given_up(verb, lexicon):
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
    """Return which side of a thing an attitude to it is, or what holds it up; None of any other noun."""
    sign = side_of_noun(noun, lexicon)
    return stance_of(sign) if sign else None


def _is_all_of(claim: Claim, view: SentenceView, verb: Token) -> bool:
    """Return whether the sentence says nothing else of the issue: what it names of it stands under the verb."""
    anchors = [way.anchor for way in view.climbs if way.cue.issue == claim.issue]
    is_alone = all(_is_under(verb, anchor) for anchor in anchors)
    return is_alone and bool(anchors or not has_child(verb, "conj"))


def _is_under(verb: Token, anchor: Token) -> bool:
    """Return whether a word is of the clause of a verb, and not of one that is coordinated with it."""
    branch = next((word for word in path_up(anchor) if word.head.i == verb.i), None)
    return anchor.i == verb.i or (branch is not None and branch.dep_ != "conj")
