"""From the words of an issue to who is for or against it: a climb up the sentence's tree.

Each word on the way keeps the side, turns it round ("end", "not"), gives it a holder ("Kyiv rejects"), leaves it to who
speaks ("must", "unacceptable"), or ends the matter ("might", "if", "denied").
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from process.extract.actors import Cast
from process.extract.attribution import FIRST_PERSON, Voices, view_holders
from process.extract.conditions import find_condition, is_hypothetical
from process.extract.desk import Cue, CueKind
from process.extract.english.lexicon import Lexicon, Operator, Role
from process.extract.operators import find_operator, is_stop
from process.extract.syntax import (
    base,
    case_of,
    children,
    first_conjunct,
    has_child,
    is_finite,
    is_infinitive,
    modals,
    negations,
    own_subject,
    path_up,
    subject_of,
)
from stancewatch.contracts import Actor, Stance

MAX_STEPS = 25
GERUND_CASES = frozenset({"by", "of", "from", "for", "to", "against", "on", "in"})
SIDES = {"for": 1, "behind": 1, "against": -1}
"""Prepositions that make a predicate of the issue itself: "we are for talks"."""
DIRECTIVES = frozenset({"demand", "propose", "ask", "urge", "recommend", "request", "order", "require", "appeal"})
COPULAS = frozenset({"remain", "become", "prove", "constitute", "represent", "seem", "look", "sound", "offer"})
EVENTS = frozenset({"hold", "start", "begin", "resume", "continue", "have", "meet", "conduct", "be", "talk", "speak", "go", "take"})
"""What they say of the future is a date rather than a stance: "the two sides will hold talks"."""
GIVING_UP = frozenset({"drop", "abandon", "back", "retreat", "withdraw", "soften", "shelve", "retract", "renounce"})
OBLIGING = frozenset({"have", "need", "ought", "get"})
VERDICTS = frozenset("call describe deem consider find brand label dub regard see think view denounce dismiss".split())
"""Verbs that pass a judgement by a second complement: "called the plan unacceptable"."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A stance that the grammar found, before it becomes a position; `condition` is a range of tokens."""

    cue: Cue
    anchor: Token
    stance: Stance
    holders: tuple[Actor, ...]
    speakers: tuple[Actor, ...] = ()
    condition: tuple[int, int] | None = None
    confidence: float = 0.8


@dataclass(slots=True)
class _State:
    """What is known on the way up. `is_armed`: someone takes a side, it is not known who; `is_voiced`: who speaks does."""

    sign: int
    is_claim: bool = False
    is_armed: bool = False
    is_voiced: bool = False
    is_vetoed: bool = False
    is_turned: bool = False
    emitted: list[tuple[Token | None, int, tuple[Actor, ...]]] = field(default_factory=list)
    predicates: list[Token] = field(default_factory=list)
    speakers: tuple[Actor, ...] = ()


