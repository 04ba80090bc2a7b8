"""What can go wrong, sorted by what to do about it."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from stancewatch.files import is_file


class StancewatchError(Exception):
    """Base of every error that Stancewatch raises on purpose: its text says what, why and what to do next."""


class ConfigurationError(StancewatchError):
    """The user's settings, files or topics are wrong: the command ends at once with this text."""


@dataclass(eq=False)
class InvalidMessage(StancewatchError):  # noqa: N818 - the field's word (Arroyo), and not a bug of ours
    """An input that can never be processed: it goes to the dead letters and the stream goes on.

    `reason` is one of a few fixed words, fit for a metric label; `detail` is for people.
    """

    reason: str
    detail: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


@dataclass(eq=False)
class Backpressure(StancewatchError):  # noqa: N818 - a signal more than an error
    """What we deliver to cannot take more now: keep the records, go on polling, try again."""

    detail: str
    retry_after_seconds: float = 1.0

    def __str__(self) -> str:
        return self.detail


@dataclass(eq=False)
class RecordTooLarge(StancewatchError):  # noqa: N818 - says what the record is, and the channel stays usable
    """A commit was refused before anything was written, because one of its outputs is over its topic's limit."""

    topic: str
    size: int
    limit: int

    def __str__(self) -> str:
        return f"a record of {self.size} bytes for topic {self.topic}, which takes {self.limit} at most"


class TransportError(StancewatchError):
    """The transport failed for now: drop clients, state and polled records, and begin again at restore."""

    log_level: ClassVar[int] = logging.WARNING
    """Of the line that the loop which begins again writes."""


class StorageFailed(TransportError):  # noqa: N818 - a state, which lasts until a person has ended it
    """The disk under the transport is full or broken: until a person has put that right it is tried again."""

    log_level = logging.ERROR


class TransportUnavailable(TransportError):  # noqa: N818 - a state, told once every ten seconds
    """The broker cannot be reached: wait and try again."""


class Fenced(TransportError):  # noqa: N818 - Kafka's word
    """Another instance has taken our place (its epoch is newer, or it holds the lease)."""


def explain_folder(folder: Path, error: OSError) -> str:
    """Return why a folder cannot be made or written to, and what to do about it."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        found = [place for place in (folder, *folder.parents) if is_file(place)]
        return f"{found[0] if found else folder} is a file; choose a folder"
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder; move it away, or choose another folder"
    return f"{error.strerror}; choose a folder that you may write to"


def in_plain_words(reason: str) -> str:
    """Return why a value is wrong, without the words of pydantic, which reads settings, options and messages."""
    return reason.removeprefix("Value error, ").replace("Input should be", "it should be")
