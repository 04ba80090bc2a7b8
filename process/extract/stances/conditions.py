"""The words that make a stance conditional: "if sanctions are lifted", "once a truce holds", "not before"."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from spacy.tokens import Span, Token

from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import (
    base,
    case_of,
    children,
    has_child,
    is_finite,
    modals,
    negations,
    path_up,
    sentence_of,
)

CLAUSES = ("advcl", "obl", "nmod", "advmod", "acl", "parataxis")
ANY_CLAUSES = frozenset({*CLAUSES, "conj"})
"""Where a condition is looked for in the whole sentence, "…, but only if" is one too."""

INVERTED = frozenset({"should", "were"})
DEADLINES = frozenset({"before", "till"})
PREMISES = frozenset({"condition", "understanding", "premise", "assumption"})
"""Nouns behind "on" whose clause is supposed: "on condition that Oslo accepts it"."""
WOULD = frozenset({"would", "will", "'ll"})
APPOINTMENTS = frozenset({"meet", "visit", "arrive", "travel", "gather", "convene", "address"})
"""What is fixed for a day: "will say so when they meet" names the day, "only when they meet" a condition."""
SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter", "christmas", "easter"})
EVENTS = frozenset({"when", "after"})


def find_condition(predicates: Iterable[Token], lexicon: Lexicon, *, is_refused: bool) -> tuple[int, int] | None:
    """Return the token range (half-open) of the first condition that hangs on one of the predicates."""
    for predicate in predicates:
        for child in children(predicate, *CLAUSES):
            if opens_condition(child, lexicon, is_refused=is_refused or _is_open(predicate, lexicon)):
                return extent_of(child)
    return None


def find_any_condition(sent: Span, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the token range of the first condition in a sentence, on whatever it hangs; else of one by its words."""
    for token in sent:
        if base(token) in ANY_CLAUSES and opens_condition(token, lexicon, is_refused=True):
            return extent_of(token)
    found = (_phrase_at(token, lexicon) for token in sent)
    return next((extent for extent in found if extent), None) or _inverted_opening(sent)


def _inverted_opening(sent: Span) -> tuple[int, int] | None:
    """Return the range of a "were Moscow to refuse" that opens a sentence; trees share its words out differently."""
    words = [token.lower_ for token in sent]
    end = words.index(",") if "," in words else 0
    opens = (words[0] == "were" and "to" in words[:end]) or (words[0] == "should" and bool(WOULD & {*words[end:]}))
    is_one = opens and end > 0 and words[-1] != "?"
    return (sent.start, sent.start + end) if is_one else None


def find_first_step(sent: Span, anchor: Token) -> tuple[int, int] | None:
    """Return the token range of what has to come before a thing: "first a truce, then the talks"."""
    words = [token.lower_ for token in sent[: anchor.i - sent.start]]
    if "first" not in words or "then" not in words[words.index("first") :]:
        return None
    start, end = words.index("first"), words.index("then", words.index("first"))
    step = [token for token in sent[start:end] if not token.is_punct]
    is_bare = len(step) > 1 and not any(is_finite(token) or token.tag_ == "VBD" for token in step)
    return (step[0].i, step[-1].i + 1) if is_bare else None


