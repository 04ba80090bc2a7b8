"""Conditions that the next sentence adds: "Kyiv agreed to a truce. But it must be watched over, he said"."""

from collections.abc import Container, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import base, children, has_child, modals, negations
from process.extract.holders.scene import Scene, SentenceView
from process.extract.stances.conditions import extent_of, find_any_condition, opens_condition
from stancewatch.contracts import Actor, Stance

NAMES = frozenset({"condition", "precondition", "proviso", "prerequisite", "caveat"})
HANGING = frozenset({"depend", "hinge"})
HUNG = frozenset({"conditional", "contingent", "dependent", "subject"})
ALSO_OF_OTHERS = frozenset({"depend", "dependent", "subject"})
"""Of these a thing must have been named: "the economy depends on gas" is no condition."""
ON = frozenset({"on", "upon", "to"})
KNOWN = frozenset({"the", "this", "that", "any", "one", "only"})
"""Before a noun for the thing or for its condition."""
THINGS = frozenset({"it", "this", "that", "they"})
TURNS = frozenset({"but", "however", "yet"})
ASKING = frozenset({"want", "demand", "expect", "request", "insist", "seek"})
RETURNS = frozenset({"in return", "in exchange"})


def add_condition(claim: Claim, scene: Scene) -> Claim:
    """Return a claim without a condition with the one that the next sentence adds, if nobody else speaks there."""
    following = claim.sentence + 1
    if claim.condition or following >= len(scene.sentences):
        return claim
    view = scene.sentences[following]
    if not _is_of(claim, view, scene):
        return claim
    before = scene.sentences[claim.sentence].span
    found = find_added(view.span, scene.lexicon, before=before, is_refused=claim.stance is Stance.AGAINST)
    return replace(claim, condition=found) if found else claim


def _is_of(claim: Claim, view: SentenceView, scene: Scene) -> bool:
    """Return whether who speaks in a sentence, if somebody does, is the holder or speaks for the same state."""
    own = {actor.id for one in (claim.holder, claim.speaker) if one for actor in _with_state(one, scene)}
    speakers = {actor.id: actor for actor in (*view.speakers, *view.quoted)}
    return all(own & {actor.id for actor in _with_state(one, scene)} for one in speakers.values())


def _with_state(actor: Actor, scene: Scene) -> Sequence[Actor]:
    state = scene.cast.affiliation(actor)
    return (actor, state) if state else (actor,)


def find_added(
    sent: Span, lexicon: Lexicon, *, before: Span | None = None, is_refused: bool = False
) -> tuple[int, int] | None:
    """Return the token range (half-open) of the condition that a sentence adds to what the one before it says."""
    said = _said(sent.root, lexicon)
    known = THINGS | {token.lemma_.lower() for token in before or () if token.pos_ == "NOUN"}
    return (
        _bare(sent, said, lexicon)
        or _named(sent, said)
        or _hanging(said, known | lexicon.frames.asked | lexicon.frames.steps)
        or _limited(sent, said, lexicon)
        or (None if is_refused else _required(sent, said, known, lexicon))
        or _first(sent, said, lexicon)
    )


def _said(root: Token, lexicon: Lexicon) -> Token:
    """Return the predicate of what a sentence says, without a "he said"."""
    clauses = children(root, "ccomp") if root.lemma_.lower() in lexicon.speech else []
    return clauses[0] if clauses else root


