"""An analysis sentence by sentence, and the words in which lines and pages tell it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from process.extract.analysis import Analysis, Attribution, Candidate, Naming, Sentence, Unread
from process.extract.reading.language import guess_other_language
from process.extract.reading.readable import MAX_CHARACTERS, readable
from process.extract.reason import Why
from stancewatch.contracts import Actor, Span
from stancewatch.text import clean_text, quote

NO_ISSUE = "no issue"
UNREAD = {
    Unread.EMPTY: "no text: there is nothing to read",
    Unread.LANGUAGE: "not in English: only English is read",
    Unread.OUTSIDE: "outside the desk: title and text do not name its subject (desk.toml lists the words)",
}
CONDITION_WIDTH = 60
SIDELESS = frozenset({Why.MENTIONED, Why.QUESTION})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """One sentence with everything that stands in it; `number` counts from 1."""

    number: int
    sentence: Sentence
    namings: Sequence[Naming]
    attributions: Sequence[Attribution]
    candidates: Sequence[Candidate]

    @property
    def note(self) -> str:
        """Why nothing was looked at in this sentence, or ""."""
        if self.sentence.elsewhere:
            return f"about somewhere else: {clean_text(self.sentence.elsewhere)}"
        return "" if self.candidates else NO_ISSUE


def arrange(analysis: Analysis) -> Iterator[View]:
    """Yield the sentences in order; what reaches over several stands in each of them."""
    starts = [sentence.span.start for sentence in analysis.sentences]
    namings = _sort_in(starts, analysis.namings, lambda one: one.span)
    attributions = _sort_in(starts, analysis.attributions, lambda one: one.span)
    candidates = _sort_in(starts, analysis.candidates, lambda one: one.cue)
    for number, sentence in enumerate(analysis.sentences):
        yield View(number + 1, sentence, namings[number], attributions[number], candidates[number])


def _sort_in(starts: Sequence[int], items: Iterable[T], span_of: Callable[[T], Span]) -> list[list[T]]:
    sorted_in: list[list[T]] = [[] for _ in starts]
    for item in items:
        span = span_of(item)
        number = max(bisect_right(starts, span.start) - 1, 0)
        while number < len(starts) and starts[number] < max(span.end, span.start + 1):
            sorted_in[number].append(item)
            number += 1
    return sorted_in


def summarise(analysis: Analysis) -> str:
    """Return what came of an article, in a line, and where it may be in another language, though it was read, that."""
    if analysis.unread in {Unread.EMPTY, Unread.LANGUAGE}:
        return UNREAD[analysis.unread]
    language = guess_other_language(readable(analysis.article.text))
    doubt = f"; read as English, though it may be in another language ({language})" if language else ""
    return f"{UNREAD[analysis.unread] if analysis.unread else _sum_up(analysis)}{doubt}"


def _sum_up(analysis: Analysis) -> str:
    held_back = sum(one.reason is not None for one in analysis.candidates)
    cut = f"; only the first {MAX_CHARACTERS:,} characters were read" if analysis.is_cut else ""
    return (
        f"{_count(len(analysis.sentences), 'sentence')}, {_count(len(analysis.positions), 'position')}, "
        f"{held_back} held back{cut}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def headline(analysis: Analysis) -> str:
    """Return the date, title and publisher of an article, in a line."""
    article = analysis.article
    publisher = f" ({article.publisher})" if article.publisher else ""
    return clean_text(f"{article.published_at:%Y-%m-%d}  {article.title or article.id}{publisher}")


def name_actors(namings: Iterable[Naming]) -> Iterator[str]:
    """Yield each actor once, with the words that mean it where they are not its name."""
    words: dict[str, list[str]] = {}
    for naming in namings:
        name, said = clean_text(naming.actor.name), clean_text(naming.span.text)
        known = words.setdefault(name, [])
        if said not in {name, *known}:
            known.append(said)
    for name, others in words.items():
        yield f"{name} ({', '.join(others)})" if others else name


def name_all(actors: Iterable[Actor]) -> str:
    """Return the names of actors, "somebody" for none."""
    return ", ".join(clean_text(actor.name) for actor in actors) or "somebody"


def said(view: View) -> Iterator[str]:
    """Yield who says what: quotations with their words, and verbs of saying of those whom no quotation names."""
    quoted = {one.speakers for one in view.attributions if one.is_quote}
    for one in view.attributions:
        if one.is_quote:
            yield f"{name_all(one.speakers)}: {quote(one.span.text)}"
        elif one.speakers not in quoted:
            yield f"{name_all(one.speakers)} {quote(one.span.text)}"


def stance_in_words(candidate: Candidate) -> str:
    """Return who is where on what: "Russia · ceasefire · AGAINST"; the issue alone where no side was looked for."""
    parts = [clean_text(candidate.holder.name)] if candidate.holder else []
    has_side = candidate.reason is None or candidate.reason.why not in SIDELESS
    parts += [candidate.issue, candidate.stance.upper()] if has_side else [candidate.issue]
    condition = f" under {quote(candidate.condition.text, CONDITION_WIDTH)}" if candidate.condition else ""
    speaker = f" (said by {clean_text(candidate.speaker.name)})" if candidate.speaker else ""
    return " · ".join(parts) + condition + speaker


def score_in_words(candidate: Candidate) -> str:
    """Return the confidence and the threshold that it is held against, where there are any."""
    if candidate.confidence is None:
        return ""
    if not candidate.threshold:
        return f"{candidate.confidence:.2f}"
    sign = "≥" if candidate.confidence >= candidate.threshold else "<"
    return f"{candidate.confidence:.2f} {sign} {candidate.threshold:.2f}"
