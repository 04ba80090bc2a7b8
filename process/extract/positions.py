"""From claims to positions: one a holder, issue and stance, with its clearest evidence and exact offsets."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from process.extract.claim import Claim
from process.extract.voices.attribution import Voices
from stancewatch.contracts import Article, Position, Span, Stance
from stancewatch.ids import position_id

PIPELINE_VERSION = "sides-3.6"
"""The network's version and, behind the dot, that of the rules around it."""
MAX_EVIDENCE = 1500
"""Characters: no sentence that somebody wrote is longer, and a ledger entry holds some thirty of them."""
MOSTLY = 0.5


def make_positions(
    article: Article, doc: Doc, claims: Sequence[Claim], voices: Voices, *, told: Sequence[Claim] = ()
) -> tuple[Position, ...]:
    """Return the positions of an article in text order, one for each claim.

    `told` are all claims, weak ones too: a sentence beside the clearest that shows the same is evidence with it.
    `has_both` where a holder takes both sides of an issue.
    """
    same, sents = defaultdict[tuple[str, str, Stance], list[Claim]](list), list(doc.sents)
    for one in told:
        same[one.key].append(one)
    sides = Counter((claim.holder.id, claim.issue) for claim in claims)
    positions = [
        _position(
            article,
            doc,
            claim,
            find_beside(claim, same[claim.key], sents),
            voices,
            has_both=sides[claim.holder.id, claim.issue] > 1,
        )
        for claim in claims
    ]
    return tuple(sorted(positions, key=lambda one: (one.offsets, one.issue, one.holder.id, one.id)))


@dataclass(frozen=True, slots=True)
class Place:
    """The sentence that shows a position most clearly, and all that shows it: the sentence, or one beside it too."""

    sent: Words
    whole: Words


def find_beside(claim: Claim, same: Sequence[Claim], sents: Sequence[Words]) -> Place:
    """Return where a claim stands, with the sentence beside it in the same paragraph, of those that show the same."""
    sent = sents[claim.sentence]
    near = [one for one in same if abs(one.sentence - claim.sentence) == 1]
    for one in sorted(near, key=lambda one: -one.confidence):
        beside = sents[one.sentence]
        whole = sent.doc[min(sent.start, beside.start) : max(sent.end, beside.end)]
        if "\n" not in whole.text.strip() and len(whole.text) <= MAX_EVIDENCE:
            return Place(sent, whole)
    return Place(sent, sent)


def _position(article: Article, doc: Doc, claim: Claim, place: Place, voices: Voices, *, has_both: bool) -> Position:
    condition, anchor, sent = _condition(article, doc, claim), claim.anchor, place.sent
    middle = anchor.idx if anchor else sent.start_char
    sentence, evidence = (evidence_of(article, words, middle) for words in (sent, place.whole))
    return Position(
        id=position_id(
            article_id=article.id,
            content=article.content_sha256,
            holder_id=claim.holder.id,
            issue=claim.issue,
            stance=claim.stance.value,
            condition=condition.text if condition else None,
        ),
        article_id=article.id,
        holder=claim.holder,
        speaker=claim.speaker,
        issue=claim.issue,
        stance=claim.stance,
        condition=condition,
        evidence=evidence,
        clearest=sentence if evidence != sentence else None,
        cue=Span(start=anchor.idx, end=anchor.idx + len(anchor), text=anchor.text) if anchor else None,
        quoted=_is_quoted(claim, sent, voices),
        confidence=round(claim.confidence, 3),
        rule=claim.rule,
        has_both=has_both,
        article_url=article.url,
        article_title=article.title,
        publisher=article.publisher,
        published_at=article.published_at,
        retrieved_at=article.retrieved_at,
        copy_of=article.copy_of,
        revision=article.revision,
        is_carried=not any(article.adds(span) for span in (sentence, condition) if span),
        pipeline_version=PIPELINE_VERSION,
    )


def _is_quoted(claim: Claim, sent: Words, voices: Voices) -> bool:
    """Return whether the stance stands in a quotation: its cue, or without one most of the sentence."""
    if claim.anchor is not None:
        return voices.quote_at(claim.anchor) is not None
    words = [token for token in sent if not token.is_space and not token.is_punct]
    return sum(voices.quote_at(token) is not None for token in words) > MOSTLY * len(words)


def evidence_of(article: Article, sent: Words, place: int) -> Span:
    """Return the words that show it, without what is not read around them; of an endless sentence those at a place."""
    read = sent.text
    first, last = sent.end_char - len(read.lstrip()), sent.start_char + len(read.rstrip())
    if last - first > MAX_EVIDENCE:
        first, last = max(first, place - MAX_EVIDENCE // 2), min(last, place + MAX_EVIDENCE // 2)
    text = article.text[first:last]
    start = first + len(text) - len(text.lstrip())
    end = first + len(text.rstrip())
    return Span(start=start, end=end, text=article.text[start:end])


def _condition(article: Article, doc: Doc, claim: Claim) -> Span | None:
    if claim.condition is None:
        return None
    span = doc[claim.condition[0] : claim.condition[1]]
    end = min(span.end_char, span.start_char + MAX_EVIDENCE)
    return Span(start=span.start_char, end=end, text=article.text[span.start_char : end])
