"""What the ledger was on a day, and how many carry an alert by now, follow from the history that is kept."""

from datetime import timedelta

import pytest

from process.track.entry import HISTORY_LENGTH
from process.track.ledger import decide
from process.track.past import is_cut, look_back, outlets_by_now
from stancewatch.contracts import Alert, AlertKind, Background, LedgerEntry
from tests.process.track.builders import START, make_position


def make_entry(*positions) -> LedgerEntry:
    entry = None
    for position in positions:
        entry = decide(entry, position).entry
    assert entry is not None
    return entry


def make_alert(position) -> Alert:
    return Alert(id="id", kind=AlertKind.NEW, position=position, reason="first stance", raised_at=START)


AGAINST = make_position("against", day=0, evidence="We will not vote for it, he told the paper on Monday morning.")
FAVOR = make_position("favor", day=10, evidence="Hungary now supports every one of these measures, he said.")


@pytest.mark.parametrize(
    ("day", "expected"), [(-1, None), (0, None), (0.001, "against"), (10, "against"), (10.001, "favor")]
)
def test_an_entry_stands_as_the_articles_published_before_make_it(day, expected):
    past = look_back([make_entry(AGAINST, FAVOR)], START + timedelta(days=day))

    assert [entry.current.stance for entry in past.entries] == ([expected] if expected else [])
    assert past.cut == []


def test_what_arrived_late_but_was_published_by_then_counts():
    late = make_entry(FAVOR, AGAINST)

    assert look_back([late], START + timedelta(days=1)).entries[0].current == AGAINST


def test_a_full_history_that_begins_after_the_day_is_said_to_be_cut():
    many = [make_position(day=day, evidence=f"Number {day} of them.") for day in range(HISTORY_LENGTH + 3)]
    entry = make_entry(*many)
    past = look_back([entry], START + timedelta(days=2))

    assert is_cut(entry)
    assert (past.entries, past.cut) == ([], [entry])
    assert look_back([entry], START + timedelta(days=20)).cut == []


def test_outlets_are_those_since_the_alert_until_the_turn():
    entry = make_entry(
        make_position("against", day=0, publisher="Old Post"),
        make_position("favor", day=1, publisher="Harbour Wire"),
        make_position("favor", day=2, publisher="Baltic Courier"),
        make_position("against", day=3, publisher="Dunmore Herald"),
    )

    assert outlets_by_now(make_alert(entry.history[1]), entry) == ("Baltic Courier", "Harbour Wire")
    assert outlets_by_now(make_alert(entry.history[3]), entry) == ("Dunmore Herald",)


def test_what_is_told_of_the_past_is_no_turn():
    entry = make_entry(
        make_position("favor", day=1),
        make_position("against", day=2, publisher="Old Post", background=Background.PAST),
        make_position("favor", day=3, publisher="Baltic Courier"),
    )

    assert outlets_by_now(make_alert(entry.history[0]), entry) == ("Baltic Courier", "Harbour Wire")


def test_outlets_of_copies_count_while_the_stance_holds():
    entry = make_entry(make_position("against", day=0), make_position("favor", day=1, publisher="Isar Courier"))
    entry = entry.model_copy(update={"outlets": (*entry.outlets, "Northern Ledger")})

    assert outlets_by_now(make_alert(entry.history[1]), entry) == ("Isar Courier", "Northern Ledger")
    assert outlets_by_now(make_alert(entry.history[0]), entry) == ("Harbour Wire",)


def test_copies_of_late_news_are_no_outlets_of_the_standing_stance_that_it_overturns():
    standing = make_position("favor", day=5, background=Background.STANDING)
    entry = make_entry(
        standing,
        make_position("against", day=1, publisher="Isar Courier"),
        make_position("against", day=2, article="copy", copy_of="a-1", publisher="Northern Ledger"),
    )

    assert entry.outlets == ("Isar Courier", "Northern Ledger")
    assert outlets_by_now(make_alert(standing), entry) == ("Harbour Wire",)


def test_an_outlet_without_a_name_is_none():
    entry = make_entry(make_position(publisher=""))

    assert outlets_by_now(make_alert(entry.current), entry) == ()
