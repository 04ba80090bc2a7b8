"""From the words of an issue to who is for or against it: a climb up the sentence's tree.

Each word on the way keeps the side, turns it round ("end", "not"), gives it a holder ("Kyiv rejects"), leaves it to who
speaks ("must", "unacceptable"), or ends the matter ("might", "if", "denied").
"""

from collections.abc import Container

from spacy.tokens import Token

from process.extract.desks.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon, Operator, Role
from process.extract.english.syntax import (
    base,
    case_of,
    children,
    first_conjunct,
    has_child,
    is_infinitive,
    is_singled_out,
    modals,
    own_subject,
    path_up,
)
from process.extract.naming.cast import Cast
from process.extract.reason import Reason, Why
from process.extract.stances.conditions import find_condition, hypothetical_mark
from process.extract.stances.finding import Ascent, Climb, Finding, Held, stance_of
from process.extract.stances.frames import (
    defines,
    find_asked,
    find_verdict,
    gives_up,
    is_content,
    is_directive,
    is_former,
    is_judged_if,
    is_question,
    is_unsaid,
    is_weighed,
    leaves_open,
    obliges,
    requires_something,
    result_sign,
)
from process.extract.stances.holding import Holding
from process.extract.stances.operators import find_governor, find_operator, is_stop, side_of_noun
from process.extract.stances.relatives import find_takers
from process.extract.voices.attribution import Voices, view_holders
from stancewatch.contracts import Actor, Stance

MAX_STEPS = 25
"""Words on the way up: more are a broken parse."""
KEEP = Operator(Role.CHANGE, 1)
UNKNOWN = Operator(Role.CHANGE, 1, is_known=False)
ACT = Operator(Role.SUBJECT, 1)
GOVERNED = frozenset({"ccomp", "xcomp", "obj", "obl", "acl", "nmod", "csubj"})
OBLIGED = frozenset({"obj", "nsubj", "xcomp", "ccomp", "advcl", "obl"})
RULED_OUT = frozenset({"obj", "nsubj", "xcomp", "advcl", "obl"})
ASIDE = frozenset({"appos", "vocative", "discourse", "list", "orphan"})
NOMINAL = frozenset({"nmod", "compound", "amod", "appos", "nummod"})
BEST, STEP_COST, WORST = 0.9, 0.04, 0.3
"""Confidence falls with the words between a cue and its holder; no probability."""


