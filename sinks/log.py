"""The alert log: a line on stdout for each alert, and one in alerts.jsonl, once each.

An alert is appended to alerts.jsonl, shown on stdout, and then remembered; only after that does the worker commit. So a
crash at any point loses nothing, for the alert comes again: what the file has already is not appended again, what is
remembered is not shown again. One window remains: after a crash between showing and remembering (one small write to the
disk) the line is shown on stdout a second time. alerts.jsonl never has an alert twice.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TextIO

from sinks.alert_file import AlertFile
from sinks.base import Delivery, SinkFailed
from sinks.json_line import format_json
from sinks.known_ids import KnownIds
from sinks.line import format_line
from stancewatch.contracts import Alert
from stancewatch.errors import Backpressure, ConfigurationError, explain_folder
from stancewatch.text import ESCAPING

RETRY_SECONDS = 5.0
"""A full disk is looked at so often: room comes by a person's hand."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EAGAIN})


class LogSink:
    """Writes alerts to a stream and a file. Made by `open_log_sink`; `render` makes the line for the stream."""

    name = "log"

    def __init__(self, file: AlertFile, known: KnownIds, stream: TextIO, *, render: Callable[[Alert], str]) -> None:
        self._file = file
        self._known = known
        self._stream = stream
        self._render = render
        self._appended = {alert_id for alert_id in file.read_ids() if alert_id not in known}
        self._shown: set[str] = set()

    def deliver(self, alert: Alert) -> Delivery:
        """Append, show and remember the alert, each unless that was done before.

        Raises Backpressure while the disk is full, SinkFailed when stdout is closed or the disk fails.
        """
        with _explained(f"cannot read what was written to {self._file.path}"):
            if alert.id in self._known:
                return Delivery.KNOWN
        with _explained(f"cannot write to {self._file.path}"):
            self._append(alert)
        with _explained(f"cannot write to stdout, but the alert {alert.id} is in {self._file.path}"):
            self._show(alert)
        with _explained(f"cannot remember what was written to {self._file.path}"):
            self._known.add(alert.id)
        self._appended.discard(alert.id)
        self._shown.discard(alert.id)
        return Delivery.WRITTEN

    def close(self) -> None:
        """Close the file and let go of the folder; the stream stays open."""
        self._file.close()
        self._known.close()

    def _append(self, alert: Alert) -> None:
        if alert.id not in self._appended:
            self._file.append(format_json(alert))
            self._appended.add(alert.id)

    def _show(self, alert: Alert) -> None:
        """Write the line to the stream. After an error its buffer has the line, and only needs to be flushed."""
        if alert.id not in self._shown:
            line = self._render(alert)
            self._shown.add(alert.id)
            self._stream.write(f"{_encodable(line, self._stream.encoding or 'utf-8')}\n")
        self._stream.flush()


def open_log_sink(folder: Path, stream: TextIO, *, as_json: bool = False) -> LogSink:
    """Return a log sink that writes to `stream` and to alerts.jsonl in `folder`, which is made if need be.

    Raises ConfigurationError when the folder cannot be written to or another sink has it.
    """
    render = format_json if as_json else format_line
    with ExitStack() as opened:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            known = opened.enter_context(closing(KnownIds.open(folder)))  # first: it keeps other sinks away
            file = opened.enter_context(closing(AlertFile(folder)))
            sink = LogSink(file, known, stream, render=render)
        except OSError as error:
            raise ConfigurationError(f"cannot write alerts to {folder}: {explain_folder(folder, error)}") from error
        opened.pop_all()
    return sink


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn the system's errors into what to do about them."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Backpressure(f"{what}: {error.strerror}; waiting for room", RETRY_SECONDS) from error
        raise SinkFailed(f"{what}: {error.strerror}. Start again once that is put right: nothing is lost") from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise Backpressure(f"{what}: {error}; waiting for room", RETRY_SECONDS) from error
        raise SinkFailed(f"{what}: {error}. Start again once that is put right: nothing is lost") from error


def _encodable(line: str, encoding: str) -> str:
    return line.encode(encoding, ESCAPING).decode(encoding)
