"""Who holds the stance: what each kind of word does to an ascent when the way up reaches it."""

from collections.abc import Iterable

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon, Operator, Role
from process.extract.english.syntax import (
    case_of,
    children,
    conjuncts_after,
    first_conjunct,
    has_child,
    is_infinitive,
    is_replaced,
    judges_doer,
    modals,
    negations,
    objects_of,
    own_subject,
    subject_of,
)
from process.extract.naming.cast import Cast
from process.extract.reason import Why
from process.extract.stances.conditions import hypothetical_mark
from process.extract.stances.finding import Ascent
from process.extract.stances.frames import FORMER, is_imperative, is_present, lasts
from process.extract.voices.attribution import Voices, is_first_person
from stancewatch.contracts import Actor

UNTIL_WORDS = 7
"""Words from "until" to whom it is of: ", until recently, from the United States"."""


class Holding:
    """Applies words to ascents, with the actors and voices of one Doc."""

    def __init__(self, cast: Cast, voices: Voices, lexicon: Lexicon) -> None:
        self._cast, self._voices, self._lexicon = cast, voices, lexicon

    def apply(self, ascent: Ascent, operator: Operator, node: Token) -> None:
        """Let a word keep or turn the side, and give the stance to whom it names."""
        if operator.role is not Role.CHANGE:
            ascent.content = ascent.content or ascent.sign
        if not ascent.is_claim or operator.role in {Role.SUBJECT, Role.NOUN}:
            ascent.turn(operator.sign)
        if node is not ascent.anchor:
            self.turn_by_negation(ascent, node)
        forms = modals(node) | (modals(node.head) if is_replaced(node) else set())
        guesses = forms & self._lexicon.guess
        if guesses and not self.is_impossible(ascent, node):
            ascent.veto_rest(Why.SPECULATIVE, min(guesses))
        elif forms & self._lexicon.must or is_imperative(node) or operator.role is Role.VOICE:
            ascent.is_voiced = True
        elif operator.role is Role.NOUN:
            self._hold_by_noun(ascent, node)
        elif operator.role is Role.SUBJECT:
            self.hold_by_subject(ascent, node)
        else:
            self._hold_by_change(ascent, operator, node)

    def turn_by_negation(self, ascent: Ascent, node: Token) -> None:
        """Turn the side round for each word that denies this one."""
        count = self._count_negations(ascent, node)
        ascent.turn(-1, count)
        ascent.is_turned = ascent.is_turned or count % 2 == 1

    def is_impossible(self, ascent: Ascent, node: Token) -> bool:
        """Return whether a predicate stands under "cannot" or "could not"."""
        is_able = bool(modals(node) & (self._lexicon.can | {"could"}))
        return is_able and self._count_negations(ascent, node) % 2 == 1

    def _count_negations(self, ascent: Ascent, node: Token) -> int:
        """Return how often a word is denied; the words of a claim are read as they stand."""
        return 0 if ascent.is_claim else negations(node, self._lexicon, below=ascent.anchor)

    def hold_by_subject(self, ascent: Ascent, node: Token) -> None:
        """Give the stance to the subject; of an infinitive, or of a subject that is nobody, it waits."""
        subject = None if is_infinitive(node) else self._stander(ascent, subject_of(node, self._lexicon))
        ascent.is_armed = not self._give_any(
            ascent, [subject] if subject else find_owners(node, self._lexicon, self._cast)
        )

    def _stander(self, ascent: Ascent, subject: Token | None) -> Token | None:
        """Return the subject, or of a stand on the thing whose it is: "Hungary's veto has blocked the loan"."""
        if subject is None or subject.i == ascent.anchor.i or subject.lemma_.lower() not in self._lexicon.frames.stands:
            return subject
        return next(iter(children(subject, "nmod:poss")), subject)

    def _hold_by_noun(self, ascent: Ascent, node: Token) -> None:
        """Give the stance to who is named beside an attitude: "Kyiv's refusal", "a demand by the bloc"."""
        if former := [word for word in children(node, "amod") if word.lower_ in FORMER]:
            ascent.veto(Why.GIVEN_UP, former[0].text)
            return
        judged = objects_of(node.head) if judges_doer(node, self._lexicon) else []
        is_owned = self._give_any(ascent, [*children(node, "nmod:poss", "amod", "compound"), *judged])
        sides = {"by", "from"} if is_owned else {"of", "by", "from"}  # "Kyiv's demand of Moscow" is not Moscow's
        sources = [child for child in children(node, "nmod") if case_of(child) in sides and child.i != ascent.anchor.i]
        named = [ascent.hold(self._present_holders(source), words=_words(source)) for source in sources]
        ascent.is_armed = not (is_owned or any(named))

    def _present_holders(self, source: Token) -> list[Actor]:
        """Return the actors of a noun phrase without those of whom an attitude is no more: "and, until recently, X"."""
        former = {actor.id for one in conjuncts_after(source) if _is_over(one) for actor in self.holders_of(one)}
        return [actor for actor in self.holders_of(source) if actor.id not in former]

    def _hold_by_change(self, ascent: Ascent, operator: Operator, node: Token) -> None:
        """Give the stance to who changes the thing, when that is promised, refused, or turned round in fact."""
        if owners := find_owners(node, self._lexicon, self._cast):
            self._give_any(ascent, owners)
            return
        is_predicate = node.pos_ in {"VERB", "AUX"} or has_child(node, "cop")
        if not is_predicate or is_infinitive(node):
            return
        subject = self._stander(ascent, own_subject(node, self._lexicon) or subject_of(node, self._lexicon))
        is_denied = self._count_negations(ascent, node) % 2 == 1
        is_promise = self._is_promise(ascent, node, is_denied=is_denied)
        if self._lasts_or_cannot_be(ascent, node, subject, is_denied=is_denied):
            ascent.is_voiced = True
        elif (is_promise or is_denied) and (_is_empty(node, subject) or not self.holders_of(subject)):
            is_ruled_out = self.is_impossible(ascent, node)
            ascent.is_voiced = ascent.is_voiced or is_promise or ascent.is_armed or is_ruled_out
        elif (
            ascent.is_armed or is_promise or operator.sign < 0 or (is_denied and operator.is_known and is_present(node))
        ):
            is_given = subject is not None and self._give(ascent, subject)
            ascent.is_armed = ascent.is_armed and not is_given

    def _is_promise(self, ascent: Ascent, node: Token, *, is_denied: bool) -> bool:
        """Return whether a "will" promises, rather than tells when something is going to happen."""
        is_plain = not (ascent.is_armed or is_denied or ascent.is_turned)
        is_event = is_plain and node.lemma_.lower() in self._lexicon.frames.events
        return bool(modals(node) & self._lexicon.will) and not is_event

    def _lasts_or_cannot_be(self, ascent: Ascent, node: Token, subject: Token | None, *, is_denied: bool) -> bool:
        """Return whether a clause without an actor says "the sanctions stay" or "there can be no meeting"."""
        if lasts(node, self._lexicon) and not is_denied and ascent.anchor.dep_.startswith("nsubj"):
            return True
        return _is_empty(node, subject) and ascent.is_turned and bool(modals(node) & self._lexicon.can)

    def speak(self, ascent: Ascent, verb: Token) -> None:
        """Reach a verb of saying: its subject is the speaker, and holds what is left to the voice."""
        guesses = modals(verb) & self._lexicon.guess
        supposing = hypothetical_mark(verb, self._lexicon)
        is_denied = negations(verb, self._lexicon) % 2 == 1
        if guesses or supposing:
            ascent.veto(*((Why.SPECULATIVE, min(guesses)) if guesses else (Why.HYPOTHETICAL, supposing)))
            return
        if is_denied and verb.lemma_.lower() not in self._lexicon.frames.opinions:
            ascent.veto(Why.DENIED, verb.text)
            return
        ascent.turn(-1 if is_denied else 1)
        ascent.predicates.append(verb)
        ascent.speakers = self._voices.speakers_of_clause(verb)
        if ascent.is_voiced or ascent.is_armed:
            ascent.hold(ascent.speakers, words=_words(subject_of(verb, self._lexicon)))
            ascent.is_voiced = ascent.is_armed = False

    def _give_any(self, ascent: Ascent, tokens: Iterable[Token]) -> bool:
        """Give the stance to the first of some noun phrases or adjectives that names an actor, if one does."""
        return any(self._give(ascent, token) or ascent.hold(self._cast.nation_of(token)) for token in tokens)

    def _give(self, ascent: Ascent, token: Token) -> bool:
        """Give the stance to the actors of a noun phrase; return whether there are any."""
        return token.i != ascent.anchor.i and ascent.hold(self.holders_of(token), words=_words(token))

    def holders_of(self, token: Token | None) -> tuple[Actor, ...]:
        """Return the actors that a word means; who speaks, by a first person."""
        if token is None:
            return ()
        if is_first_person(token):
            return self._voices.speakers_at(token)
        return self._cast.actors_of(token)


