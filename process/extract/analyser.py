"""From what the pipeline knows of one parsed article to its Analysis: offsets instead of tokens."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from process.extract.analysis import Analysis, Attribution, Candidate, Naming, Sentence
from process.extract.claim import Claim
from process.extract.grammar import Reading
from process.extract.positions import evidence_of
from process.extract.reading.readable import is_cut
from process.extract.reason import Reason, Why
from process.extract.stances.issues import IssueFinder
from stancewatch.contracts import Article, Position, Span

POINTING = frozenset({"PRON", "NOUN"})
"""Parts of speech of the words that mean an actor without naming it."""


def make_analysis(
    article: Article,
    reading: Reading,
    claims: Sequence[Claim],
    kept: Sequence[Claim],
    positions: tuple[Position, ...],
    issues: IssueFinder,
    *,
    threshold: float,
) -> Analysis:
    """Return what was made of an article, with the candidates that came to nothing and why.

    `kept` are the claims that have become positions.
    """
    aways = issues.elsewhere(reading.doc)
    return Analysis(
        article=article,
        is_cut=is_cut(article.text),
        sentences=tuple(
            Sentence(_span(article, sent.start_char, sent.end_char), away)
            for sent, away in zip(reading.doc.sents, aways, strict=True)
        ),
        namings=tuple(sorted(_namings(article, reading), key=lambda naming: naming.span.start)),
        attributions=tuple(sorted(_attributions(article, reading), key=lambda one: one.span.start)),
        candidates=tuple(sorted(_candidates(article, reading, claims, kept, threshold), key=lambda one: one.cue.start)),
        positions=positions,
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


def _candidates(
    article: Article, reading: Reading, claims: Sequence[Claim], kept: Sequence[Claim], threshold: float
) -> Iterator[Candidate]:
    """Yield where the grammar came to nothing, and all claims."""
    chosen, keys = set(map(id, kept)), {claim.key for claim in kept}
    for climb in reading.climbs:
        if climb.reason:
            yield Candidate(
                cue=_words(article, climb.anchor, climb.anchor),
                issue=climb.cue.issue,
                stance=climb.stance,
                rule=f"grammar:{climb.cue.id}",
                reason=climb.reason,
            )
    sents = list(reading.doc.sents)
    for claim in claims:
        reason = None if id(claim) in chosen else _why(claim, threshold, is_shown=claim.key in keys)
        yield _candidate(article, reading.doc, sents[claim.sentence], claim, threshold, reason)


def _why(claim: Claim, threshold: float, *, is_shown: bool) -> Reason:
    """Return why a claim became no position."""
    if claim.reason:
        return claim.reason
    if claim.confidence < threshold:
        return Reason(Why.LOW_CONFIDENCE)
    return Reason(Why.REPEATED if is_shown else Why.OUTWEIGHED)


def _candidate(
    article: Article, doc: Doc, sent: Words, claim: Claim, threshold: float, reason: Reason | None
) -> Candidate:
    condition = claim.condition and _words(article, doc[claim.condition[0]], doc[claim.condition[1] - 1])
    return Candidate(
        cue=_words(article, claim.anchor, claim.anchor)
        if claim.anchor
        else evidence_of(article, sent, sent.start_char),
        issue=claim.issue,
        stance=claim.stance,
        rule=claim.rule,
        holder=claim.holder,
        speaker=claim.speaker,
        condition=condition,
        confidence=round(claim.confidence, 3),
        threshold=threshold,
        reason=reason,
    )
