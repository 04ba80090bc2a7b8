"""A worker's logic as the loop in worker.py sees it: a `Handler`, and what one call of it comes to, errors included."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

import structlog

from stancewatch import __version__
from stancewatch.contracts import Message
from stancewatch.dead_letters import make_dead_letter
from stancewatch.errors import ConfigurationError, InvalidMessage, StancewatchError
from stancewatch.telemetry.metrics import BUG, DEADLY, Counter
from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing, Record, make_outgoing

Input_contra = TypeVar("Input_contra", bound=Message, contravariant=True)
State = TypeVar("State", bound=Message)

log = structlog.get_logger("stancewatch.handler")


@dataclass(frozen=True, slots=True)
class Handled(Generic[State]):
    """What follows from one message, once it is committed.

    `changes` maps keys of the state topic to their new value; the loop writes them there. `counters` each move by one,
    `fields` go to the record's log line; both after the commit, so that a retry neither counts nor speaks twice.
    `outcome` is "filtered" when nothing follows.
    """

    outputs: Sequence[Outgoing] = ()
    changes: Mapping[bytes, State] = field(default_factory=dict)
    outcome: Literal["ok", "filtered"] = "ok"
    counters: Sequence[Counter] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


class Handler(Protocol[Input_contra, State]):
    """One worker's logic."""

    @property
    def name(self) -> str:
        """The worker's name: in its group, its metrics and its log."""
        ...

    @property
    def input_topic(self) -> Topic:
        """What it reads."""
        ...

    @property
    def state_topic(self) -> Topic | None:
        """Where its state is kept, if it has one: compacted, with the keys and partitions of the input topic."""
        ...

    def handle(self, message: Input_contra, state: Mapping[bytes, State]) -> Handled[State]:
        """Return what follows from the message, given the state of its partition as of the message before.

        Raises InvalidMessage when it can never be handled, Backpressure when it cannot be handled now. Any error that
        is no StancewatchError is a bug: the record goes to the dead letters and the traceback to the log. A sink's
        handle has an effect outside, which must be harmless when repeated: the commit that follows may fail.
        """
        ...


@dataclass(frozen=True, slots=True)
class Done(Generic[State]):
    """One record that was handled: what to commit with it, and what to count and to tell once it is committed.

    `outcome` is one of metrics.MESSAGE_OUTCOMES; `reason` is that of the record's dead letter, or "".
    """

    record: Record
    outcome: str
    outputs: Sequence[Outgoing]
    changes: Mapping[bytes, State] = field(default_factory=dict)
    counters: Sequence[Counter] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    seconds: float = 0.0


def handle_record(handler: Handler[Any, State], record: Record, state: Mapping[bytes, State]) -> Done[State]:
    """Decode a record and handle its message; what cannot be handled comes to a dead letter.

    Raises Backpressure, and every other StancewatchError but InvalidMessage.
    """
    start = time.perf_counter()
    try:
        return _handle(handler, record, state, start)
    except InvalidMessage as error:
        done = refuse(handler.name, record, outcome="invalid", reason=error.reason, detail=error.detail)
    except StancewatchError:
        raise
    except Exception as error:  # the loop's last resort: a bug must not stop the stream
        log.exception("handler.failed", worker=handler.name, **place_of(record))
        detail = f"{type(error).__name__}: {error}"
        done = refuse(handler.name, record, outcome="failed", reason=BUG, detail=detail)
    return replace(done, seconds=time.perf_counter() - start)


def _handle(handler: Handler[Any, State], record: Record, state: Mapping[bytes, State], start: float) -> Done[State]:
    message = decode(handler.input_topic, record)
    handled = handler.handle(message, state)
    written = [_as_record(handler, key, value) for key, value in handled.changes.items()]
    return Done(
        record,
        handled.outcome,
        outputs=(*handled.outputs, *written),
        changes=handled.changes,
        counters=handled.counters,
        fields={"id": getattr(message, "id", ""), **handled.fields},
        seconds=time.perf_counter() - start,
    )


def decode(topic: Topic, record: Record) -> Any:
    """Return the message in a record of this topic. Raises InvalidMessage."""
    return message_of(topic).decode(record.value, dict(record.headers))


def message_of(topic: Topic) -> Any:
    """Return the type of a topic's messages."""
    if topic.message is None:
        raise TypeError(f"topic {topic.name} holds no messages")
    return topic.message


def _as_record(handler: Handler[Any, State], key: bytes, value: State) -> Outgoing:
    if handler.state_topic is None:
        raise TypeError(f"{handler.name} changes a state, but names no state_topic")
    return make_outgoing(handler.state_topic, key, value)


def refuse(worker: str, record: Record, *, outcome: str, reason: str, detail: str, deaths: int = 0) -> Done[Any]:
    """Return a record's end as a dead letter."""
    letter = make_dead_letter(record, reason=reason, detail=detail, worker=worker, version=__version__, deaths=deaths)
    return Done(record, outcome, outputs=(letter,), fields={"detail": detail}, reason=reason)


def give_up(worker: str, record: Record, *, deaths: int) -> Done[Any]:
    """Return the end of a record that so many workers had in hand when they died: it is not handled again."""
    detail = f"{deaths} workers ended without a word while they had it in hand; their last log lines may say why"
    return refuse(worker, record, outcome="failed", reason=DEADLY, detail=detail, deaths=deaths)


def learn(state: dict[bytes, State], topic: Topic, record: Record) -> None:
    """Take a record of the state topic into the state.

    One that is no message is told of and passed over. Raises ConfigurationError when a newer version has written it.
    """
    key = record.key or b""
    if record.value is None:
        state.pop(key, None)
        return
    with passing_over(topic, **place_of(record)):
        state[key] = decode(topic, record)


@contextmanager
def passing_over(topic: Topic, /, **place: Any) -> Iterator[None]:
    """Tell of a state that cannot be read, instead of raising InvalidMessage; ConfigurationError when it is newer."""
    try:
        yield
    except InvalidMessage as error:
        if error.reason == "unknown version":
            raise ConfigurationError(f"the state in {topic.name} is of another version: {error}; update") from error
        log.error("state.unreadable", **place, why=str(error))  # noqa: TRY400 - the text says it all


def place_of(record: Record) -> dict[str, Any]:
    """Return where a record stands, as fields of a log line."""
    return {"topic": record.topic, "partition": record.partition, "offset": record.offset}
