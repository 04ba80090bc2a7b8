"""When an alert is raised, and when not."""
# ruff: noqa: RUF001 - a typographer's quotation marks are meant

from datetime import UTC, datetime, timedelta

import pytest

from process.track.ledger import Suppressed, decide
from stancewatch.contracts import AlertKind
from tests.process.track.builders import START, make_position, make_span
from tests.process.track.deciding import QUOTATION, entry_of, last_of


def test_first_stance_is_new():
    decision = decide(None, make_position(holder="Viktor Orbán", issue="sanctions"))

    assert decision.kind is AlertKind.NEW
    assert decision.reason == "first stance of Viktor Orbán on sanctions"


def test_a_restatement_raises_nothing_and_moves_the_date_of_the_latest_statement():
    later = make_position("favor", day=3)
    decision = last_of(make_position("favor"), later)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.RESTATEMENT)
    assert decision.reason == "same stance as on 1 May 2025"
    assert decision.entry.current == later


def test_the_other_stance_is_a_change():
    decision = last_of(make_position("against", evidence="“No sanctions.”"), make_position("favor", day=1))

    assert decision.kind is AlertKind.CHANGED
    assert decision.reason == "was against on 1 May 2025: “No sanctions.”, now in favor"


def test_a_change_tells_the_clearest_sentence_of_the_stance_before():
    known = make_position("against", evidence="It rained. No sanctions.", clearest=make_span("No sanctions.", 11))
    decision = last_of(known, make_position("favor", day=1))

    assert decision.reason == "was against on 1 May 2025: “No sanctions.”, now in favor"


def test_a_change_is_measured_against_the_latest_statement():
    favor, against = make_position("favor"), make_position("against", day=1)

    assert last_of(favor, against, make_position("favor", day=2)).kind is AlertKind.CHANGED
    assert last_of(favor, against, make_position("against", day=2)).kind is None


def test_a_change_that_brings_a_condition_is_a_change_only():
    decision = last_of(make_position("against"), make_position("favor", day=1, condition="if gas keeps flowing"))

    assert decision.kind is AlertKind.CHANGED
    assert decision.reason.endswith("now in favor, with the condition “if gas keeps flowing”")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (None, "once a truce holds", "same stance, now with the condition “once a truce holds”"),
        ("once a truce holds", None, "same stance, condition dropped: “once a truce holds”"),
        (
            "once a truce holds",
            "only if parliament pays",
            "same stance, now with the condition “only if parliament pays” in place of “once a truce holds”",
        ),
    ],
)
def test_another_condition_is_a_condition_alert(before, after, reason):
    decision = last_of(make_position(condition=before), make_position(day=1, condition=after))

    assert (decision.kind, decision.reason) == (AlertKind.CONDITION, reason)


def test_the_same_condition_in_other_words_is_a_restatement():
    decision = last_of(
        make_position(condition="only if parliament suspends the debt brake"),
        make_position(day=1, condition="as soon as the debt brake is out of the way"),
    )

    assert decision.suppressed is Suppressed.RESTATEMENT


def test_the_outlets_of_a_stance_start_anew_when_it_changes():
    entry = entry_of(
        make_position("favor", publisher="Harbour Wire"),
        make_position("favor", day=1, publisher="Dunmore Herald"),
        make_position("against", day=2, publisher="Baltic Courier"),
    )

    assert entry.outlets == ("Baltic Courier",)


def test_a_position_decided_twice_changes_nothing():
    position = make_position()
    first = decide(None, position)
    second = decide(first.entry, position)

    assert second.entry is first.entry
    assert (second.kind, second.suppressed) == (None, Suppressed.REPEAT)


def test_an_old_quotation_carried_again_does_not_turn_the_stance_back():
    favor = make_position("favor", day=20)
    decision = last_of(
        make_position("against", evidence=QUOTATION),
        favor,
        make_position("against", day=30, evidence=QUOTATION.replace("the prime minister", "the premier")),
    )

    assert (decision.kind, decision.suppressed) == (None, Suppressed.SAME_WORDS)
    assert decision.reason == "the same words as on 1 May 2025, carried again"
    assert decision.entry.current == favor


def test_a_short_sentence_said_again_is_a_new_statement():
    short = "Orbán rejected sanctions."
    decision = last_of(
        make_position("against", evidence=short),
        make_position("favor", day=20),
        make_position("against", day=30, evidence=short),
    )

    assert decision.kind is AlertKind.CHANGED


def test_dates_at_the_end_of_time_are_compared_too():
    last = datetime.max.replace(tzinfo=UTC)

    assert last_of(make_position(retrieved_at=last)).position.published_at == START
    assert last_of(make_position(published_at=last, retrieved_at=last)).position.published_at == last


def test_a_date_in_the_future_counts_as_none():
    """The time of retrieval stands in for it, as for a date that is missing; today's date has no say."""
    retrieved = START + timedelta(days=2)
    slip = make_position("favor", day=3000, retrieved_at=retrieved)
    decision = decide(None, slip)

    assert decision.position.published_at == retrieved
    assert last_of(slip, make_position("against", day=3)).kind is AlertKind.CHANGED


def test_a_publishers_clock_may_be_a_day_ahead():
    ahead = make_position(day=2.9, retrieved_at=START + timedelta(days=2))

    assert decide(None, ahead).position == ahead


def test_an_event_announced_and_done_are_two_stances():
    """koala73/worldmonitor #3195 merges such headlines: whoever "warns it will" and whoever "says it has" differ."""
    warning = make_position(
        "favor", evidence="Iran warns that it will close the strait if it is attacked.", condition="if it is attacked"
    )
    deed = make_position("favor", day=1, evidence="Iran says that it has closed the strait, as it was attacked.")

    assert last_of(warning, deed).kind is AlertKind.CONDITION


def test_a_reason_is_one_plain_line_whatever_the_news_texts_hold():
    hostile = make_position("against", evidence="“No\x1b[31m\n\u202etalks” <b>now</b>", condition="if\x07 asked")
    changed = last_of(hostile, make_position("favor", day=1))

    assert changed.reason == "was against on 1 May 2025: “‘No talks’ now”, now in favor"
    assert last_of(hostile, make_position("against", day=1)).reason == "same stance, condition dropped: “if asked”"
