"""Why an alert was raised or not: one plain sentence each, with dates and quotations, for who reads the alert."""

import calendar
from datetime import datetime

from stancewatch.contracts import Position, Stance
from stancewatch.datelines import without_dateline
from stancewatch.text import clean_text, quote

QUOTED_CELLS = 160
"""Longest quotation in a reason: a sentence of a news text, most of them whole."""

REPEAT = "this very position is known already"

_MONTHS = tuple(calendar.month_name)  # once: a format like "%B" looks them up anew for each date
_IN_WORDS = {Stance.FAVOR: "in favor", Stance.AGAINST: "against"}


def new(position: Position) -> str:
    """Say that nothing was known of the holder on this issue, and whether it is older than the article."""
    first = f"first stance of {clean_text(position.holder.name)} on {position.issue}"
    if position.background is None:
        return first
    since = f" since {_month(position.said_at)}" if position.said_at else ""
    return f"{first}, which the article tells as standing{since}"


def past(position: Position) -> str:
    """Say that a text tells of the past only."""
    return f"the article tells it as history{_of(position)}; no stance of this time is known"


def changed(known: Position, position: Position) -> str:
    """Say what the holder's stance was, since when and in which words, and what it is now."""
    words = quote(without_dateline(known.sentence.text), QUOTED_CELLS)
    was = f"was {_IN_WORDS[known.stance]} on {_date(known.published_at)}: {words}"
    now = f"now {_IN_WORDS[position.stance]}"
    return f"{was}, {now}" + (f", with the condition {_condition(position)}" if position.condition else "")


def condition(known: Position, position: Position) -> str:
    """Say which condition has come, gone or taken another's place."""
    if position.condition is None:
        return f"same stance, condition dropped: {_condition(known)}"
    if known.condition is None:
        return f"same stance, now with the condition {_condition(position)}"
    return f"same stance, now with the condition {_condition(position)} in place of {_condition(known)}"


def restatement(known: Position) -> str:
    """Say since when the stance is known."""
    return f"same stance as on {_date(known.published_at)}"


def same_words(published_at: datetime) -> str:
    """Say when the words were published first that an article carries again."""
    return f"the same words as on {_date(published_at)}, carried again"


def late(known: Position) -> str:
    """Say which later stance stands."""
    return f"published before the stance of {_date(known.published_at)}, which stands"


def overtaken(known: Position, current: Position) -> str:
    """Say which stance stands instead of one that a late article has shown to be no latest statement."""
    stands = f"with it that of {_date(current.published_at)}, {_IN_WORDS[current.stance]}, is the latest statement"
    return f"published before the stance of {_date(known.published_at)}; {stands}"


def both_stances(known: Position) -> str:
    """Say that an article with both stances changes nothing."""
    return f"the article shows both stances, so that of {_date(known.published_at)} stands"


def background(known: Position) -> str:
    """Say that a text tells history, which turns nothing."""
    return f"the article tells it as history, so the stance of {_date(known.published_at)} stands"


def copy(known: Position) -> str:
    """Say which article was copied."""
    return f"in a copy of the article {clean_text(known.article_id)} of {_date(known.published_at)}"


def update(known: Position) -> str:
    """Say which version of the article said it before."""
    return f"an update of the article that said so on {_date(known.published_at)}"


def sentence_of_original(position: Position) -> str:
    """Say which article has the sentence, in which no stance was found there."""
    return f"in a copy of the article {clean_text(position.copy_of or '')}, whose text has the sentence too"


SENTENCE_BEFORE = "an update of the article, whose text had the sentence before"


def _condition(position: Position) -> str:
    return quote(position.condition.text, QUOTED_CELLS) if position.condition else "none"


def _of(position: Position) -> str:
    return f" of {_month(position.said_at)}" if position.said_at else ""


def _date(moment: datetime) -> str:
    return f"{moment.day} {_month(moment)}"


def _month(moment: datetime) -> str:
    """Return the month alone, which is what is told of a stance of the past: its text may name no day."""
    return f"{_MONTHS[moment.month]} {moment.year}"
