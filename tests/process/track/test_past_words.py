"""The words of a statement are known for longer than the history has it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from process.track.ledger import HISTORY_LENGTH, Suppressed, decide
from process.track.past_words import LENGTH
from stancewatch.contracts import AlertKind, Background, LedgerEntry, Position
from tests.process.track.builders import make_position
from tests.process.track.deciding import QUOTATION, decide_all, entry_of, last_of, revise
from tests.process.track.strategies import steady

SENTENCE = "Hungary, he told the ministers in Luxembourg, was against new sanctions on Russian gas and would stay so."
LONG_AGO = make_position("against", evidence=QUOTATION)
SIDES = ("favor", "against")


def say(number: int, stance: str = "favor", *, day: float | None = None) -> Position:
    """Return one statement of many, each in words of its own."""
    words = " ".join(f"word{place}of{number}" for place in range(10))
    return make_position(stance, day=number if day is None else day, article=f"s-{number}", evidence=words)


def long_after(first: Position, *, count: int = HISTORY_LENGTH + 1) -> LedgerEntry:
    return entry_of(first, *map(say, range(1, count + 1)))


@pytest.mark.parametrize(
    "again",
    [
        QUOTATION,
        QUOTATION.replace("the prime minister said", "Orbán told a crowd in Szeged last night"),
        QUOTATION.replace("that ruin", "which ruin"),
    ],
)
def test_an_old_quotation_is_known_after_more_statements_than_the_history_has(again):
    entry = long_after(LONG_AGO)
    decision = decide(entry, make_position("against", day=99, evidence=again))

    assert LONG_AGO not in entry.history
    assert (decision.kind, decision.suppressed) == (None, Suppressed.SAME_WORDS)
    assert decision.reason == "the same words as on 1 May 2025, carried again"
    assert decision.entry is entry


def test_so_is_an_old_sentence_but_for_a_few_words():
    entry = long_after(make_position("against", evidence=SENTENCE))
    again = make_position("against", day=99, evidence=SENTENCE.replace("told the ministers", "told reporters"))

    assert decide(entry, again).suppressed is Suppressed.SAME_WORDS


@pytest.mark.parametrize(
    "said",
    [
        make_position("against", day=99, evidence="“That is no way to treat a country that pays its bills,” he said."),
        make_position(
            "against", day=99, evidence=SENTENCE.replace("stay so", "stay so if it rains"), condition="if it rains"
        ),
    ],
)
def test_new_words_and_a_new_condition_are_news(said):
    assert decide(long_after(make_position("against", evidence=SENTENCE)), said).kind is AlertKind.CHANGED


def test_a_short_sentence_is_said_anew():
    entry = long_after(make_position("against", evidence="Orbán rejected sanctions."))

    assert (
        decide(entry, make_position("against", day=99, evidence="Orbán rejected sanctions.")).kind is AlertKind.CHANGED
    )


def test_the_words_of_one_stance_are_no_words_of_the_other():
    entry = long_after(make_position("favor", evidence=QUOTATION))

    assert decide(entry, make_position("against", day=99, evidence=QUOTATION)).kind is AlertKind.CHANGED


def test_history_is_no_original_of_news():
    told = make_position("against", evidence=QUOTATION, background=Background.PAST)

    assert decide(long_after(told), make_position("against", day=99, evidence=QUOTATION)).kind is AlertKind.CHANGED


def test_who_carries_the_words_of_the_stance_that_stands_is_an_outlet():
    entry = long_after(make_position("favor", evidence=QUOTATION))
    again = make_position("favor", day=99, evidence=QUOTATION, publisher="Dunmore Herald")
    decision = decide(entry, again)

    assert decision.suppressed is Suppressed.SAME_WORDS
    assert decision.entry.outlets == ("Dunmore Herald", "Harbour Wire")
    assert decision.entry.history == entry.history


def test_a_page_that_goes_back_to_old_words_takes_back_what_it_said():
    entry = entry_of(LONG_AGO, *map(say, range(1, HISTORY_LENGTH + 1)), revise("favor", 0, day=98))

    assert decide(entry, revise("against", 1, day=98, evidence=QUOTATION)).kind is AlertKind.CHANGED


def test_a_statement_that_comes_again_does_not_carry_its_own_words():
    entry = long_after(LONG_AGO)
    decision = decide(entry, LONG_AGO)

    assert decision.suppressed is Suppressed.LATE
    assert decision.entry == entry


def test_an_earlier_date_of_the_same_words_holds():
    entry = entry_of(make_position("against", day=0.5, evidence=QUOTATION), *map(say, range(1, HISTORY_LENGTH + 2)))
    [words] = [one for one in decide(entry, LONG_AGO).entry.past_words if " against " in one]

    assert words.startswith("2025-05-01T12:00:00Z ")


def test_past_words_are_bounded_and_the_oldest_go():
    entry = entry_of(LONG_AGO, *map(say, range(1, HISTORY_LENGTH + LENGTH + 1)))

    assert len(entry.past_words) == LENGTH
    assert decide(entry, make_position("against", day=999, evidence=QUOTATION)).kind is AlertKind.CHANGED
    assert len(entry.encode()) < 64 * 1024


@settings(steady, max_examples=30)
@given(st.permutations(range(HISTORY_LENGTH + 8)), st.lists(st.sampled_from(SIDES), min_size=40, max_size=40))
def test_any_order_of_arrival_ends_in_the_same_past_words(order, stances):
    positions = [say(number, stance) for number, stance in enumerate(stances)]
    entry, other = entry_of(*positions), entry_of(*(positions[number] for number in order))

    assert len(entry.past_words) == 8
    assert (entry.current, entry.history, entry.past_words) == (other.current, other.history, other.past_words)


@settings(steady, max_examples=20)
@given(st.lists(st.integers(0, 59), min_size=20, max_size=40), st.data())
def test_old_words_turn_nothing_in_whatever_order_they_are_said_and_carried_again(numbers, data):
    first = [say(number, SIDES[number % 2]) for number in range(60)]
    again = [
        say(number, SIDES[number % 2], day=70 + place).model_copy(update={"id": f"c-{place}"})
        for place, number in enumerate(numbers)
    ]
    decisions = decide_all(*data.draw(st.permutations(first)), *data.draw(st.permutations(again)))

    assert {decision.suppressed for decision in decisions[60:]} == {Suppressed.SAME_WORDS}
    assert decisions[-1].entry.current == first[-1]


def test_no_alert_comes_twice_of_what_was_forgotten_and_is_delivered_again():
    positions = [say(number, "against" if number % 2 else "favor") for number in range(60)]
    decisions = decide_all(*positions, *positions)

    assert [decision.kind for decision in decisions[60:]] == [None] * 60
    assert last_of(*positions, *positions).entry == entry_of(*positions)
