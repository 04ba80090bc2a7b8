"""Vetoes: where the words of a sentence say that a claim of the model is none, and why.

The model feels which side a sentence is on; who must do a thing, has not decided it or refuses only one kind of it is
said by the grammar of the sentence.
"""

from dataclasses import replace

from spacy.tokens import Span, Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon
from process.extract.english.marks import CLOSING
from process.extract.english.syntax import base, case_of, children, first_conjunct, path_up
from process.extract.holders.asides import find_aside
from process.extract.holders.guesses import find_guess
from process.extract.holders.obliged import find_obligation
from process.extract.holders.purposes import find_purpose
from process.extract.holders.reversed import find_reversed
from process.extract.holders.scene import Scene, SentenceView, speaks
from process.extract.reason import Reason, Why
from process.extract.stances.echoes import is_set_apart, is_taken
from stancewatch.contracts import Stance

WHERE = frozenset({"in", "at", "near", "outside", "inside", "across", "around"})
"""Prepositions of places."""
ASKING = frozenset({"ask", "wonder", "question", "query", "inquire"})
"""Verbs whose clause is a question, where a word like "whether" or "what" opens it."""
TWICE = 2
ITS_PEOPLE = frozenset({"officials", "diplomats", "they", "we"})
"""Subjects, beside bodies and offices, who may act for the state in whose capital they are."""


def hold_back(claim: Claim, scene: Scene) -> Claim:
    """Return the claim, with the reason if the words of its sentence speak against it."""
    view = scene.sentences[claim.sentence]
    reason = (
        _find_undecided(claim, view, scene.lexicon)
        or find_obligation(claim, view, scene)
        or _find_denial(claim, view)
        or _find_actor_beside(claim, view, scene)
        or _find_referred(claim, view, scene)
        or _find_place(claim, view, scene)
        or find_guess(claim, view, scene)
        or _find_question(claim, view)
        or _find_outsider(claim, scene)
        or find_purpose(claim, view, scene)
        or find_aside(claim, view, scene.lexicon)
        or find_reversed(claim, scene)
        or _find_turned_twice(claim, view)
        or _find_set_apart(claim, view)
        or _find_blamed(claim, view, scene.lexicon)
    )
    return replace(claim, reason=reason) if reason else claim