class Climber:
    """Reads stances off the tree of one Doc."""

    def __init__(self, cast: Cast, voices: Voices, lexicon: Lexicon) -> None:
        self._cast, self._voices, self._lexicon = cast, voices, lexicon

    def climb(self, cue: Cue, anchor: Token) -> list[Finding]:
        """Return the stances that the sentence shows by this cue."""
        is_claim = cue.kind is CueKind.CLAIM
        state = _State(sign=1 if cue.stance is Stance.FAVOR else -1, is_claim=is_claim, is_voiced=is_claim)
        if _is_question(anchor):
            return []
        self._start(state, cue, anchor)
        node = anchor
        for _ in range(MAX_STEPS):
            above = self._step(state, node)
            if above is None or state.is_vetoed:
                break
            node = above
        return [] if state.is_vetoed else self._finish(state, cue, anchor, node)

    def _start(self, state: _State, cue: Cue, anchor: Token) -> None:
        state.predicates.append(anchor)
        self._turn_by_negation(state, anchor)
        if has_child(anchor, "cop") and case_of(anchor) in SIDES:
            state.sign *= SIDES[case_of(anchor)]
            self._hold_by_subject(state, anchor)
        elif anchor.pos_ in {"VERB", "AUX"} or has_child(anchor, "cop"):
            keep = Operator(Role.CHANGE, 1)
            self._apply(state, Operator(Role.SUBJECT, 1) if cue.kind is CueKind.ACT else keep, anchor)

    def _step(self, state: _State, node: Token) -> Token | None:
        """Move one word up; return it, or None at the end of the way."""
        if node.head.i == node.i:
            return None
        relation = base(node)
        if relation == "conj":
            return self._step_to_first(state, node)
        if relation in {"advcl", "ccomp", "acl"} and is_hypothetical(node, self._lexicon):
            state.is_vetoed = True
            return None
        above = node.head
        if self._is_cut(node, above):
            return None
        return self._visit(state, above, node)

    def _step_to_first(self, state: _State, node: Token) -> Token:
        """Hop to the first of a coordination, whose relation the others share; verbs share modals, and "not" over "or"."""
        first = first_conjunct(node)
        if node.pos_ == "VERB" and first.pos_ == "VERB" and not children(node, "aux", "nsubj"):
            if any(child.lower_ in {"or", "nor"} for child in children(node, "cc")):
                self._turn_by_negation(state, first)
            if modals(first) & self._lexicon.must and not state.emitted:
                state.is_voiced = True
        return first

    def _is_cut(self, node: Token, above: Token) -> bool:
        """Return whether what is above says nothing of what is below: a relative clause, a circumstance."""
        if base(node) in {"appos", "vocative", "discourse", "list", "orphan"}:
            return True
        if node.dep_ == "acl:relcl":
            return not _defines(node, above)
        return base(node) == "advcl" and not is_infinitive(node) and not case_of(node) in GERUND_CASES

    def _visit(self, state: _State, node: Token, via: Token) -> Token | None:
        """Let the word `node` act on the stance that comes up from `via`; return it to climb on."""
        relation = base(via)
        is_content = relation in {"ccomp", "parataxis", "dep"} or _is_said(node, via)
        if self._voices.is_speech(node) and is_content and not _is_directive(node, via):
            self._speak(state, node, via)
            return None
        operator = self._verdict(node, via)
        if (
            operator is None
            and is_stop(node, self._lexicon)
            and relation in {"ccomp", "xcomp", "obj", "obl", "acl", "nmod", "csubj"}
        ):
            state.is_vetoed = relation in {"ccomp", "xcomp"} or not state.emitted
            return None
        if via.dep_ == "nsubj" and modals(node) & self._lexicon.must and has_child(node, "obj"):
            return None
        if _gives_up(node, via, self._lexicon):
            state.is_vetoed = True
            return None
        if self._obliges(node, via):
            self._turn_by_negation(state, node)
            state.sign *= self._result(node, via)
            state.is_voiced = True
            return node
        operator = operator or find_operator(node, via, self._lexicon)
        if operator is None:
            return self._pass(state, node, via)
        state.predicates.append(node)
        state.sign *= self._result(node, via)
        self._apply(state, operator, node)
        return node

    def _obliges(self, node: Token, via: Token) -> bool:
        """Return whether a verb like "have to" lies on what comes up: "had to end the talks", "the talks had to end"."""
        if node.lemma_.lower() not in OBLIGING or node.pos_ not in {"VERB", "AUX"}:
            return False
        has_infinitive = any("Inf" in child.morph.get("VerbForm") for child in children(node, "xcomp"))
        return base(via) in {"xcomp", "ccomp"} or (base(via) == "nsubj" and has_infinitive)

    def _result(self, node: Token, via: Token) -> int:
        """Return -1 if a second verb turns the object or subject round: "wants the talks ended", "sanctions have to go"."""
        if base(via) not in {"obj", "nsubj"}:
            return 1
        seconds = [child for child in children(node, "xcomp") if child.pos_ == "VERB"]
        operators = [self._lexicon.operators.get(child.lemma_.lower(), ()) for child in seconds]
        return -1 if any(found and found[-1].sign < 0 for found in operators) else 1

    def _verdict(self, node: Token, via: Token) -> Operator | None:
        """Return the judgement that a verb like "call" passes on what comes up from its object."""
        if node.lemma_.lower() in COPULAS and base(via) == "nsubj":
            return self._judgement(node, (Role.VOICE,), Role.VOICE)
        if node.lemma_.lower() not in VERDICTS or base(via) not in {"obj", "nsubj"}:
            return None
        return self._judgement(node, (Role.VOICE, Role.SUBJECT), Role.SUBJECT)

    def _judgement(self, node: Token, roles: tuple[Role, ...], role: Role) -> Operator | None:
        """Return what the second complement of a verb says of its object or subject."""
        for other in children(node, "xcomp", "obl", "advcl", "ccomp"):
            for operator in self._lexicon.operators.get(other.lemma_.lower(), ()):
                if operator.role in roles:
                    return Operator(role, operator.sign * (-1) ** negations(other, self._lexicon))
        return None

    def _pass(self, state: _State, node: Token, via: Token) -> Token | None:
        """Go on over a word that is no operator, if a clause hangs together there."""
        relation = base(via)
        if via.dep_ == "acl:relcl":
            return node
        if relation in {"nmod", "compound", "amod", "appos", "nummod"}:
            return node if (case_of(via) == "of" or via.dep_ == "nmod:poss") else None
        state.predicates.append(node)
        forms = modals(node)
        if relation in {"obl", "advmod"} and not state.is_armed and not forms & self._lexicon.must:
            return None
        if forms & self._lexicon.guess and not self._is_impossible(state, node):
            state.is_vetoed = not state.emitted
            return None
        if self._is_impossible(state, node) and relation in {"obj", "nsubj", "obl", "advcl", "xcomp"}:
            self._turn_by_negation(state, node)
            state.is_voiced = True
            return node
        if forms & self._lexicon.must and relation in {"obj", "nsubj", "xcomp", "ccomp", "advcl", "obl"}:
            self._turn_by_negation(state, node)
            state.is_voiced = True
            return node
        if state.is_armed and node.lemma_.lower() in self._lexicon.light:
            self._apply(state, Operator(Role.CHANGE, 1), node)
            return node
        if node.pos_ == "VERB" and relation in {"obj", "nsubj", "xcomp"} and not state.emitted and not state.is_voiced:
            self._apply(state, Operator(Role.CHANGE, 1), node)
            return node
        return (
            node
            if relation in {"ccomp", "xcomp", "parataxis", "nsubj", "csubj"} and (state.is_voiced or state.emitted)
            else None
        )

    def _count_negations(self, state: _State, node: Token) -> int:
        """Return how often a word is denied; the words of a claim are read as they stand."""
        return 0 if state.is_claim else negations(node, self._lexicon, below=state.predicates[0])

    def _is_impossible(self, state: _State, node: Token) -> bool:
        """Return whether a predicate stands under "cannot" or "could not"."""
        is_able = bool(modals(node) & (self._lexicon.can | {"could"}))
        return is_able and self._count_negations(state, node) % 2 == 1

    def _turn_by_negation(self, state: _State, node: Token) -> None:
        count = self._count_negations(state, node)
        state.sign *= (-1) ** count
        state.is_turned = state.is_turned or count % 2 == 1

    def _apply(self, state: _State, operator: Operator, node: Token) -> None:
        if not state.is_claim or operator.role in {Role.SUBJECT, Role.NOUN}:
            state.sign *= operator.sign
        if node is not state.predicates[0]:
            self._turn_by_negation(state, node)
        forms = modals(node)
        negated = self._count_negations(state, node) % 2 == 1
        if forms & self._lexicon.guess and not self._is_impossible(state, node):
            state.is_vetoed = not state.emitted
            return
        if forms & self._lexicon.must or _is_imperative(node):
            state.is_voiced = True
            return
        match operator.role:
            case Role.VOICE:
                state.is_voiced = True
            case Role.NOUN:
                self._hold_by_noun(state, node)
            case Role.SUBJECT:
                self._hold_by_subject(state, node)
            case Role.CHANGE:
                self._change(state, operator, node, is_denied=negated)

    def _hold_by_noun(self, state: _State, node: Token) -> None:
        owners = children(node, "nmod:poss", "amod", "compound") + [
            child for child in children(node, "nmod") if case_of(child) in {"of", "by", "from"}
        ]
        for owner in owners:
            if self._emit(state, owner):
                state.is_armed = False
                return
        state.is_armed = True

    def _hold_by_subject(self, state: _State, node: Token) -> None:
        if is_infinitive(node):
            state.is_armed = True
            return
        subject = subject_of(node, self._lexicon)
        if subject is None or not self._emit(state, subject):
            state.is_armed = True
        else:
            state.is_armed = False

    def _change(self, state: _State, operator: Operator, node: Token, *, is_denied: bool) -> None:
        """A change of the thing is its doer's stance when it is promised, refused, or turned round in fact."""
        if node.pos_ not in {"VERB", "AUX"} and not has_child(node, "cop"):
            return
        if is_infinitive(node):
            return
        subject = own_subject(node) or subject_of(node, self._lexicon)
        is_event = node.lemma_.lower() in EVENTS and not state.is_armed and not is_denied and not state.is_turned
        is_promise = bool(modals(node) & self._lexicon.will) and not is_event
        is_existential = subject is None or has_child(node, "expl") or subject.lower_ == "there"
        if is_existential and state.is_turned and modals(node) & self._lexicon.can:
            state.is_voiced = True
        elif _persists(node) and not is_denied and state.predicates[0].dep_.startswith("nsubj"):
            state.is_voiced = True
        elif (is_promise or is_denied) and (is_existential or not self._names(subject)):
            state.is_voiced = state.is_voiced or is_promise or state.is_armed or self._is_impossible(state, node)
        elif state.is_armed or is_promise or operator.sign < 0 or (is_denied and _is_present(node)):
            if subject is not None and self._emit(state, subject):
                state.is_armed = False

    def _names(self, subject: Token | None) -> bool:
        return subject is not None and bool(self._holders(subject))

    def _holders(self, token: Token) -> tuple[Actor, ...]:
        if token.lower_ in FIRST_PERSON:
            return self._voices.speakers_at(token)
        return self._cast.actors_of(token)

    def _emit(self, state: _State, token: Token) -> bool:
        holders = self._holders(token) if token.i != state.predicates[0].i else ()
        if holders:
            state.emitted.append((token, state.sign, holders))
        return bool(holders)

    def _speak(self, state: _State, verb: Token, via: Token) -> None:
        """Reach a verb of saying: its subject is the speaker, and the holder of what is left to the voice."""
        if modals(verb) & self._lexicon.guess or is_hypothetical(verb, self._lexicon):
            state.is_vetoed = True
            return
        state.predicates.append(verb)
        if negations(verb, self._lexicon) % 2:
            state.is_vetoed = True
            return
        state.speakers = self._voices.speakers_of_clause(verb)
        if state.is_voiced or state.is_armed:
            state.emitted.append((None, state.sign, state.speakers))
            state.is_voiced = state.is_armed = False

    def _finish(self, state: _State, cue: Cue, anchor: Token, top: Token) -> list[Finding]:
        speakers = state.speakers or self._speakers_above(top) or self._voices.speakers_at(anchor)
        if state.is_voiced:
            views = view_holders(state.predicates, self._cast, self._lexicon)
            holders = views or speakers or self._voices.context_speakers(anchor)
            state.emitted.append((None, state.sign, holders))
        findings = []
        for token, sign, holders in state.emitted:
            if holders:
                findings.append(self._finding(state, cue, anchor, sign, holders, speakers))
        return findings

    def _speakers_above(self, top: Token) -> tuple[Actor, ...]:
        """Return who says the clause in which the way up ended, by a verb above it or beside it."""
        for word in path_up(top):
            if base(word) in {"ccomp", "parataxis"} and self._voices.is_speech(word.head):
                return self._voices.speakers_of_clause(word.head)
            if base(word) == "advcl" and is_hypothetical(word, self._lexicon):
                return ()
            beside = self._speakers_beside(word)
            if beside:
                return beside
        return ()

    def _speakers_beside(self, top: Token) -> tuple[Actor, ...]:
        """Return who speaks by a verb of saying that hangs on the clause: "…, X said"."""
        for child in children(top, "parataxis", "ccomp", "advcl"):
            if self._voices.is_speech(child) and own_subject(child) is not None:
                return self._voices.speakers_of_clause(child)
        return view_holders([top], self._cast, self._lexicon) if top.head.i == top.i else ()

    def _finding(
        self, state: _State, cue: Cue, anchor: Token, sign: int, holders: tuple[Actor, ...], speakers: tuple[Actor, ...]
    ) -> Finding:
        return Finding(
            cue=cue,
            anchor=anchor,
            stance=Stance.FAVOR if sign > 0 else Stance.AGAINST,
            holders=holders,
            speakers=speakers,
            condition=find_condition(state.predicates, self._lexicon, is_refused=sign < 0),
            confidence=max(0.3, 0.9 - 0.04 * len(state.predicates)),
        )