def _bare(sent: Span, said: Token, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return a condition that is a sentence by itself: "But only if Kyiv agrees, he said"."""
    is_alone = said.i == sent.root.i and not has_child(said, "obj", "xcomp", "cop")
    for clause in children(said, "advcl") if is_alone and said.lemma_.lower() in lexicon.speech else [said]:
        before = [word for word in sent if word.i < clause.left_edge.i]
        is_first = all(word.is_punct or word.lower_ in {*TURNS, "and", "only"} for word in before)
        is_one = clause.i != said.i or not any(word.text == "," for word in clause.subtree)
        if is_first and is_one and has_child(clause, "mark") and opens_condition(clause, lexicon):
            return extent_of(clause)
    return None


def _named(sent: Span, said: Token) -> tuple[int, int] | None:
    """Return what is called a condition: "there is one condition: …", "the precondition is that …"."""
    if said.lemma_.lower() in NAMES and _is_known(said) and (found := _behind_colon(sent)):
        return found
    for noun in children(said, "nsubj"):
        is_denied = any(word.lower_ == "no" for word in children(noun, "det"))
        if noun.lemma_.lower() not in NAMES or is_denied or any(one.dep_ == "nmod" for one in noun.children):
            continue
        is_there = any(word.lower_ == "there" for word in children(said, "expl"))
        is_known = _is_known(noun) or has_child(noun, "nmod:poss", "nummod") or (is_there and _behind_colon(sent))
        if is_known and (is_there or has_child(said, "cop") or said.lemma_ == "be"):
            return _behind_colon(sent) or (noun.left_edge.i if is_there else said.left_edge.i, _end(said))
    return None


def _behind_colon(sent: Span) -> tuple[int, int] | None:
    colon = next((word.i for word in sent if word.text == ":"), sent.end)
    words = [word.i for word in sent if word.i > colon and not word.is_punct]
    return (words[0], words[-1] + 1) if words else None


def _is_known(noun: Token) -> bool:
    return any(word.lower_ in KNOWN for word in children(noun, "det", "amod"))


def _hanging(said: Token, known: Container[str]) -> tuple[int, int] | None:
    """Return what a thing depends on: "that depends on a vote", "the delivery hinges on Congress"."""
    lemma = said.lemma_.lower()
    is_hanging = lemma in HANGING or (lemma in HUNG and has_child(said, "cop"))
    things = [
        word
        for word in children(said, "nsubj")
        if word.lower_ in THINGS or (_is_known(word) and (lemma not in ALSO_OF_OTHERS or word.lemma_.lower() in known))
    ]
    behind = {said.doc[word.i + 1 : word.i + 2].text.lower() for word in things}
    if not is_hanging or behind <= {"all"}:  # "it all depends on"
        return None
    first = next((word for word in said.subtree if word.i > said.i and word.lower_ in ON), None)
    return (said.i, _end(said)) if first is not None else None


def _limited(sent: Span, said: Token, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return under what alone a thing is to be: "it will begin only after a vote"."""
    is_thing = any(word.lower_ in THINGS for word in children(said, "nsubj"))
    found = find_any_condition(sent, lexicon) if is_thing and not negations(said, lexicon) else None
    return found if found and sent.doc[found[0]].lower_ == "only" else None


def _required(sent: Span, said: Token, known: Container[str], lexicon: Lexicon) -> tuple[int, int] | None:
    """Return what a thing must do all the same: "but it must be monitored"; a "he" is no thing."""
    opening = next((word.lower_ for word in sent if not word.is_punct), "")
    is_limited = opening in TURNS or any(word.lower_ == "first" for word in said.subtree)
    is_clause = any(base(word) in {"ccomp", "csubj"} for word in said.subtree if word.i != said.i)
    subjects = children(said, "nsubj") if is_clause else children(said, "nsubj", "expl")  # "it had to be signed"
    is_thing = any(word.lower_ in THINGS or (_is_known(word) and word.lemma_.lower() in known) for word in subjects)
    return _whole(said) if is_limited and is_thing and _is_obliged(said, lexicon) else None


def _first(sent: Span, said: Token, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return what must come first or in return: "first the guns must fall silent", "in return, Kyiv must leave"."""
    words = [word for word in sent if not word.is_punct and word.lower_ not in {*TURNS, "and"}]
    is_first = bool(words) and words[0].lower_ == "first" and words[0].pos_ == "ADV"
    is_return = sent.doc[words[0].i : words[0].i + 2].text.lower() in RETURNS if words else False
    is_asked = is_return and said.lemma_.lower() in ASKING and not negations(said, lexicon)
    return _whole(said) if is_asked or ((is_first or is_return) and _is_obliged(said, lexicon)) else None


def _is_obliged(said: Token, lexicon: Lexicon) -> bool:
    """Return whether a predicate says what has to be."""
    if negations(said, lexicon) % 2:
        return False
    has_to = said.lemma_.lower() in lexicon.frames.obliging and has_child(said, "xcomp")
    return bool(modals(said) & lexicon.must) or has_to


def _whole(said: Token) -> tuple[int, int]:
    first = next(word for word in sorted(said.subtree) if word.lower_ not in TURNS and not word.is_punct)
    return first.i, _end(said)


def _end(said: Token) -> int:
    """Return where a clause ends, without the "he said" that hangs on it and closes it."""
    asides = [child.left_edge.i for child in children(said, "parataxis") if child.left_edge.i > said.i]
    end = min([said.right_edge.i + 1, *asides])
    while said.doc[end - 1].is_punct:
        end -= 1
    return end