def _find_undecided(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return the words by which the sentence leaves open what the claim says: "would not be drawn on"."""
    found = lexicon.undecided.search(view.span.text)
    if found is None:
        return None
    words = view.span.char_span(*found.span(), alignment_mode="expand")
    if words is None or not _governs(words.root, claim, view):
        return None
    return Reason(Why.UNDECIDED, found[0])


def _governs(word: Token, claim: Claim, view: SentenceView) -> bool:
    """Return whether what a claim was found by stands under a word; where no word is known, whether all does."""
    if claim.anchor is None:
        return word.i == view.span.root.i and not children(word, "conj")
    below = claim.anchor
    for one in path_up(claim.anchor):
        if one.i == word.i:
            return below.dep_ != "conj"  # "would not be drawn, but rejected it"
        if one.dep_ == "acl:relcl":  # what it says hangs on nothing above
            return False
        below = one
    return False


def _find_denial(claim: Claim, view: SentenceView) -> Reason | None:
    """Return that the words are denied, left open or given up, or part of what the holder refuses of another issue."""
    ways = [climb for climb in view.climbs if climb.cue.issue == claim.issue]
    if any(finding.stance is claim.stance for climb in ways for finding in climb.findings):
        return None
    known = {Why.DENIED, Why.UNDECIDED}
    if claim.stance is Stance.AGAINST and any(claim.holder in finding.holders for finding in view.findings):
        known.add(Why.PART)
    reasons = ((way.reason, way.stance) for way in ways if way.reason)
    return next((why for why, side in reasons if why.why in known or _is_left(why, side, claim)), None)


def _is_left(reason: Reason, side: Stance, claim: Claim) -> bool:
    """Return whether it is the claimed side that is given up."""
    return reason.why is Why.GIVEN_UP and side is claim.stance


def _find_turned_twice(claim: Claim, view: SentenceView) -> Reason | None:
    """Return the words that the holder takes the other side of, turned round more than once: "urged to lift the ban".

    The grammar counts them; the model sees words of refusal.
    """
    own = [one for one in view.findings if one.cue.issue == claim.issue and claim.holder in one.holders]
    turned = next((one for one in own if one.turns >= TWICE), None)
    if turned is None or any(one.stance is claim.stance for one in own):
        return None
    return Reason(Why.OUTWEIGHED, turned.anchor.text)


def _find_set_apart(claim: Claim, view: SentenceView) -> Reason | None:
    """Return the holder where it is only named as who does not do what others do: "unlike Oslo, Riga wants it"."""
    words = view.words.get(claim.holder.id, ())
    if not words or not all(map(is_set_apart, words)) or claim.holder in (*view.speakers, *view.quoted):
        return None
    ways = [way for way in view.climbs if way.cue.issue == claim.issue and is_taken(way)]
    is_found = any(claim.holder in one.holders and one.stance is claim.stance for way in ways for one in way.findings)
    is_other = bool(ways) and all(way.stance is not claim.stance for way in ways)
    return None if is_found or is_other else Reason(Why.OUTWEIGHED, words[0].text)


def _find_blamed(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Reason | None:
    """Return the verb by which the holder blames another for the side that is claimed: "accused Kos of blocking it"."""
    others = [one for one in view.findings if (one.cue.issue, one.stance) == (claim.issue, claim.stance)]
    if not others or any(claim.holder in one.holders for one in others):
        return None
    verbs = [first_conjunct(word).head for word in view.words.get(claim.holder.id, ()) if _is_subject(word)]
    blaming = (verb for verb in verbs if verb.lemma_.lower() in lexicon.blaming)
    verb = next((one for one in blaming if any(one.is_ancestor(other.anchor) for other in others)), None)
    return Reason(Why.OUTWEIGHED, verb.text) if verb is not None else None


def _find_referred(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the word by which the holder takes the other side: "It would end the sanctions. Kyiv opposes this".

    In the sentence itself, or in the next where the holder is not seen in this one.
    """
    is_here = bool(view.words.get(claim.holder.id)) or claim.holder in (*view.speakers, *view.quoted)
    views = scene.sentences[claim.sentence : claim.sentence + (1 if is_here else 2)]
    ways = [way for near in views for way in near.climbs if way.cue.issue == claim.issue]
    own = [finding for way in ways for finding in way.findings if claim.holder in finding.holders]
    others = [way for way in ways if not way.refers and any(claim.holder in one.holders for one in way.findings)]
    if not own or others or any(one.stance is claim.stance for one in own):
        return None
    return Reason(Why.OUTWEIGHED, own[0].anchor.text)


def _find_actor_beside(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the actor whom the sentence is about, where the holder is only whose minister that is."""
    words = view.words.get(claim.holder.id, ())
    if not words or speaks(claim.holder, view, scene) or claim.holder in view.speakers:
        return None
    if not all(word.dep_ == "nmod:poss" and word.head.dep_.startswith("nsubj") for word in words):
        return None
    others = [actor for word in words for actor in scene.cast.actors_of(word.head) if actor != claim.holder]
    return Reason(Why.BESIDE, others[0].name) if any(actor.kind == "person" for actor in others) else None


def _find_place(claim: Claim, view: SentenceView, scene: Scene) -> Reason | None:
    """Return the place that a state is no more than here: "Last year in Washington the allies promised"."""
    named = [word for word in view.words.get(claim.holder.id, ()) if word.pos_ != "PRON" or _is_subject(word)]
    if not named or claim.holder.kind != "state" or claim.holder in view.speakers:
        return None
    if speaks(claim.holder, view, scene) or any(_is_organ(word, scene.lexicon) for word in view.span):
        return None
    return Reason(Why.BESIDE, named[0].text) if all(map(_is_place, named)) else None


def _is_place(word: Token) -> bool:
    """Return whether a name says where something is: "in Italy"."""
    is_circumstance = base(first_conjunct(word)) in {"obl", "nmod"}
    return word.pos_ == "PROPN" and is_circumstance and case_of(word) in WHERE


def _is_organ(word: Token, lexicon: Lexicon) -> bool:
    """Return whether a subject may act for the state in whose capital it is: "In Moscow, the foreign ministry"."""
    is_one = word.tag_ in {"NN", "NNP"} and word.lemma_.lower() in lexicon.bodies | lexicon.offices
    return _is_subject(word) and (is_one or word.lower_ in ITS_PEOPLE)


def _is_subject(word: Token) -> bool:
    return word.dep_.startswith("nsubj")


def _find_outsider(claim: Claim, scene: Scene) -> Reason | None:
    """Return the holder who takes no side: a court, which rules by law, a lawyer or who once served."""
    holder = claim.holder
    words = holder.name.casefold().split() if holder.kind != "person" else []
    is_outside = holder.id in scene.cast.outsiders or scene.lexicon.judges.intersection(words)
    return Reason(Why.NOBODY, holder.name) if is_outside else None


def _find_question(claim: Claim, view: SentenceView) -> Reason | None:
    """Return the verb by which the holder only asks: "asked what such an envoy would be told"."""
    if _asks(view.span) and not view.quoted and (claim.anchor is None or _governs(view.span.root, claim, view)):
        return Reason(Why.QUESTION)
    for word in view.words.get(claim.holder.id, ()):
        verb = first_conjunct(word).head
        is_asking = verb.lemma_.lower() in ASKING and first_conjunct(word).dep_ == "nsubj"
        clause = next(filter(_is_open, children(verb, "ccomp")), None) if is_asking else None
        if clause is not None and _governs(verb if claim.anchor is None else clause, claim, view):
            return Reason(Why.QUESTION, verb.text)
    return None


def _asks(sentence: Span) -> bool:
    """Return whether a whole sentence is a question: "Will Oslo agree?", not "Oslo agrees, but who pays?"."""
    first = next((word for word in sentence if not (word.is_punct or word.is_space)), None)
    is_open = first is not None and (first.pos_ == "AUX" or first.tag_ in {"WP", "WRB", "WDT", "WP$"})
    return is_open and sentence.text.rstrip(CLOSING).endswith("?")


def _is_open(clause: Token) -> bool:
    """Return whether a clause asks: "whether they would stay", "what it was for"."""
    opening = clause.doc[clause.left_edge.i]
    if children(clause, "conj"):  # "asked who would pay, and he expects": the parser takes both for the question
        return False
    return opening.tag_ in {"WDT", "WP", "WP$", "WRB"} or opening.lower_ in {"whether", "if"}
