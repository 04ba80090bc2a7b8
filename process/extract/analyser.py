"""From what the pipeline knows of one parsed article to its Analysis: offsets instead of tokens."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from process.extract.actors import Cast
from process.extract.analysis import Analysis, Attribution, Candidate, Naming, Sentence
from process.extract.attribution import Voices
from process.extract.finding import Climb, Finding
from process.extract.issues import IssueFinder
from process.extract.mentions import Mention
from process.extract.reading import is_cut
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Article, Position, Span

POINTING = frozenset({"PRON", "NOUN"})
"""Parts of speech of the words that mean an actor without naming it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of one parsed article."""

    doc: Doc
    mentions: Sequence[Mention]
    cast: Cast
    voices: Voices
    climbs: Sequence[Climb]
    positions: tuple[Position, ...]


def make_analysis(article: Article, reading: Reading, issues: IssueFinder) -> Analysis:
    """Return what was made of an article, with the candidates that came to nothing and why."""
    sents = list(reading.doc.sents)
    return Analysis(
        article=article,
        is_cut=is_cut(article.text),
        sentences=tuple(
            Sentence(_span(article, sent.start_char, sent.end_char), issues.elsewhere(sents, number))
            for number, sent in enumerate(sents)
        ),
        namings=tuple(sorted(_namings(article, reading), key=lambda naming: naming.span.start)),
        attributions=tuple(sorted(_attributions(article, reading), key=lambda one: one.span.start)),
        candidates=tuple(sorted(_candidates(article, reading), key=lambda one: one.cue.start)),
        positions=reading.positions,
    )


def _span(article: Article, start: int, end: int) -> Span:
    """Return the words of the article as it was given; the parser may have read blanks for some of them."""
    return Span(start=start, end=end, text=article.text[start:end])


def _words(article: Article, first: Token, last: Token) -> Span:
    return _span(article, first.idx, last.idx + len(last))


def _namings(article: Article, reading: Reading) -> Iterator[Naming]:
    doc, named = reading.doc, set[int]()
    for mention in reading.mentions:
        named.update(range(mention.start, mention.end))
        yield Naming(_words(article, doc[mention.start], doc[mention.end - 1]), mention.actor)
    for token in doc:
        if token.i not in named and token.pos_ in POINTING:
            for actor in reading.cast.actors_of(token)[:1]:
                yield Naming(_words(article, token, token), actor)


def _attributions(article: Article, reading: Reading) -> Iterator[Attribution]:
    doc, voices = reading.doc, reading.voices
    quotes: dict[int, tuple[Token, Token]] = {}
    for token in doc:
        number = voices.quote_at(token)
        if number is not None:
            quotes[number] = (quotes.get(number, (token,))[0], token)
        elif voices.is_speech(token) and (speakers := voices.speakers_of_clause(token)):
            yield Attribution(_words(article, token, token), speakers, is_quote=False)
    for first, last in quotes.values():
        yield Attribution(_words(article, first, last), voices.speakers_at(first), is_quote=True)


def _candidates(article: Article, reading: Reading) -> Iterator[Candidate]:
    shown = {(one.holder.id, one.issue, one.stance): one for one in reading.positions}
    for climb in reading.climbs:
        if climb.reason:
            yield Candidate(
                cue=_words(article, climb.anchor, climb.anchor),
                issue=climb.cue.issue,
                stance=climb.stance,
                rule=_rule(climb),
                reason=climb.reason,
            )
        for finding in climb.findings:
            for holder in finding.holders:
                position = shown.get((holder.id, finding.cue.issue, finding.stance))
                yield _candidate(article, reading.doc, finding, holder, _outcome(finding, position))


def _rule(found: Climb | Finding) -> str:
    return f"grammar:{found.cue.id}"


def _outcome(finding: Finding, position: Position | None) -> Reason | None:
    """Return None if the position was made of this very finding."""
    if position is None:
        return Reason(Why.LOW_CONFIDENCE)
    is_shown = position.cue is not None and position.cue.start == finding.anchor.idx
    return None if is_shown and position.rule.endswith(_rule(finding)) else Reason(Why.REPEATED)


def _candidate(article: Article, doc: Doc, finding: Finding, holder: Actor, outcome: Reason | None) -> Candidate:
    condition = finding.condition and _words(article, doc[finding.condition[0]], doc[finding.condition[1] - 1])
    return Candidate(
        cue=_words(article, finding.anchor, finding.anchor),
        issue=finding.cue.issue,
        stance=finding.stance,
        rule=_rule(finding),
        holder=holder,
        speaker=_other(finding.speakers, holder),
        condition=condition,
        confidence=round(finding.confidence, 3),
        reason=outcome,
    )


def _other(speakers: Iterable[Actor], holder: Actor) -> Actor | None:
    return next((speaker for speaker in speakers if speaker.id != holder.id), None)
