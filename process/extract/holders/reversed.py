"""What a sentence says is over: "had paused the aid, but resumed it", "no longer opposes the loan"."""

from collections.abc import Iterator

from spacy.tokens import Token

from process.extract.claim import Claim
from process.extract.english.lexicon import Lexicon, Role
from process.extract.english.syntax import (
    base,
    case_of,
    children,
    first_conjunct,
    has_child,
    is_definite,
    is_finite,
    modals,
    negations,
    path_up,
    subject_of,
)
from process.extract.holders.scene import Scene, SentenceView
from process.extract.reason import Reason, Why
from process.extract.stances.answers import DAYS
from process.extract.stances.finding import sign_of
from process.extract.stances.operators import side_of_noun
from process.extract.stances.resumed import RESTARTING
from stancewatch.contracts import Stance

CEASING = frozenset({"stop", "cease", "quit"})
ACTS = frozenset({"block", "veto", "obstruct", "thwart", "boycott", "fight"})
"""Who stops these lets a thing pass; who stops opposing it has no stance any more."""
LONGER = frozenset({"longer", "more"})
BACK = RESTARTING | {"reopen", "unfreeze", "unblock"}
"""These undo an end, whatever has been ended."""
UNDOING = frozenset({"lift", "drop", "end", "waive", "withdraw", "abandon", "reverse", "change", "cancel", "rescind"})
"""These undo a stance with what it is called: "lifted its veto", "changed its mind", "reversed the decision"."""
STANCES = frozenset({"mind", "course", "tack", "decision", "stance", "position", "line", "move", "step", "threat"})
RELENTING = frozenset({"relent", "backtrack", "backpedal"})
GIVING_WAY = RELENTING | {"give_in", "give_way", "back_down", "cave_in"}
THINGS = frozenset({"it", "them", "this"})
ABOUT = frozenset({"on", "over", "about", "of", "to", "towards", "into", "from"})
"""Prepositions of what a stance is on."""


def find_reversed(claim: Claim, scene: Scene) -> Reason | None:
    """Return the word by which the holder no longer takes the claimed side, where nothing else says that it is so."""
    view, lexicon = scene.sentences[claim.sentence], scene.lexicon
    meant = _meant(claim, view)
    following = scene.sentences[claim.sentence + 1 : claim.sentence + 2]
    if claim.stance is Stance.AGAINST and (
        end := next(filter(None, (_relents(claim, one, lexicon) for one in following)), None)
    ):
        return Reason(Why.GIVEN_UP, end.text)
    own = {word.i for word in view.words.get(claim.holder.id, ())}
    for over, end, is_both in (*_ceased(view, own, lexicon), *_undone(view, own, meant, lexicon)):
        ways = [way for way in view.climbs if way.cue.issue == claim.issue]
        shown = [way for way in ways if any(one.stance is claim.stance for one in way.findings)]
        is_under = all(_is_under(way.anchor, over) for way in shown or ways)
        sides = {one.stance for way in ways for one in way.findings if _is_under(way.anchor, over)}
        if ways and is_under and (is_both or claim.stance in sides or (not sides and sign_of(claim.stance) < 0)):
            return Reason(Why.GIVEN_UP, end.text)
    return None


def _relents(claim: Claim, view: SentenceView, lexicon: Lexicon) -> Token | None:
    """Return the verb of a sentence that has the holder give way: "It relented on Friday", "it lifted the veto"."""
    verb, own = view.span.root, {word.i for word in view.words.get(claim.holder.id, ())}
    names = {verb.lemma_.lower(), *(f"{verb.lemma_.lower()}_{word.lower_}" for word in verb.children)}
    is_open = modals(verb) or any(word.lower_ in {"not", "n't", "never"} for word in children(verb, "advmod"))
    meant = _meant(claim, view)
    gives_way = bool(names & GIVING_WAY) and not has_child(verb, "obj", "xcomp") and _is_of_same(verb, meant)
    is_over = (gives_way or _ends_stance(verb, meant, lexicon)) and not is_open
    return verb if is_over and any(word.i in own for word in children(verb, "nsubj")) else None


def _meant(claim: Claim, view: SentenceView) -> set[int]:
    """Return the places of the words in a sentence that name what a claim is about."""
    return {way.anchor.i for way in view.climbs if way.cue.issue == claim.issue}


def _ends_stance(verb: Token, meant: set[int], lexicon: Lexicon) -> bool:
    """Return whether a verb undoes a stance by what that is called: "lifted its veto", "changed its mind"."""
    nouns = children(verb, "obj") if verb.lemma_.lower() in UNDOING else []
    return any(_is_stance(noun, lexicon) and _is_of_same(noun, meant) for noun in nouns)


def _is_of_same(word: Token, meant: set[int]) -> bool:
    """Return whether nothing says that a stance is on another thing: "changed its position on gas imports" does."""
    beside = [one for one in children(word, "nmod", "obl") if one.dep_ != "nmod:poss"]
    about = [*children(word, "acl"), *(one for one in beside if case_of(one) in ABOUT)]
    return all(_is_known(one) or any(part.i in meant or part.lower_ in THINGS for part in one.subtree) for one in about)


