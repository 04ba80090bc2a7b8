"""What a text tells as history turns nothing."""

from datetime import timedelta

import pytest

from process.track.ledger import Suppressed, decide
from stancewatch.contracts import AlertKind, Background
from tests.process.track.builders import START, make_position
from tests.process.track.deciding import QUOTATION, last_of, revise

STANCES = ("favor", "against")


@pytest.mark.parametrize("background", Background)
@pytest.mark.parametrize("told", [make_position("against", day=1), make_position("favor", day=1, condition="if paid")])
def test_history_is_kept_and_turns_nothing(background, told):
    current = make_position("favor")
    told = told.model_copy(update={"background": background, "said_at": START - timedelta(days=60)})
    decision = last_of(current, told)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BACKGROUND)
    assert decision.reason == "the article tells it as history, so the stance of 1 May 2025 stands"
    assert decision.entry.current == current
    assert decision.entry.history == (current, told)


def test_what_a_text_tells_of_the_past_is_not_yet_a_first_stance():
    past = make_position("against", background=Background.PAST, said_at=START - timedelta(days=60))
    decision = decide(None, past)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BACKGROUND)
    assert decision.reason == "the article tells it as history of March 2025; no stance of this time is known"
    assert last_of(past, make_position("favor", day=1)).kind is AlertKind.NEW
    assert last_of(past, make_position("against", day=1)).kind is AlertKind.NEW


def test_a_standing_stance_that_was_never_seen_is_new_and_says_that_it_is_standing():
    standing = make_position("against", background=Background.STANDING)
    decision = decide(None, standing)

    assert decision.kind is AlertKind.NEW
    assert decision.reason == "first stance of Viktor Orbán on sanctions, which the article tells as standing"
    assert last_of(standing, make_position("against", day=1)).suppressed is Suppressed.RESTATEMENT
    assert last_of(standing, make_position("favor", day=1)).kind is AlertKind.CHANGED


def test_the_words_of_a_new_statement_are_not_carried_from_what_was_told_as_history():
    favor = make_position("favor")
    told = make_position("against", day=1, evidence=QUOTATION, background=Background.PAST)

    assert last_of(favor, told, make_position("against", day=2, evidence=QUOTATION)).kind is AlertKind.CHANGED


@pytest.mark.parametrize(
    "second", [make_position("favor", day=1), make_position("against", day=1, condition="if paid")]
)
def test_of_what_is_told_as_standing_the_first_holds(second):
    """No alert is raised by the second one, so it turns nothing."""
    first = make_position("against", background=Background.STANDING)
    decision = last_of(first, second.model_copy(update={"background": Background.STANDING}))

    assert decision.suppressed is Suppressed.BACKGROUND
    assert decision.entry.current == first


def test_an_update_that_tells_history_otherwise_corrects_it_and_is_no_change():
    decision = last_of(
        *(revise(stance, number, background=Background.STANDING) for number, stance in enumerate(STANCES))
    )

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BACKGROUND)
    assert decision.reason == "the article tells it as history; no stance of this time is known"
    assert decision.entry.current.stance == "against"


@pytest.mark.parametrize("background", Background)
@pytest.mark.parametrize(("stance", "condition"), [("against", None), ("favor", "if parliament pays")])
def test_what_an_update_adds_as_history_is_silent_as_history(background, stance, condition):
    news = revise("favor", 0)
    decision = last_of(news, revise(stance, 1, condition=condition, background=background))

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BACKGROUND)
    assert decision.entry.current == news