def _is_over(source: Token) -> bool:
    """Return whether somebody is named behind an "until": "Berlin and, until recently, Washington"."""
    between = source.doc[max(first_conjunct(source).i, source.i - UNTIL_WORDS) : source.i]
    return any(word.lower_ == "until" for word in between)


def _is_empty(node: Token, subject: Token | None) -> bool:
    """Return whether a clause has no subject or only "there" and "it"."""
    return subject is None or has_child(node, "expl") or subject.lower_ == "there"


def find_owners(verb: Token, lexicon: Lexicon, cast: Cast) -> list[Token]:
    """Return the words for whose a thing is that was adopted, nobody says by whom: "British sanctions on Russia".

    With nothing named that it is on, the name of a state may say just that: "new Russia sanctions were adopted".
    """
    things = [child for child in verb.children if child.dep_ == "nsubj:pass"]
    if verb.lemma_.lower() not in lexicon.frames.enacting or not things or own_subject(verb, lexicon):
        return []
    parts = [part for thing in things for part in children(thing, "nmod") if case_of(part) == "of"]
    owners = [
        (owner, thing) for thing in (*things, *parts) for owner in children(thing, "nmod:poss", "amod", "compound")
    ]
    return [
        owner for owner, thing in owners if owner.dep_ == "nmod:poss" or _has_target(thing) or _is_body(owner, cast)
    ]


def _has_target(thing: Token) -> bool:
    return any(case_of(child) in {"on", "against", "to", "for"} for child in children(thing, "nmod"))


def _is_body(owner: Token, cast: Cast) -> bool:
    return any(actor.kind in {"organisation", "group"} for actor in cast.actors_of(owner))


def _words(token: Token | None) -> str:
    """Return a noun phrase up to its head, the last few words of it."""
    if token is None:
        return ""
    return str(token.doc[max(token.left_edge.i, token.i - 3) : token.i + 1].text)
