"""What a text tells as history: "in March Putin said", "has long demanded", "had ruled out at the time".

Seen from the words of a stance upward: the clause of the stance, and those that report it. A clause of the past with a
date before the week of publication is of the past, whoever reports it. One that has long held is standing, unless
somebody says so today.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from process.extract.claim import Claim, believed
from process.extract.english.dates import find_past, is_of_now
from process.extract.english.syntax import base, children, is_infinitive, sentence_of
from process.extract.english.times import COMPARING, FROM, LONG, MEDIUM, ONCE, SINCE, TURNED
from process.extract.reason import Why
from stancewatch.contracts import Background, Position, Stance

TIMES = ("advmod", "obl", "nmod:unmarked", "obl:unmarked", "advcl")
WITHIN_TIMES = frozenset(
    {"case", "nummod", "nmod", "det", "amod", "compound", "advmod", "fixed", "mark", "flat", "obl"}
)
PHRASE_WORDS = 8
MAX_STEPS = 25
NEARLY = 0.9
"""Share of the clearest claim's confidence from which one that names a condition is taken for it. From 0.92 on all four
conditions met in labelled texts were meant, below 0.8 one in four."""
QUOTE_MARKS = frozenset('"“”«»„')


@dataclass(frozen=True, slots=True)
class Told:
    """How a stance is told as history; `said_at` where the text gives a date."""

    background: Background
    said_at: datetime | None = None


def find_told(stance: Token, published: datetime) -> Told | None:
    """Return how the sentence tells a stance as history, from the word that shows it; None for today's news."""
    predicates = list(_predicates(stance))
    for predicate in reversed(predicates):
        times = list(_times(predicate))
        if any(is_of_now(time.words) for time in times if not ONCE.fullmatch(time.words)):
            return None
        if not _is_past(predicate):
            continue
        if past := _find_past(times, published):
            return past
        if predicate is predicates[-1] and (standing := _find_standing(times, published)):
            return standing
    return None


def _predicates(token: Token) -> Iterator[Token]:
    """Yield the predicates from a word upward, to the end of its clause and of those that report it."""
    for _ in range(MAX_STEPS):
        if token.pos_ in {"VERB", "AUX"} or children(token, "cop"):
            yield token
        if token.head.i == token.i or _is_aside(token):
            return
        token = token.head


def _is_aside(token: Token) -> bool:
    """Whether what stands above a word says nothing of its time: "who has long opposed", "…, and now demands"."""
    if base(token) in {"advcl", "parataxis"}:
        return True
    if base(token) == "acl":
        return not is_infinitive(token)
    if base(token) != "conj":
        return False
    helpers = children(token, "aux", "cop", "aux:pass")
    has_subject = bool(children(token, "nsubj", "csubj"))
    return has_subject or token.tag_ in {"VBZ", "VBP"} or any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers)


def _is_past(predicate: Token) -> bool:
    """Whether a clause is in a past tense or the perfect, or a participle like one: "long opposed to"."""
    helpers = children(predicate, "aux", "cop", "aux:pass")
    if any(helper.tag_ == "MD" for helper in helpers):
        return False
    if any(helper.tag_ == "VBD" or helper.lemma_ == "have" for helper in helpers):
        return True
    return predicate.tag_ == "VBD" or (predicate.tag_ == "VBN" and not helpers)


def _is_anterior(predicate: Token) -> bool:
    """Whether a clause is in the pluperfect."""
    return any(helper.lower_ == "had" for helper in children(predicate, "aux"))


@dataclass(frozen=True, slots=True)
class _Time:
    """Words that may say when; `is_clear` where they say it of their clause and of nothing within it."""

    words: str
    is_clear: bool


def _times(predicate: Token) -> Iterator[_Time]:
    """Yield the adverbs and phrases of a clause, without what hangs on them in turn, and what is of a noun before."""
    is_anterior = _is_anterior(predicate)
    for child in children(predicate, *TIMES):
        phrase = [word for word in _phrase(child) if not word.is_punct]
        if len(phrase) <= PHRASE_WORDS and (is_anterior or child.i < predicate.i or not _is_of_noun(child, phrase)):
            words = " ".join(word.lower_ for word in _without_origin(phrase))
            yield _Time(words, is_anterior or child.i < predicate.i)


def _is_of_noun(top: Token, phrase: Sequence[Token]) -> bool:
    """Whether a phrase tells of the noun before it, whatever the parser hangs it on.

    "The plan from January" and "the ceasefire agreed in 2024" say when the plan is from, not when it was rejected.
    """
    first = phrase[0]
    follows_noun = first.i > 0 and first.nbor(-1).pos_ in {"NOUN", "PROPN"}
    return follows_noun and (first.lower_ == FROM or top.tag_ in {"VBN", "VBD"})


def _without_origin(phrase: Sequence[Token]) -> Sequence[Token]:
    """Return a phrase without where its noun is from: "to a truce from March"; "in a letter from March" is of March."""
    if phrase[0].lower_ in MEDIUM:
        return phrase
    return list(takewhile(lambda word: word is phrase[0] or word.lower_ != FROM, phrase))


