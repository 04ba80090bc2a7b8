"""Who takes a side by few words after or before those that show it: "so does Riga", "nor will Rome", "all but Oslo"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import takewhile
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from process.extract.desks.desk import CueKind
from process.extract.english.lexicon import Lexicon, Role
from process.extract.english.syntax import (
    base,
    case_of,
    children,
    conjuncts_after,
    has_child,
    is_all_or_none,
    judges_doer,
    path_up,
)
from process.extract.naming.cast import Cast
from process.extract.reason import Why
from process.extract.stances.answers import To, find_answer
from process.extract.stances.climb import BEST
from process.extract.stances.conditions import hypothetical_mark, opens_condition
from process.extract.stances.finding import Climb, Finding, Meant, sign_of, stance_of
from stancewatch.contracts import Actor

ECHOING = frozenset({"so", "as", "neither", "nor"})
"""Before a helping verb and who does the same: "and so does Riga"."""
AUXILIARIES = frozenset({"do", "have", "be", "will", "would", "can", "could", "should", "must"})
LIKENING = frozenset({"like", "along with", "together with", "as well as"})
NAMING = frozenset({"like", "such as", "including"})
"""Before some of several: "members including Oslo"."""
APART = frozenset({"except", "except for", "exception of", "excluding", "minus"})
APART_FROM_ALL = frozenset({"but", "bar", "apart from", "aside from", "other than"})
"""These set apart from all or from none; else they add: "apart from Oslo, Riga wants it too"."""
UNLIKE = frozenset({"unlike", "without", "contrast to", "opposed to"})
"""Who is named behind these does not do what others do; what they do instead is not said."""
FOLLOWING = frozenset({"echo", "mirror"})
"""Who does so to another takes the other's side: "echoing Rome, Oslo asked for"."""
AGAINST, OWNING = frozenset({"to", "against"}), frozenset({"of", "by", "from"})
"""Prepositions of what an objection is to, and of whose it is."""
DENYING = frozenset({"no", "not", "n't", "never", "nobody", "refuse", "decline", "reject", "oppose"})
"""Lemmas one of which stands before a "neither" or a "nor"."""
TURNING = frozenset({"but", "while", "whereas", "though", "although"})
HEADING = frozenset({"apart", "aside", "other", "together", "along", "exception", "contrast", "opposed"})
"""Words before the preposition of who is set apart, or added."""
NAMED_BESIDE = frozenset({"nmod:poss", "amod", "compound", "det", "nmod:desc"})
REACH = 6
"""Words from a helping verb to the name of who does the same: "nor will the new Polish prime minister, Kos"."""


class Of(Enum):
    """What of a side that others take somebody shares."""

    SIDE = "side"
    """All of it, whatever it is."""
    WANTED = "wanted"
    """What they want; of what they turn down nothing: who does not reject it does not accept it yet."""
    REFUSED = "refused"
    """What they turn down, where they do: "Oslo does not want it, but Rome does"."""


class Echo(NamedTuple):
    """Who takes what others in a sentence take, 1, or the contrary, -1; `above`: the predicate of those others."""

    word: Token
    holders: tuple[Actor, ...]
    sign: int
    above: Token
    of: Of = Of.SIDE


def find_echoed(doc: Doc, climbs: Sequence[Climb], cast: Cast, lexicon: Lexicon) -> Iterator[Climb]:
    """Yield the ways of those who share the side that a sentence shows, or are set apart from who takes it."""
    for sent in doc.sents:
        ways = [one for one in climbs if sent.start <= one.anchor.i < sent.end and is_taken(one)]
        for echo in _find_echoes(sent, cast, lexicon) if ways else ():
            yield from _follow(echo, ways, cast, lexicon)


def is_taken(way: Climb) -> bool:
    """Return whether a side is taken by somebody, known or not."""
    return way.reason is None or way.reason.why is Why.NOBODY


def _find_echoes(sent: Span, cast: Cast, lexicon: Lexicon) -> Iterator[Echo]:
    for token in sent:
        found = _inverted(token, sent, cast) or _answered(token, cast, lexicon) or _dissenting(token, cast, lexicon)
        if found := found or _beside(token, cast):
            yield found


def _predicate_before(token: Token) -> Token | None:
    """Return the last predicate with a subject of its own before a word of the sentence."""
    before = reversed(token.doc[token.sent.start : token.i])
    return next((word for word in before if has_child(word, "nsubj", "nsubj:pass")), None)