def _is_known(word: Token) -> bool:
    """Return whether a word is a thing named before, a day, or an act against a thing: "its decision to veto"."""
    if base(word) == "acl":
        return word.lemma_.lower() in ACTS
    return (
        is_definite(word)
        or has_child(word, "nmod:poss")
        or word.lower_ in DAYS
        or any(part.like_num for part in word.subtree)
    )


def _ceased(view: SentenceView, own: set[int], lexicon: Lexicon) -> Iterator[tuple[Token, Token, bool]]:
    """Yield the attitudes against a thing that the holder has no more, with the word that says so."""
    for verb in view.span:
        if verb.pos_ != "VERB" or verb.lemma_.lower() in ACTS or _sign(verb, lexicon) >= 0:
            continue
        subject = subject_of(verb, lexicon)
        end = _ending(verb, lexicon)
        if end is not None and (subject is None or subject.i in own):
            yield (end if end.pos_ == "VERB" else verb), end, True


def _ending(verb: Token, lexicon: Lexicon) -> Token | None:
    """Return what says that an attitude is no more; the parser may hang "opposing" on what is opposed."""
    above = verb.head if base(verb) != "amod" else verb.head.head
    if base(verb) in {"xcomp", "advcl", "amod"} and above.lemma_.lower() in CEASING:
        return None if negations(above, lexicon) % 2 or modals(above) else above
    return next(
        (word for word in children(verb, "advmod") if word.lower_ in LONGER and has_child(word, "advmod")), None
    )


def _undone(
    view: SentenceView, own: set[int], meant: set[int], lexicon: Lexicon
) -> Iterator[tuple[Token, Token, bool]]:
    """Yield what the holder did, and has undone by a later verb of the same sentence."""
    for verb in view.span:
        subject = subject_of(verb, lexicon) if verb.pos_ == "VERB" and _is_past(verb) else None
        if subject is None or subject.i not in own:
            continue
        for later in children(verb, "conj", "advcl"):
            if later.i > verb.i and _is_next(later, own, lexicon) and _undoes(later, verb, meant, lexicon):
                yield verb, later, False
        if (
            base(verb) == "acl"
            and _is_had(verb)
            and _undoes(main := first_conjunct(verb.head).head, verb, meant, lexicon)
        ):
            yield verb, main, False  # "X, who had rejected it, now supports it"


def _is_past(verb: Token) -> bool:
    return (verb.tag_ == "VBD" or _is_had(verb)) and not modals(verb)


def _is_had(verb: Token) -> bool:
    return any(word.lower_ == "had" for word in children(verb, "aux"))


def _is_next(later: Token, own: set[int], lexicon: Lexicon) -> bool:
    """Return whether a verb tells what the same subject did next: "but resumed it", "before resuming it"."""
    if base(later) == "advcl":
        return any(mark.lower_ == "before" for mark in children(later, "mark"))
    subject = subject_of(later, lexicon)
    is_done = is_finite(later) or later.tag_ in {"VBD", "VBN"}
    return subject is not None and subject.i in own and is_done and not modals(later) and not negations(later, lexicon)


def _undoes(later: Token, verb: Token, meant: set[int], lexicon: Lexicon) -> bool:
    """Return whether a verb takes back what one before did."""
    lemma, objects = later.lemma_.lower(), children(later, "obj")
    if lemma in RELENTING or _ends_stance(later, meant, lexicon):
        return True
    takes_up = any(noun.lower_ in THINGS for noun in objects) or not has_child(verb, "obj", "xcomp", "ccomp")
    signs = _sign(verb, lexicon), 1 if lemma in BACK else _sign(later, lexicon)
    return takes_up and 0 not in signs and signs[0] != signs[1]


def _is_stance(noun: Token, lexicon: Lexicon) -> bool:
    is_known = any(word.lower_ == "the" for word in children(noun, "det")) and not has_child(noun, "nmod", "acl")
    is_own = any(word.dep_ == "nmod:poss" for word in noun.children) or is_known
    return is_own and (noun.lemma_.lower() in STANCES or side_of_noun(noun, lexicon) < 0)


def _sign(verb: Token, lexicon: Lexicon) -> int:
    """Return the side that a verb takes of its object, or what it does to it; 0 for nothing known."""
    lemma = verb.lemma_.lower()
    found = [one for key in (f"{lemma}_to", lemma) for one in lexicon.operators.get(key, ())]
    return next((one.sign for one in found if one.role in {Role.SUBJECT, Role.CHANGE}), 0)


def _is_under(word: Token, verb: Token) -> bool:
    """Return whether a word is a verb or stands under it, but for what is coordinated with it."""
    branch = next((one for one in path_up(word) if one.head.i == verb.i), None)
    return word.i == verb.i or (branch is not None and branch.dep_ not in {"conj", "advcl"})