def _phrase(top: Token) -> list[Token]:
    words, open_words = [top], [top]
    while open_words and len(words) <= PHRASE_WORDS:
        for child in open_words.pop().children:
            if base(child) in WITHIN_TIMES:
                words.append(child)
                open_words.append(child)
    return sorted(words, key=lambda word: word.i)


def _find_past(times: Sequence[_Time], published: datetime) -> Told | None:
    for time in times:
        words = time.words.split()
        if SINCE in words or COMPARING.intersection(words[:1]):  # "for the first time since 2022": told of today
            continue
        if ONCE.fullmatch(time.words):
            return Told(Background.PAST)
        if when := find_past(time.words, published, is_clear=time.is_clear):
            return Told(Background.PAST, when.at)
    return None


def _find_standing(times: Sequence[_Time], published: datetime) -> Told | None:
    for time in times:
        if LONG.fullmatch(time.words):
            return Told(Background.STANDING)
        if time.words.startswith(f"{SINCE} "):
            when = find_past(time.words, published, is_clear=True)
            return Told(Background.STANDING, when.at if when else None)
    return None


Key = tuple[str, str, Stance]
"""Holder's id, issue and stance: what there is one position of in an article."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The claims that become positions, and which of them are told as history, by their keys."""

    claims: Sequence[Claim]
    told: Mapping[Key, Told]


def choose(doc: Doc, claims: Sequence[Claim], threshold: float, published: datetime) -> Chosen:
    """Return the claims that are to become positions, as `believed` does, each told as news where any of them is.

    A claim that names its condition is taken for one that is hardly surer: a conditional yes is conditional. History
    neither hides what is said today nor stands beside it: a side that the holder has left is no second one.
    """
    sents = list(doc.sents)
    left = {claim.key for claim in claims if claim.reason and claim.reason.why is Why.GIVEN_UP}
    read = {id(claim): _read(claim, sents, published, is_left=claim.key in left) for claim in claims}
    of_today = [claim for claim in claims if read[id(claim)] is None]
    news = [_bind(claim, of_today, threshold) for claim in believed(of_today, threshold)]
    keys = {claim.key for claim in news}
    old = [claim for claim in believed(claims, threshold) if read[id(claim)] and claim.key not in keys]
    told = {claim.key: read[id(claim)] or _find_left(claim, news, sents) for claim in (*news, *old)}
    return Chosen([*news, *old], {key: found for key, found in told.items() if found})


def _bind(claim: Claim, others: Iterable[Claim], threshold: float) -> Claim:
    """Return the claim, or in its place one of the same stance that is nearly as sure and names the condition."""
    least = max(threshold, NEARLY * claim.confidence)
    bound = [one for one in others if one.key == claim.key and one.condition and one.confidence >= least]
    return claim if claim.condition else max(bound, key=lambda one: one.confidence, default=claim)


def _read(claim: Claim, sents: Sequence[Span], published: datetime, *, is_left: bool) -> Told | None:
    """Return how a claim is told as history; a side that the text says is given up, where somebody "had" taken it."""
    word = _word_of(claim, sents)
    told = find_told(word, published)
    if claim.anchor is None and any(find_told(other, published) is None for other in children(word, "conj")):
        told = None  # it may be what the sentence goes on with: "once backed them, but now demands"
    return told or (Told(Background.PAST) if is_left and _is_before(word) else None)


def _word_of(claim: Claim, sents: Sequence[Span]) -> Token:
    return claim.anchor if claim.anchor is not None else sents[claim.sentence].root


def _find_left(claim: Claim, news: Iterable[Claim], sents: Sequence[Span]) -> Told | None:
    """Return history for a side put into the past beside the one that it turns to: "who had paused it, resumed it"."""
    for other in news:
        is_other_side = (other.holder, other.issue) == (claim.holder, claim.issue) and other.stance is not claim.stance
        words = [_word_of(one, sents) for one in (claim, other)]
        if is_other_side and any(left(words[0]) and not left(words[1]) for left in (_is_left, _is_before)):
            return Told(Background.PAST)
    return None


def _is_before(word: Token) -> bool:
    """Whether a word stands in a clause in the pluperfect."""
    return any(map(_is_anterior, _predicates(word)))


def _is_left(word: Token) -> bool:
    """Whether a word stands in a quotation that speaks of the past, and of a change since: "I stopped them; now …"."""
    sent = sentence_of(word)
    is_quoted = any(token.text in QUOTE_MARKS for token in sent)
    lowest = next(_predicates(word), None)
    return is_quoted and lowest is not None and lowest.tag_ == "VBD" and bool(TURNED.search(sent.text))


def tell_background(positions: Iterable[Position], told: Mapping[Key, Told]) -> tuple[Position, ...]:
    """Return the positions, those told as history as such; where one of a holder's two sides is, there are not both."""
    old = {key[:2] for key in told}
    return tuple(_tell(position, told.get(_key(position)), old) for position in positions)


def _tell(position: Position, told: Told | None, old: set[tuple[str, str]]) -> Position:
    changes: dict[str, object] = {"has_both": False} if _key(position)[:2] in old else {}
    if told:
        changes |= {"background": told.background, "said_at": told.said_at}
    return position.model_copy(update=changes) if changes else position


def _key(position: Position) -> Key:
    return position.holder.id, position.issue, position.stance
