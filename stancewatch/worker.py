"""The one loop that every worker runs: poll, decode, handle, commit, apply.

A worker's logic is a `Handler`: a plain object whose `handle` looks at one message and at the state, and returns what
follows from it. It changes nothing. The loop commits the input, its outputs and its new state as one step, and only then
moves the state: after any failure clients, state and polled records are dropped and it begins again at restore.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from prometheus_client import Counter

from stancewatch.contracts import Message
from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing

Input = TypeVar("Input", bound=Message, contravariant=True)
State = TypeVar("State", bound=Message)


@dataclass(frozen=True, slots=True)
class Handled(Generic[State]):
    """What follows from one message, once it is committed.

    `changes` maps keys of the state topic to their new value; the loop writes them there. `counters` each move by one,
    `fields` go to the record's log line; both after the commit, so that a retry neither counts nor speaks twice.
    """

    outputs: Sequence[Outgoing] = ()
    changes: Mapping[bytes, State] = field(default_factory=dict)
    outcome: str = "ok"
    counters: Sequence[Counter] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


class Handler(Protocol[Input, State]):
    """One worker's logic. `state_topic` is a compacted topic with the keys and partitions of `input_topic`, or None."""

    name: str
    input_topic: Topic
    state_topic: Topic | None

    def handle(self, message: Input, state: Mapping[bytes, State]) -> Handled[State]:
        """Return what follows from the message, given the state of its partition as of the message before.

        Raises InvalidMessage when it can never be handled, Backpressure when it cannot be handled now. Any other error is
        a bug: the record goes to the dead letters and the traceback to the log. A sink's handle has an effect outside, which
        must be harmless when repeated: the commit that follows may fail.
        """
        ...