def find_first_condition(sent: Span, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the token range of a condition that opens the sentence, where something is promised under it."""
    for token in sent:
        if base(token) in {"advcl", "obl"} and _is_open(token.head, lexicon) and opens_condition(token, lexicon):
            extent = extent_of(token)
            before = sent.doc[sent.start : extent[0]]
            if token.i < token.head.i and all(word.is_punct for word in before):
                return extent
    return None


def _phrase_at(first: Token, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the range from words like "as long as", which trees share out differently, to the end of their clause."""
    following = first.doc[first.i : first.i + 6].text.lower()
    phrase = next((phrase for phrase in lexicon.condition_phrases if f"{following} ".startswith(f"{phrase} ")), "")
    if not phrase or following.startswith(lexicon.no_conditions):
        return None
    last = first.doc[first.i + len(phrase.split()) - 1]
    clause = last.head if base(last) in {"mark", "case", "advmod", "fixed"} else last
    end = extent_of(clause)[1]
    return (first.i, end) if end > last.i + 1 else None


def opens_condition(clause: Token, lexicon: Lexicon, *, is_refused: bool = False) -> bool:
    """Return whether a clause or phrase is a condition; "before" and the like only under a refusal or promise.

    "Even if" says the opposite, "once more" something else, and one word alone leaves out what would have to be.
    "He said after talks" says when he said it, "lost its vote when it left" what has happened; "Friends Before Fame" is
    a name.
    """
    opening = _opening(clause)
    if opening.startswith(lexicon.no_conditions) or " " not in opening or _concedes(clause):
        return False
    openings = (opening, opening.removeprefix("only "))
    if any(one.startswith(lexicon.condition_phrases) for one in openings) or _is_inverted(clause):
        return True
    marks = {word.lower_ for word in _marks(clause)}
    if marks & lexicon.condition_marks:
        return True
    opens = opening.removeprefix("only ").removeprefix("not ").split()[0] in lexicon.weak_conditions
    if not is_refused or not opens or not marks & lexicon.weak_conditions or not _hangs_weakly(clause):
        return False
    if marks & DEADLINES and not _is_denied(clause.head, lexicon):
        return False
    return not (_tells_when(clause, marks) or _tells_of_speaking(clause, lexicon))


def _tells_when(clause: Token, marks: AbstractSet[str]) -> bool:
    """Return whether a phrase says only when it is or was: "before winter", "ruled it out after a meeting"."""
    if marks & EVENTS and _is_event(clause):
        return True
    is_past = "after" in marks and clause.pos_ != "VERB" and clause.head.tag_ == "VBD"
    return is_past or clause.lemma_.lower() in SEASONS or ("when" in marks and clause.lemma_.lower() in APPOINTMENTS)


def _hangs_weakly(clause: Token) -> bool:
    """Return whether a phrase is one of a predicate, or of what there is to be none of: "no truce without" a thing."""
    is_of_none = clause.dep_ == "nmod" and any(word.lower_ == "no" for word in children(clause.head, "det"))
    return is_of_none or clause.dep_ in {"advcl", "obl"}


def _is_denied(word: Token, lexicon: Lexicon) -> bool:
    """Return whether a thing is denied or refused: "wants it before winter" names a time only."""
    return any(_refuses(above, lexicon) or negations(above, lexicon) % 2 for above in path_up(word))


def _refuses(word: Token, lexicon: Lexicon) -> bool:
    things = [word, *children(word, "obj", "nsubj")]
    is_none = any(det.lower_ == "no" for thing in things for det in children(thing, "det"))
    return is_none or any(one.sign < 0 for one in lexicon.operators.get(word.lemma_.lower(), ()))


def _marks(clause: Token) -> list[Token]:
    """Return the words that open a clause; the parser may hang the first on a noun: "until the shelling stops"."""
    own = [child for child in children(clause, "mark", "case", "advmod") if _can_open(child, clause)]
    first = clause.doc[clause.left_edge.i]
    is_first = first.tag_ == "IN" and clause.dep_ == "advcl" and first.head.dep_.startswith("nsubj")
    return [*own, first] if is_first and first not in own else own


def _is_inverted(clause: Token) -> bool:
    """Return whether a clause is a condition by its word order: "should Moscow refuse, Berlin will"."""
    first = clause.doc[clause.left_edge.i]
    return clause.dep_ == "advcl" and first.lower_ in INVERTED and first.head.i == clause.i and first.dep_ != "mark"


def _concedes(clause: Token) -> bool:
    """Return whether the thing holds with the clause and without: "if one talks, or even if one signs"."""
    start, end = extent_of(clause)
    return " even if " in f" {clause.doc[start : end + 4].text.lower()} "


def _can_open(word: Token, clause: Token) -> bool:
    """Return whether a word opens its clause: "once" stands first then, and "before" is no part of a name."""
    if word.dep_ == "case":  # "People Before Profit"
        before = word.doc[word.i - 1] if word.i else word
        return not (word.ent_type_ or (word.is_title and before.is_title))
    return word.dep_ == "mark" or word.i == clause.left_edge.i


def _is_event(clause: Token) -> bool:
    """Return whether a clause tells what came to pass together with what it hangs on: "lost its vote when it left"."""
    return _has_happened(clause) and _has_happened(clause.head)


def _has_happened(verb: Token) -> bool:
    helpers = children(verb, "aux", "aux:pass", "cop")
    is_past = verb.tag_ == "VBD" or any(helper.lower_ in {"had", "was", "were"} for helper in helpers)
    return verb.pos_ == "VERB" and is_past and not modals(verb)


def _tells_of_speaking(clause: Token, lexicon: Lexicon) -> bool:
    """Return whether a clause belongs to a "he said" that it follows without a comma, or that it opens."""
    start = clause.left_edge.i
    between = clause.doc[clause.head.i : start] if clause.head.i < start else [clause.head]
    last = max((token.i for token in between if token.text == ","), default=-1)
    return any(_gives_words(verb, lexicon) for verb in between if verb.i > last)


def _gives_words(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb brings in what somebody said."""
    has_words = base(verb) == "parataxis" or bool(children(verb, "ccomp", "parataxis"))
    return has_words and verb.lemma_.lower() in lexicon.speech


def hypothetical_mark(clause: Token, lexicon: Lexicon) -> str:
    """Return the words under which a clause is only supposed: "if", "unless", "until", "whether"; "" without any."""
    marks = {child.lower_ for child in children(clause, "mark", "advmod")}
    supposing = marks & (lexicon.condition_marks | {"whether"})
    noun = clause.head
    if base(clause) in {"acl", "ccomp"} and noun.lower_ in PREMISES and case_of(noun) == "on":
        return noun.lower_
    phrase = case_of(clause).replace("_", " ")
    return min(supposing, default=phrase if phrase in lexicon.condition_phrases else "")


def _is_open(predicate: Token, lexicon: Lexicon) -> bool:
    """Return whether a predicate is a promise or stands under "only"."""
    only = any(child.lower_ == "only" for child in children(predicate, "advmod"))
    return only or bool(modals(predicate) & lexicon.will)


def _opening(clause: Token) -> str:
    """Return the first words of a clause in lower case, with an "only" or "not" before them, and no word beyond it."""
    start, end = extent_of(clause)
    return str(clause.doc[start : min(start + 5, end)].text.lower())


def _second_half(clause: Token) -> Token:
    """Return the clause that goes on with a condition though the parser hangs it beside it, or the condition itself.

    "Will vote once a truce holds and troops arrive": in the same tense, after a "will" and without a comma.
    """
    after = clause.right_edge.i + 1
    if clause.dep_ != "advcl" or not is_finite(clause):
        return clause
    for other in children(clause.head, "conj", "advcl"):
        is_next = other.left_edge.i == after and is_finite(other) and not has_child(other, "mark")
        is_alike = _tense(other) == _tense(clause)
        if is_next and is_alike and (other.dep_ == "advcl" or _is_unpromised(other, clause.head)):
            return other
    return clause


def _is_unpromised(other: Token, promise: Token) -> bool:
    """Return whether a clause with its own subject lacks the modal verb of the clause that it is coordinated with."""
    return bool(modals(promise)) and not modals(other) and has_child(other, "nsubj")


def _tense(clause: Token) -> str:
    """Return the tense of a clause's first finite verb."""
    verbs = sorted([clause, *children(clause, "aux", "cop")], key=lambda verb: verb.i)
    return next((tense for verb in verbs for tense in verb.morph.get("Tense", []) if is_finite(verb)), "")


def extent_of(clause: Token) -> tuple[int, int]:
    """Return the token range (half-open) of a condition, with an "only" or "not" before it."""
    start, doc = clause.left_edge.i, clause.doc
    end = max(word.i for word in _second_half(clause).subtree if word.i == clause.i or not word.is_punct) + 1
    if start > sentence_of(clause).start and doc[start - 1].lower_ in {"only", "not"}:
        start -= 1
    while end > start + 1 and doc[end - 1].is_punct:
        end -= 1
    while start < end - 1 and (doc[start].is_punct or doc[start].dep_ == "cc"):
        start += 1
    return start, end
