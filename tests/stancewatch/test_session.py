"""After a death a session handles records one by one, notes what it has in hand, and gives up what killed three."""

import pytest
import structlog

from stancewatch import session, topics
from stancewatch.errors import Backpressure
from stancewatch.suspects import FEW_RECORDS
from stancewatch.transport.base import Note, Partition, Polled
from stancewatch.worker import Worker
from tests.stancewatch.first_stances import FirstStances
from tests.stancewatch.rig import (
    Wrapped,
    alerted_articles,
    count,
    outcomes,
    publish_positions,
    raise_next,
    read,
    run_until,
)


def test_after_a_death_records_are_handled_one_by_one_and_counted(transport: Wrapped, name: str) -> None:
    place = Partition(topics.POSITIONS.name, 0)
    transport.polls.append(
        lambda: Polled(assigned=frozenset({place}), deaths={place: Note(2, in_hand=False, records=5)})
    )
    publish_positions(transport, "a", "b", "c")
    started = Worker(FirstStances(name), transport)
    with structlog.testing.capture_logs() as lines:
        started.drain()  # this poll has no records
        started.drain()
    started.close()

    assert transport.commits == [1, 1, 1]
    alone = [Note(2, records=5), Note(1, records=4), Note(1, records=3), Note(1, in_hand=False, records=2)]
    assert transport.notes == [{place: note} for note in (*alone, Note(0, in_hand=False))]
    assert count("stancewatch_suspect_records_total", worker=name) == 3
    (told,) = [line for line in lines if line["event"] == "records.suspected"]
    assert told["deaths"] == 2
    assert "nothing need be done" in told["detail"]
    assert alerted_articles(transport) == ["a"]


def test_suspicion_ends_with_what_was_there_when_a_worker_died(transport: Wrapped, name: str) -> None:
    place = Partition(topics.POSITIONS.name, 0)
    transport.polls.append(
        lambda: Polled(assigned=frozenset({place}), deaths={place: Note(2, in_hand=False, records=5)})
    )
    publish_positions(transport, "a")
    started = Worker(FirstStances(name), transport)
    for _ in range(2):
        started.drain()
    publish_positions(transport, "b", "c")
    started.drain()
    started.close()

    assert transport.commits == [1, 2]
    assert count("stancewatch_suspect_records_total", worker=name) == 1


def test_where_a_worker_died_with_nothing_left_to_read_nobody_is_suspected(transport: Wrapped, name: str) -> None:
    place = Partition(topics.POSITIONS.name, 0)
    transport.polls.append(
        lambda: Polled(assigned=frozenset({place}), deaths={place: Note(2, in_hand=False, records=5)})
    )
    started = Worker(FirstStances(name), transport)
    for _ in range(2):
        started.drain()
    publish_positions(transport, "a", "b")
    started.drain()
    started.close()

    assert transport.commits == [2]
    assert {place: Note(0, in_hand=False)} in transport.notes


def test_a_record_that_three_workers_died_of_is_set_aside_and_the_next_goes_through(
    transport: Wrapped, name: str
) -> None:
    place = Partition(topics.POSITIONS.name, 0)
    transport.polls.append(
        lambda: Polled(assigned=frozenset({place}), deaths={place: Note(3, in_hand=False, records=5)})
    )
    publish_positions(transport, "deadly", "good")
    handler = FirstStances(name)
    started = Worker(handler, transport)
    started.drain()
    started.drain()
    started.close()

    assert handler.handled == ["good"]
    assert dict(read(transport, topics.DEAD_LETTERS)[0].headers)["dead-letter-deaths"] == b"3"
    assert count("stancewatch_dead_letters_total", worker=name, reason="deadly") == 1
    assert outcomes(name)["failed"] == 1


def test_a_worker_that_is_held_up_has_nothing_in_hand(transport: Wrapped, name: str) -> None:
    place = Partition(topics.POSITIONS.name, 0)
    full: list[Exception] = [Backpressure("the disk is full", retry_after_seconds=0.01)]
    publish_positions(transport, "a")
    run_until(Worker(FirstStances(name, a=lambda: raise_next(full)), transport), lambda: transport.commits == [1])

    assert [notes[place].in_hand for notes in transport.notes] == [True, False, True, True]


def test_a_large_batch_is_noted_before_it_is_handled_and_few_records_stand_noted_already(
    transport: Wrapped, name: str
) -> None:
    place, few = Partition(topics.POSITIONS.name, 0), Note(records=FEW_RECORDS)
    started = Worker(FirstStances(name), transport)
    for size in (FEW_RECORDS, FEW_RECORDS + 1, 1):
        publish_positions(transport, *(f"{size}-{number}" for number in range(size)))
        started.drain()
    started.close()

    assert transport.commits == [FEW_RECORDS, FEW_RECORDS + 1, 1]
    assert transport.notes == [{place: note} for note in (few, few, Note(records=FEW_RECORDS + 1), few, few)]


def test_who_is_quick_polls_more_and_who_is_slow_polls_few_records_again_soon(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_positions(transport, *map(str, range(8 * FEW_RECORDS)))
    quick = Worker(FirstStances(name), transport)
    quick.drain()
    quick.close()
    assert transport.commits == [FEW_RECORDS, 2 * FEW_RECORDS, 4 * FEW_RECORDS, FEW_RECORDS]

    monkeypatch.setattr(session, "BATCH_SECONDS", 0.0)
    transport.commits.clear()
    publish_positions(transport, *(f"slow-{number}" for number in range(2 * FEW_RECORDS)))
    slow = Worker(FirstStances(name), transport)
    slow.drain()
    slow.close()
    assert transport.commits == [1] * 2 * FEW_RECORDS
    assert {note.records for notes in transport.notes[-FEW_RECORDS:] for note in notes.values()} == {FEW_RECORDS}


def test_a_batch_ends_at_its_size_in_bytes(transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "BATCH_BYTES", 1)
    publish_positions(transport, "a", "b", "c")
    started = Worker(FirstStances(name), transport)
    started.drain()
    started.close()

    assert transport.commits == [1, 1, 1]
