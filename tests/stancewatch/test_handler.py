"""What a handler cannot handle never stops the stream, never disappears, and is told of once."""

from collections.abc import Mapping

import pytest
import structlog

from stancewatch import session, topics
from stancewatch.contracts import LedgerEntry, Position
from stancewatch.errors import (
    Backpressure,
    ConfigurationError,
    InvalidMessage,
)
from stancewatch.transport.base import Outgoing
from stancewatch.worker import Handled, Worker, WorkerError
from tests.stancewatch.builders import make_position
from tests.stancewatch.first_stances import FirstStances
from tests.stancewatch.rig import (
    Wrapped,
    alerted_articles,
    count,
    drain,
    outcomes,
    publish,
    publish_positions,
    raise_next,
    raising,
    read,
    run_until,
)

HEADERS = (("message-type", b"position"), ("schema-version", b"1"), ("trace", b"\xff\x00"))


@pytest.mark.parametrize(
    ("value", "headers", "reason"),
    [
        (b"{no json", HEADERS, "not a message"),
        (b"\xff\xfe\x00", HEADERS, "not a message"),
        (b'{"id": "p"}', HEADERS, "not a message"),
        (None, HEADERS, "empty"),
        (b"{}", (("message-type", b"article"),), "unknown type"),
        (b"{}", (("schema-version", b"99"),), "unknown version"),
    ],
)
def test_an_invalid_record_becomes_a_dead_letter_and_the_next_goes_through(
    transport: Wrapped, name: str, value: bytes | None, headers: tuple[tuple[str, bytes], ...], reason: str
) -> None:
    publish(transport, Outgoing(topics.POSITIONS.name, b"\x00key", value, headers))
    publish_positions(transport, "good")
    with structlog.testing.capture_logs() as lines:
        assert drain(FirstStances(name), transport) == 2
    (letter,) = read(transport, topics.DEAD_LETTERS)
    facts = {key.removeprefix("dead-letter-"): text.decode() for key, text in letter.headers if "dead-letter-" in key}

    assert (letter.key, letter.value) == (b"\x00key", value)
    assert letter.headers[-len(headers) :] == headers
    assert (facts["reason"], facts["worker"], facts["version"]) == (reason, name, "0.1.0")
    assert (facts["topic"], facts["partition"], facts["offset"]) == (topics.POSITIONS.name, "0", "0")
    assert alerted_articles(transport) == ["good"]
    assert count("stancewatch_dead_letters_total", worker=name, reason=reason) == 1
    assert outcomes(name) == {"ok": 1, "filtered": 0, "invalid": 1, "failed": 0}
    assert [line["reason"] for line in lines if line["event"] == "record.refused"] == [reason]


def test_a_message_that_the_handler_refuses_becomes_a_dead_letter(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "bad", "good")
    drain(FirstStances(name, bad=raising(InvalidMessage("not a message", "who?"))), transport)

    assert len(read(transport, topics.DEAD_LETTERS)) == 1
    assert alerted_articles(transport) == ["good"]


def test_a_bug_becomes_a_dead_letter_with_its_traceback_in_the_log(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "bad", "good")
    with structlog.testing.capture_logs() as lines:
        drain(FirstStances(name, bad=raising(ZeroDivisionError("x" * 5000))), transport)
    (letter,) = read(transport, topics.DEAD_LETTERS)

    assert dict(letter.headers)["dead-letter-reason"] == b"bug"
    assert len(dict(letter.headers)["dead-letter-detail"]) == 1024
    assert [line["offset"] for line in lines if line.get("exc_info")] == [0]
    assert alerted_articles(transport) == ["good"]
    assert outcomes(name)["failed"] == 1


def test_many_bugs_in_a_row_end_the_worker_with_the_batch_unread(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "good", *["bad"] * session.BUGS_IN_A_ROW)
    broken = FirstStances(name, bad=raising(KeyError("cue")))
    with pytest.raises(WorkerError, match=r"20 records in a row.*KeyError.*traceback"):
        run_until(Worker(broken, transport), lambda: False)
    assert read(transport, topics.DEAD_LETTERS) == []

    mended = FirstStances(name)
    drain(mended, transport)

    assert len(mended.handled) == 1 + session.BUGS_IN_A_ROW
    assert alerted_articles(transport) == ["good"]


def test_bugs_among_good_records_do_not_end_the_worker(transport: Wrapped, name: str) -> None:
    publish_positions(transport, *["bad", "good"] * session.BUGS_IN_A_ROW)
    drain(FirstStances(name, bad=raising(KeyError("cue"))), transport)

    assert len(read(transport, topics.DEAD_LETTERS)) == session.BUGS_IN_A_ROW