def _defines(clause: Token, noun: Token) -> bool:
    """Return whether a relative clause says which kind is meant ("any deal that…") rather than tells of one known thing."""
    is_relative = any(word.lower_ in {"that", "which"} for word in children(clause, "nsubj", "obj", "nsubj:pass"))
    is_open = not any(
        child.lower_ in {"the", "this", "his", "its", "their"} for child in children(noun, "det", "nmod:poss")
    )
    return is_relative and is_open


def _is_question(token: Token) -> bool:
    return token.sent.text.rstrip(" \n\"”’'").endswith("?")


def _is_imperative(token: Token) -> bool:
    return "Imp" in token.morph.get("Mood") and not has_child(token, "nsubj")


def _persists(token: Token) -> bool:
    """Return whether a verb in the present says that something lasts: "the sanctions stay"."""
    return token.lemma_.lower() in {"stay", "remain", "continue", "go"} and token.tag_ in {"VBP", "VBZ"}


def _is_present(token: Token) -> bool:
    verbs = [token, *children(token, "aux")]
    return any("Pres" in verb.morph.get("Tense") and "Part" not in verb.morph.get("VerbForm") for verb in verbs)


def _gives_up(verb: Token, via: Token, lexicon: Lexicon) -> bool:
    """Return whether a stance is one that is no longer held: "backed off its demand"."""
    roles = {operator.role for operator in lexicon.operators.get(via.lemma_.lower(), ())}
    is_attitude = Role.NOUN in roles and has_child(via, "nmod:poss")
    return verb.lemma_.lower() in GIVING_UP and is_attitude and base(via) in {"obj", "obl"}


def _is_directive(verb: Token, via: Token) -> bool:
    """Return whether a verb of saying asks for what its clause says: "demanded that tanks be delivered"."""
    if verb.lemma_.lower() in DIRECTIVES:
        return base(via) == "ccomp"
    verbs = [via, *children(via, "aux", "cop")]
    is_subjunctive = any(word.tag_ == "VB" for word in verbs) and not any(word.tag_ == "MD" for word in verbs)
    return verb.lemma_.lower() in {"insist", "suggest", "stipulate"} and is_subjunctive and base(via) == "ccomp"


def _is_said(verb: Token, via: Token) -> bool:
    """Return whether a clause is what the verb says, whatever the parser calls it."""
    return base(via) in {"obj", "advcl"} and via.pos_ in {"VERB", "AUX", "ADJ"} and is_finite(via)