class Climber:
    """Reads stances off the trees of one Doc."""

    def __init__(self, cast: Cast, voices: Voices, lexicon: Lexicon) -> None:
        self._cast, self._voices, self._lexicon = cast, voices, lexicon
        self._holding = Holding(cast, voices, lexicon)

    def climb(self, cue: Cue, anchor: Token) -> Climb:
        """Return the stances that the sentence shows by this cue, or why it shows none."""
        if is_question(anchor):
            return Climb(cue, anchor, cue.stance, reason=Reason(Why.QUESTION))
        ascent = self._start(cue, anchor)
        top = self._go_up(ascent, anchor)
        found = () if ascent.reason else self._conclude(ascent, cue, top)
        told = {holder for finding in found for holder in finding.holders}
        findings = (*found, *self._take_beside(ascent, cue, top, told))
        reason = None if findings else ascent.shortfall()
        return Climb(cue, anchor, ascent.side, findings, reason, content=stance_of(ascent.content or ascent.sign))

    def _take_beside(self, ascent: Ascent, cue: Cue, top: Token, told: Container[Actor]) -> tuple[Finding, ...]:
        """Return what clauses on a thing say of it, whatever comes of the way up: "the truce demanded by Kyiv".

        Not of whom the way up itself has told: "rejected the truce that he had accepted".
        """
        if cue.kind is not CueKind.THING:
            return ()
        beside = Ascent(1, is_claim=False, is_voiced=False, predicates=[ascent.anchor])
        cue_sign = 1 if cue.stance is Stance.FAVOR else -1
        for side, taker in find_takers(ascent.anchor, self._lexicon):
            if holders := tuple(one for one in self._holding.holders_of(taker) if one not in told):
                beside.held.append(Held(cue_sign * side, holders))
        return self._conclude(beside, cue, top)

    def _go_up(self, ascent: Ascent, anchor: Token) -> Token:
        """Climb to the end of the way, or to what vetoes a stance; return the last word."""
        top = anchor
        for _ in range(MAX_STEPS):
            above = None if ascent.reason else self._step(ascent, top)
            if above is None:
                break
            top = above
        return top

    def _start(self, cue: Cue, anchor: Token) -> Ascent:
        is_claim = cue.kind is CueKind.CLAIM
        ascent = Ascent(1, is_claim, is_voiced=is_claim)
        ascent.turn(1 if cue.stance is Stance.FAVOR else -1)
        ascent.predicates.append(anchor)
        if gives_up(anchor, anchor, self._lexicon) and not self._is_meant(cue, anchor):
            ascent.veto(Why.GIVEN_UP, anchor.text)
            return ascent
        self._holding.turn_by_negation(ascent, anchor)
        is_nominal_predicate = has_child(anchor, "cop")
        side = self._lexicon.frames.side_of(case_of(anchor))
        if is_nominal_predicate and side:
            ascent.turn(side)
            self._holding.hold_by_subject(ascent, anchor)
        elif is_nominal_predicate or anchor.pos_ in {"VERB", "AUX"}:
            self._holding.apply(ascent, ACT if cue.kind is CueKind.ACT else KEEP, anchor)
        return ascent

    def _is_meant(self, cue: Cue, anchor: Token) -> bool:
        """Return whether giving up is what the cue is about: of a bid, where that of a veto is none of a side."""
        is_refusal = cue.kind is CueKind.THING and cue.stance is Stance.AGAINST
        return is_refusal and any(side_of_noun(noun, self._lexicon) > 0 for noun in children(anchor, "obj"))

    def _step(self, ascent: Ascent, node: Token) -> Token | None:
        """Move one word up; return it, or None at the end of the way."""
        if node.head.i == node.i:
            return None
        if base(node) == "conj":
            is_contrast = any(child.lower_ == "but" for child in children(node, "cc"))
            is_own = (ascent.held and is_contrast) or _is_clause_on_noun(node)
            return None if is_own else self._step_to_first(ascent, node)
        supposing = hypothetical_mark(node, self._lexicon) if base(node) in {"advcl", "ccomp", "acl"} else ""
        if supposing == "if" and is_judged_if(node, self._lexicon):
            ascent.suppose()
            return self._visit(ascent, node.head, node)
        if supposing:
            ascent.veto(Why.HYPOTHETICAL, supposing)
            return None
        if asking := find_asked(node, self._voices.is_speech):
            ascent.veto(Why.QUESTION, asking)
            return None
        above = find_governor(node, self._lexicon)
        return None if self._is_cut(node) else self._visit(ascent, above, node)

    def _step_to_first(self, ascent: Ascent, node: Token) -> Token:
        """Hop to the first of a coordination, whose relation the others share, with "must", and "not" over "or"."""
        first = first_conjunct(node)
        if node.pos_ == "VERB" and first.pos_ == "VERB" and not children(node, "aux", "nsubj"):
            if any(child.lower_ in {"or", "nor"} for child in children(node, "cc")):
                self._holding.turn_by_negation(ascent, first)
            if modals(first) & self._lexicon.must and not ascent.held:
                ascent.is_voiced = True
        return first

    def _is_cut(self, node: Token) -> bool:
        """Return whether what is above says nothing of what is below: an aside, a circumstance."""
        if node.dep_ == "acl:relcl":
            return not defines(node, node.head)
        is_circumstance = base(node) == "advcl" and not is_infinitive(node)
        return base(node) in ASIDE or (is_circumstance and case_of(node) not in self._lexicon.frames.gerunds)

    def _visit(self, ascent: Ascent, node: Token, via: Token) -> Token | None:
        """Let the word `node` act on what comes up from its child `via`; return it to climb on."""
        is_put_off = self._voices.is_speech(node) and is_weighed(via)
        if is_put_off:
            ascent.turn(-1)
            ascent.is_voiced = True
        is_said = self._voices.is_speech(node) and is_content(node, via)
        if is_put_off or (is_said and not is_directive(node, via, self._lexicon)):
            self._holding.speak(ascent, node)
            return None
        verdict = find_verdict(node, via, self._lexicon)
        if self._ends(ascent, node, via, has_verdict=verdict is not None):
            return None
        if obliges(node, via, self._lexicon):
            return self._leave_to_voice(ascent, node, sign=result_sign(node, via, self._lexicon))
        operator = verdict or find_operator(node, via, self._lexicon)
        if operator is None:
            return self._pass(ascent, node, via)
        ascent.predicates.append(node)
        ascent.turn(result_sign(node, via, self._lexicon))
        self._holding.apply(ascent, operator, node)
        return node

    def _ends(self, ascent: Ascent, node: Token, via: Token, *, has_verdict: bool) -> bool:
        """Return whether the way ends here: under a guess, a debate, a stance given up, a requirement of the thing."""
        if not has_verdict and is_stop(node, self._lexicon) and base(via) in GOVERNED:
            veto = ascent.veto if base(via) in {"ccomp", "xcomp"} else ascent.veto_rest
            is_denial = node.lemma_.lower() in self._lexicon.denials
            veto(Why.DENIED if is_denial else Why.SPECULATIVE, node.text)
            return True
        if gives_up(node, via, self._lexicon) or is_former(node, via):
            ascent.veto(Why.GIVEN_UP, node.text)
            return True
        if leaves_open(node, self._lexicon):
            ascent.veto(Why.UNDECIDED, node.text)
            return True
        if is_unsaid(node, self._lexicon):
            ascent.veto(Why.DENIED, node.text)
            return True
        return requires_something(node, via, self._lexicon, modals(node))

    def _leave_to_voice(self, ascent: Ascent, node: Token, *, sign: int = 1) -> Token:
        self._holding.turn_by_negation(ascent, node)
        ascent.turn(sign)
        ascent.is_voiced = True
        return node

    def _pass(self, ascent: Ascent, node: Token, via: Token) -> Token | None:
        """Go on over a word that is no operator, if the phrase or the clause holds together there."""
        if ascent.is_armed and is_infinitive(via) and is_singled_out(node):
            self._holding.hold_by_subject(ascent, node)
            return node
        if via.dep_ == "acl:relcl":
            return node
        if base(via) in NOMINAL:
            return node if case_of(via) == "of" or via.dep_ == "nmod:poss" else None
        ascent.predicates.append(node)
        return self._pass_predicate(ascent, node, base(via))

    def _pass_predicate(self, ascent: Ascent, node: Token, relation: str) -> Token | None:
        """Go on over a predicate: by its modal verb, by what is still to be held, or not at all."""
        forms = modals(node)
        is_obliged = bool(forms & self._lexicon.must)
        is_impossible = self._holding.is_impossible(ascent, node)
        if relation in {"obl", "advmod"} and not ascent.is_armed and not is_obliged:
            return None
        guesses = forms & self._lexicon.guess
        if guesses and not is_impossible:
            ascent.veto_rest(Why.SPECULATIVE, min(guesses))
            return None
        if (is_impossible and relation in RULED_OUT) or (is_obliged and relation in OBLIGED):
            return self._leave_to_voice(ascent, node)
        return self._pass_plain(ascent, node, relation)

    def _pass_plain(self, ascent: Ascent, node: Token, relation: str) -> Token | None:
        is_settled = bool(ascent.held) or ascent.is_voiced
        is_light = ascent.is_armed and node.lemma_.lower() in self._lexicon.light
        if is_light or (node.pos_ == "VERB" and relation in {"obj", "nsubj", "xcomp"} and not is_settled):
            self._holding.apply(ascent, KEEP if is_light else UNKNOWN, node)
            return node
        return node if is_settled and relation in {"ccomp", "xcomp", "parataxis", "nsubj", "csubj"} else None

    def _conclude(self, ascent: Ascent, cue: Cue, top: Token) -> tuple[Finding, ...]:
        """Return what was found; what is left to the voice goes to who speaks, here or just before."""
        speakers = ascent.speakers or self._speakers_above(top) or self._voices.speakers_at(ascent.anchor)
        if ascent.is_voiced:
            views = view_holders(ascent.predicates, self._cast, self._lexicon)
            ascent.hold(views or speakers or self._voices.context_speakers(ascent.anchor))
        confidence = max(WORST, BEST - STEP_COST * len(ascent.predicates))
        return tuple(
            Finding(
                cue=cue,
                anchor=ascent.anchor,
                stance=stance_of(sign),
                holders=holders,
                speakers=speakers,
                condition=find_condition(ascent.predicates, self._lexicon, is_refused=sign < 0),
                confidence=confidence,
                turns=turns,
            )
            for sign, holders, turns in ascent.held
        )

    def _speakers_above(self, top: Token) -> tuple[Actor, ...]:
        """Return who says the clause in which the way up ended, by a verb above it or beside it."""
        for word in path_up(top):
            if base(word) in {"ccomp", "parataxis"} and self._voices.is_speech(word.head):
                return self._voices.speakers_of_clause(word.head)
            if base(word) == "advcl" and hypothetical_mark(word, self._lexicon):
                return ()
            beside = self._speakers_beside(word)
            if beside:
                return beside
        return ()

    def _speakers_beside(self, word: Token) -> tuple[Actor, ...]:
        """Return who speaks by a verb of saying that hangs on the clause ("…, X said"), or whose view it gives."""
        for child in children(word, "parataxis", "ccomp", "advcl"):
            if self._voices.is_speech(child) and own_subject(child, self._lexicon) is not None:
                return self._voices.speakers_of_clause(child)
        return view_holders([word], self._cast, self._lexicon) if word.head.i == word.i else ()


def _is_clause_on_noun(verb: Token) -> bool:
    """Return whether the parser coordinates a clause with a noun, whose relation it cannot share."""
    first = first_conjunct(verb)
    return verb.tag_ in {"VBZ", "VBD"} and first.pos_ == "NOUN" and not has_child(first, "cop")