def _inverted(token: Token, sent: Span, cast: Cast) -> Echo | None:
    """Return who does the same by a helping verb before the name: "as do Rome and Oslo", "neither will Riga"."""
    if token.lower_ not in ECHOING or token.i + 1 >= sent.end or token.nbor().lemma_.lower() not in AUXILIARIES:
        return None
    above = _predicate_before(token)
    if above is None or not _fits(token, above):
        return None
    start = token.i + 2
    for word in sent.doc[start : min(start + REACH, sent.end)]:
        head = _head_of_name(word)
        if holders := cast.actors_of(head):
            last = max(one.right_edge.i for one in conjuncts_after(head))
            is_end = last + 1 >= sent.end or sent.doc[last + 1].pos_ not in {"VERB", "AUX", "ADJ"}
            return Echo(head, holders, 1, above) if is_end else None
    return None


def _fits(token: Token, above: Token) -> bool:
    """Return whether a "so" or "nor" with its helping verb can be of a predicate: "was glad, as was Oslo"."""
    is_being = any(word.lemma_ == "be" for word in children(above, "cop", "aux"))
    if token.nbor().lemma_ == "be" and not is_being:
        return False
    words = {word.lemma_.lower() for word in above.subtree if word.i < token.i}
    return token.lower_ not in {"neither", "nor"} or not words.isdisjoint(DENYING)


def _head_of_name(word: Token) -> Token:
    """Return the noun that a name or an adjective stands before: "minister" of "Rome's minister"."""
    while word.dep_ in NAMED_BESIDE and word.head.i > word.i:
        word = word.head
    return word


def _answered(token: Token, cast: Cast, lexicon: Lexicon) -> Echo | None:
    """Return who does the same or does not, in a clause of its own: "Riga did the same", "but Oslo did not"."""
    subject, above = next(iter(children(token, "nsubj")), None), _predicate_before(token)
    holders = cast.actors_of(subject) if subject is not None and not _is_supposed(token, lexicon) else ()
    if above is None or not holders:
        return None
    if answer := find_answer(token, lexicon):
        sign = -answer.sign if answer.to is To.YES else answer.sign
        return Echo(token, holders, sign, above, Of.SIDE if answer.to is To.STANCE else Of.WANTED)
    is_bare = token.lemma_.lower() in AUXILIARIES and base(token) in {"conj", "advcl", "parataxis"}
    is_turn = any(word.lower_ in TURNING for word in children(token, "cc", "mark", "advmod"))
    is_alone = not has_child(token, "obj", "obl", "xcomp", "ccomp", "cop", "aux", "advmod")
    return Echo(token, holders, 1, above, Of.REFUSED) if is_bare and is_turn and is_alone else None


def _dissenting(noun: Token, cast: Cast, lexicon: Lexicon) -> Echo | None:
    """Return who objects to what is done all the same: "over Oslo's objections", "despite the opposition of Rome"."""
    operators = lexicon.operators.get(noun.lemma_.lower(), ())
    is_no = base(noun) == "obl" and any(one.role is Role.NOUN and one.sign < 0 for one in operators)
    parts = children(noun, "nmod", "acl")
    if not is_no or _opening(noun) not in lexicon.frames.dissent or any(case_of(one) in AGAINST for one in parts):
        return None
    owners = children(noun, "nmod:poss", "amod", "compound") + [one for one in parts if case_of(one) in OWNING]
    holders = [actor for owner in owners for actor in cast.actors_of(owner) or cast.nation_of(owner)]
    return Echo(noun, tuple(holders), -1, noun.head, Of.WANTED) if holders else None


