"""From findings to positions: one a holder, issue and stance, with its clearest evidence and exact offsets."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from process.extract.attribution import Voices
from process.extract.finding import Finding
from process.extract.syntax import sentence_of
from stancewatch.contracts import Actor, Article, Position, Span
from stancewatch.ids import position_id

PIPELINE_VERSION = "grammar-1"
MAX_EVIDENCE = 1500
"""Characters: no sentence that somebody wrote is longer, and a ledger entry holds some thirty of them."""


def make_positions(article: Article, doc: Doc, findings: Sequence[Finding], voices: Voices) -> tuple[Position, ...]:
    """Return the positions of an article in text order; `has_both` where a holder takes both sides of an issue."""
    best: dict[tuple[str, str, str], tuple[Finding, Actor]] = {}
    for finding in findings:
        for holder in finding.holders:
            key = (holder.id, finding.cue.issue, finding.stance.value)
            if key not in best or _clarity(finding) > _clarity(best[key][0]):
                best[key] = (finding, holder)
    sides = [(holder, issue) for holder, issue, _ in best]
    positions = [
        _position(article, doc, finding, holder, voices, has_both=sides.count((holder.id, finding.cue.issue)) > 1)
        for finding, holder in best.values()
    ]
    return tuple(sorted(positions, key=lambda position: (position.evidence.start, position.issue, position.holder.id)))


def _clarity(finding: Finding) -> tuple[float, int]:
    return finding.confidence, -finding.anchor.i


def _position(
    article: Article, doc: Doc, finding: Finding, holder: Actor, voices: Voices, *, has_both: bool
) -> Position:
    condition, anchor = _condition(article, doc, finding), finding.anchor
    return Position(
        id=position_id(
            article_id=article.id,
            content=article.content_sha256,
            holder_id=holder.id,
            issue=finding.cue.issue,
            stance=finding.stance.value,
            condition=condition.text if condition else None,
        ),
        article_id=article.id,
        holder=holder,
        speaker=_speaker(finding.speakers, holder),
        issue=finding.cue.issue,
        stance=finding.stance,
        condition=condition,
        evidence=_evidence(article, finding),
        cue=Span(start=anchor.idx, end=anchor.idx + len(anchor), text=anchor.text),
        quoted=voices.quote_at(finding.anchor) is not None,
        confidence=round(finding.confidence, 3),
        rule=f"grammar:{finding.cue.id}",
        has_both=has_both,
        article_url=article.url,
        article_title=article.title,
        publisher=article.publisher,
        published_at=article.published_at,
        retrieved_at=article.retrieved_at,
        copy_of=article.copy_of,
        pipeline_version=PIPELINE_VERSION,
    )


def _speaker(speakers: Iterable[Actor], holder: Actor) -> Actor | None:
    return next((speaker for speaker in speakers if speaker.id != holder.id), None)


def _evidence(article: Article, finding: Finding) -> Span:
    """Return the sentence that shows it; of one without end the words around what was found."""
    sent, anchor = sentence_of(finding.anchor), finding.anchor.idx
    first = max(sent.start_char, anchor - MAX_EVIDENCE // 2)
    text = article.text[first : min(sent.end_char, anchor + MAX_EVIDENCE // 2)]
    start = first + len(text) - len(text.lstrip())
    end = first + len(text.rstrip())
    return Span(start=start, end=end, text=article.text[start:end])


def _condition(article: Article, doc: Doc, finding: Finding) -> Span | None:
    if finding.condition is None:
        return None
    span = doc[finding.condition[0] : finding.condition[1]]
    end = min(span.end_char, span.start_char + MAX_EVIDENCE)
    return Span(start=span.start_char, end=end, text=article.text[span.start_char : end])
