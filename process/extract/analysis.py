"""What was made of an article, and what was not, as frozen values to explain it by. Nothing here knows spaCy."""

from dataclasses import dataclass
from enum import StrEnum

from process.extract.reason import Reason
from stancewatch.contracts import Actor, Article, Position, Span, Stance


class Unread(StrEnum):
    """Why an article was left before it was parsed."""

    EMPTY = "no text"
    LANGUAGE = "not in English"
    OUTSIDE = "outside the desk"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `elsewhere` is the word by which it is about something else than the desk's subject, or ""."""

    span: Span
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that mean an actor: a name, a title, a pronoun, a description."""

    span: Span
    actor: Actor


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation, or a verb of saying outside of one; `speakers` is () where it is not known who speaks."""

    span: Span
    speakers: tuple[Actor, ...]
    is_quote: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stance that the words of `cue` may show; `reason` is None where it became a position, else why it did not.

    `confidence` is None where nothing got as far as to have one; `threshold` is 0 where there is none.
    """

    cue: Span
    issue: str
    stance: Stance
    rule: str
    holder: Actor | None = None
    speaker: Actor | None = None
    condition: Span | None = None
    confidence: float | None = None
    threshold: float = 0.0
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article, taken apart; everything in the order of the text. `unread` says why it was not read, or is None."""

    article: Article
    unread: Unread | None = None
    is_cut: bool = False
    sentences: tuple[Sentence, ...] = ()
    namings: tuple[Naming, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    positions: tuple[Position, ...] = ()
