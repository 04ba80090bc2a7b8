"""An analysis as one JSON object, for programs."""

from collections.abc import Mapping
from typing import Any

from process.explain.arrange import View, arrange, headline, summarise
from process.extract.analysis import Analysis, Attribution, Candidate
from stancewatch.contracts import Span


def to_record(analysis: Analysis) -> Mapping[str, Any]:
    """Return plain values: the article, what came of it, and each sentence with what stands in it."""
    return {
        "article_id": analysis.article.id,
        "headline": headline(analysis),
        "unread": analysis.unread,
        "summary": summarise(analysis),
        "sentences": [_sentence(view) for view in arrange(analysis)],
    }


def _sentence(view: View) -> Mapping[str, Any]:
    return {
        **_span(view.sentence.span),
        "note": view.note,
        "actors": [{**_span(one.span), "id": one.actor.id, "name": one.actor.name} for one in view.namings],
        "attributions": [_attribution(one) for one in view.attributions],
        "candidates": [_candidate(one) for one in view.candidates],
    }


def _attribution(one: Attribution) -> Mapping[str, Any]:
    return {**_span(one.span), "speakers": [actor.id for actor in one.speakers], "is_quote": one.is_quote}


def _candidate(one: Candidate) -> Mapping[str, Any]:
    return {
        "issue": one.issue,
        "stance": one.stance,
        "holder": one.holder.id if one.holder else None,
        "speaker": one.speaker.id if one.speaker else None,
        "condition": one.condition.text if one.condition else None,
        "cue": _span(one.cue),
        "confidence": one.confidence,
        "threshold": one.threshold,
        "rule": one.rule,
        "held_back": str(one.reason) if one.reason else None,
    }


def _span(span: Span) -> Mapping[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
