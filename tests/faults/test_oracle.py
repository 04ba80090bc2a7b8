"""The check of every fault can fail: what is lost, doubled, out of order or made up is noticed."""

from copy import deepcopy

import pytest

from tests.faults.oracle import Oracle, Outcome, compare
from tests.faults.stream import Stream, partition_of, read_positions


@pytest.fixture
def expected() -> Outcome:
    oracle = Oracle()
    oracle.add(Stream("test", 1).take(300))
    oracle.add_dead_letter("not a message", b"{")
    return oracle.expected


@pytest.fixture
def found(expected: Outcome) -> Outcome:
    return deepcopy(expected)


def busiest(lists: dict[bytes, list[str]]) -> list[str]:
    return max(lists.values(), key=len)


def test_what_is_as_expected_is_right(expected: Outcome, found: Outcome) -> None:
    assert compare(expected, found) == []


def test_a_dropped_alert_is_noticed(expected: Outcome, found: Outcome) -> None:
    dropped = busiest(found.alerts).pop()

    assert compare(expected, found) == [f"1 alerts missing: {dropped}"]


def test_a_doubled_alert_is_noticed(expected: Outcome, found: Outcome) -> None:
    doubled = busiest(found.alerts)[0]
    busiest(found.alerts).append(doubled)

    assert compare(expected, found) == [f"1 alerts twice: {doubled}"]


def test_an_alert_out_of_the_blue_is_noticed(expected: Outcome, found: Outcome) -> None:
    found.alerts[b"nobody"].append("made-up")

    assert compare(expected, found) == ["1 alerts that nothing gave rise to: made-up"]


@pytest.mark.parametrize("kind", ["alerts", "positions"])
def test_an_order_that_was_turned_round_is_noticed(expected: Outcome, found: Outcome, kind: str) -> None:
    busiest(getattr(found, kind)).reverse()

    assert [problem.split(":")[0] for problem in compare(expected, found)] == [
        f"1 keys whose {kind} are in another order"
    ]


def test_a_ledger_entry_that_is_behind_is_noticed(expected: Outcome, found: Outcome) -> None:
    key, entry = next((key, entry) for key, entry in found.ledger.items() if len(entry.history) > 1)
    found.ledger[key] = entry.model_copy(update={"history": entry.history[:-1]})

    assert compare(expected, found) == [f"1 ledger entries that differ: {key!r}"]


def test_a_ledger_entry_that_is_lost_is_noticed(expected: Outcome, found: Outcome) -> None:
    key, _ = found.ledger.popitem()

    assert compare(expected, found) == [f"1 ledger entries that differ: {key!r}"]


def test_a_dead_letter_that_is_lost_is_noticed(expected: Outcome, found: Outcome) -> None:
    found.dead_letters.clear()

    assert compare(expected, found) == ["1 dead letters missing: ('not a message', b'{')"]


def test_the_same_seed_gives_the_same_articles_and_another_one_others() -> None:
    assert Stream("test", 1).take(50) == Stream("test", 1).take(50) != Stream("test", 2).take(50)


def test_articles_about_one_holder_share_a_partition() -> None:
    lanes: dict[str, set[int]] = {}
    for article in Stream("test", 1).take(300):
        for position in read_positions(article):
            lanes.setdefault(position.holder.id, set()).add(partition_of(article.id))

    assert len(lanes) == 30
    assert all(len(found) == 1 for found in lanes.values())


def test_the_stream_raises_alerts_of_every_kind_and_has_what_raises_none() -> None:
    oracle, articles = Oracle(), Stream("test", 1).take(300)
    oracle.add(articles)
    positions = sum(map(len, oracle.expected.positions.values()))

    assert 100 < oracle.expected.alert_count < positions
    assert len({article.id for article in articles}) < len(articles)
    assert any(article.copy_of for article in articles)