def test_a_row_of_bugs_ends_the_worker_with_the_batch_unread_however_slow_they_are(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "BATCH_SECONDS", 0.0)
    publish_positions(transport, *["bad"] * session.BUGS_IN_A_ROW)
    with pytest.raises(WorkerError, match="20 records in a row"):
        drain(FirstStances(name, bad=raising(KeyError("cue"))), transport)

    assert read(transport, topics.DEAD_LETTERS) == []


def test_bugs_count_as_a_row_over_batches(transport: Wrapped, name: str) -> None:
    started = Worker(FirstStances(name, bad=raising(KeyError("cue"))), transport)
    publish_positions(transport, *["bad"] * (session.BUGS_IN_A_ROW - 1))
    assert started.drain() == session.BUGS_IN_A_ROW - 1
    publish_positions(transport, "bad")
    with pytest.raises(WorkerError, match="20 records in a row"):
        started.drain()
    started.close()


def test_backpressure_keeps_the_records_and_tries_again(
    transport: Wrapped, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "KEEP_ALIVE_SECONDS", 0.01)
    full = [Backpressure("the disk is full", retry_after_seconds=0.05) for _ in range(3)]
    handler = FirstStances(name, b=lambda: raise_next(full))
    publish_positions(transport, "a", "b", "c")
    with structlog.testing.capture_logs() as lines:
        run_until(Worker(handler, transport), lambda: sum(transport.commits) == 3)

    assert handler.handled == ["a", "b", "b", "b", "b", "c"]
    assert transport.commits == [1, 2]
    assert transport.kept_alive > 3
    held = [line for line in lines if line["event"] == "worker.held"]
    assert [(line["log_level"], line["why"]) for line in held] == [("error", "the disk is full")]


def test_drain_raises_backpressure_once_the_rest_is_committed(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a", "b")
    with pytest.raises(Backpressure, match="full"):
        drain(FirstStances(name, b=raising(Backpressure("full"))), transport)

    assert alerted_articles(transport) == ["a"]


class Copier:
    """Publishes an alert as large as the article id says."""

    input_topic = topics.POSITIONS
    state_topic = None

    def __init__(self, name: str) -> None:
        self.name = name

    def handle(self, message: Position, state: Mapping[bytes, LedgerEntry]) -> Handled[LedgerEntry]:
        assert not state
        return Handled(outputs=[Outgoing(topics.ALERTS.name, b"key", b"x" * int(message.article_id))])


def test_an_output_that_is_too_large_becomes_a_dead_letter_and_the_rest_goes_through(
    transport: Wrapped, name: str
) -> None:
    sizes = ["1", "2", "3", "4", str(topics.MESSAGE_BYTES + 1), "6", "7"]
    publish_positions(transport, *sizes)
    assert drain(Copier(name), transport) == 7
    (letter,) = read(transport, topics.DEAD_LETTERS)

    assert [len(record.value or b"") for record in read(transport, topics.ALERTS)] == [1, 2, 3, 4, 6, 7]
    assert dict(letter.headers)["dead-letter-offset"] == b"4"
    assert b"2097156 bytes for topic stancewatch.alerts" in dict(letter.headers)["dead-letter-detail"]
    assert count("stancewatch_dead_letters_total", worker=name, reason="too large") == 1
    assert outcomes(name) == {"ok": 6, "filtered": 0, "invalid": 1, "failed": 0}


def test_a_record_of_the_full_size_fits_as_a_dead_letter(transport: Wrapped, name: str) -> None:
    value = b"x" * (topics.MESSAGE_BYTES - 100)
    publish(transport, Outgoing(topics.POSITIONS.name, b"key", value))
    drain(FirstStances(name), transport)

    assert read(transport, topics.DEAD_LETTERS)[0].value == value


def test_a_state_record_that_is_no_message_is_told_of_and_passed_over(transport: Wrapped, name: str) -> None:
    publish(transport, Outgoing(topics.LEDGER.name, make_position().key, b"{"))
    publish_positions(transport, "a")
    with structlog.testing.capture_logs() as lines:
        drain(FirstStances(name), transport)

    assert [line["topic"] for line in lines if line["event"] == "state.unreadable"] == [topics.LEDGER.name]
    assert alerted_articles(transport) == ["a"]


def test_a_state_of_a_newer_version_ends_the_worker_before_it_forgets(transport: Wrapped, name: str) -> None:
    publish(transport, Outgoing(topics.LEDGER.name, b"key", b"{}", (("schema-version", b"2"),)))
    publish_positions(transport, "a")
    with pytest.raises(ConfigurationError, match="another version"):
        drain(FirstStances(name), transport)


def test_a_handler_may_end_the_worker_with_a_configuration_error(transport: Wrapped, name: str) -> None:
    publish_positions(transport, "a")
    with pytest.raises(ConfigurationError, match="folder"):
        drain(FirstStances(name, a=raising(ConfigurationError("the folder is gone"))), transport)

    assert read(transport, topics.DEAD_LETTERS) == []