def _is_supposed(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a clause only supposes what somebody does: "provided that Oslo does the same"."""
    clauses = [verb, *(word for word in path_up(verb) if base(word) in {"advcl", "ccomp", "acl"})]
    return any(hypothetical_mark(one, lexicon) or opens_condition(one, lexicon) for one in clauses)


def _beside(token: Token, cast: Cast) -> Echo | None:
    """Return who is likened to those who take a side, is one of them, or is set apart: "all but Oslo"."""
    opening, verb = _opening(token), token.head
    if token.dep_ == "obj" and verb.tag_ == "VBG" and base(verb) == "advcl" and verb.lemma_.lower() in FOLLOWING:
        holders = cast.actors_of(token)
        return Echo(token, holders, 1, verb.head) if holders else None
    is_one = opening in NAMING and verb.tag_ == "NNS" and verb.dep_ == "nsubj"
    sign = int(is_one or (opening in LIKENING and base(token) == "obl")) or -int(_is_excepted(token))
    whole = _whole(token) if sign else None
    holders = cast.actors_of(token) if whole is not None else ()
    return Echo(token, holders, sign, whole.head) if holders and whole is not None else None


def _whole(name: Token) -> Token | None:
    """Return the subject that a name is compared with or set apart from; None where it is no subject.

    What stands behind the verb without a comma is of its object: "treats Kos like Mets", "will ask all except Oslo".
    """
    if name.head.dep_.startswith("nsubj"):
        return name.head
    branch = name.head if name.head.lower_ in HEADING else name
    subject = next(iter(children(branch.head, "nsubj", "nsubj:pass")), None)
    heading = _heading(name)
    first = next(word for word in (*((heading,) if heading else ()), *sorted(branch.subtree)) if not word.is_punct)
    is_aside = first.i == name.sent.start or first.nbor(-1).is_punct
    return subject if subject is not None and (first.i < subject.i or is_aside) else None


def _is_excepted(name: Token) -> bool:
    """Return whether a name is set apart from others: "all but Oslo", "the bloc, except Oslo"."""
    opening = _opening(name)
    if opening not in APART_FROM_ALL:
        return opening in APART
    whole = _whole(name)
    return whole is not None and is_all_or_none(whole)


def is_set_apart(name: Token) -> bool:
    """Return whether who is named does not do what others do, whatever else: "unlike Oslo"."""
    return _is_excepted(name) or _opening(name) in UNLIKE


def _opening(name: Token) -> str:
    """Return the words that join a name to others: "but", "along with", "exception of"."""
    heading = _heading(name)
    return " ".join(word.lower_ for word in ([] if heading is None else [heading]) + _joining(name))


def _heading(name: Token) -> Token | None:
    """Return the word before the preposition of a name that belongs to it: "apart" of "apart from Oslo"."""
    first = min((word.i for word in _joining(name)), default=name.i)
    before = name.doc[first - 1] if first > name.sent.start else name
    return before if before.lower_ in HEADING else None


def _joining(name: Token) -> list[Token]:
    """Return the prepositions or the conjunction of a name, with what belongs to them."""
    return [word for case in children(name, "case", "cc") for word in (case, *children(case, "fixed"))]


def _follow(echo: Echo, ways: Sequence[Climb], cast: Cast, lexicon: Lexicon) -> Iterator[Climb]:
    """Yield a way for each issue on which the predicate that an echo is of shows one side."""
    meant = [one for one in ways if _is_shown(one, echo, cast, lexicon)]
    for issue in dict.fromkeys(one.cue.issue for one in meant):
        same = [one for one in meant if one.cue.issue == issue]
        sides = {one.stance for one in same}
        contents = sides if echo.of is Of.SIDE else {one.content or one.stance for one in same}
        if len(sides) > 1 or len(contents) > 1 or (sides == contents) is (echo.of is Of.REFUSED):
            continue
        whole = same[0].stance
        stance = stance_of(echo.sign * sign_of(min(contents)))
        cue = replace(same[0].cue, kind=CueKind.ACT)
        told = Finding(cue, echo.word, stance, echo.holders, _speakers(same), None, BEST)
        yield Climb(cue, echo.word, stance, (told,), refers=Meant(0, whole))


def _is_shown(way: Climb, echo: Echo, cast: Cast, lexicon: Lexicon) -> bool:
    """Return whether a side is taken by whom the predicate of an echo is of, and not told by them of others."""
    known = {holder.id for found in way.findings for holder in found.holders}
    if known & {holder.id for holder in echo.holders}:
        return False
    if echo.above.dep_ == "acl:relcl" and way.anchor in path_up(echo.above):  # "which Oslo accepted"
        return True
    path = list(takewhile(lambda word: word.i != echo.above.i, path_up(way.anchor)))
    if not path or path[-1].head.i != echo.above.i:
        return way.anchor.i == echo.above.i
    own = {actor.id for subject in children(echo.above, "nsubj", "nsubj:pass") for actor in cast.actors_of(subject)}
    is_of_others = any(has_child(word, "nsubj", "nsubj:pass") or judges_doer(word, lexicon) for word in path)
    return not is_of_others or (bool(known) and known <= own)


def _speakers(ways: Sequence[Climb]) -> tuple[Actor, ...]:
    return next((found.speakers for one in ways for found in one.findings), ())
