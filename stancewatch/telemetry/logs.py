"""Logs on stderr: lines for people on a terminal, JSON elsewhere; whatever stands in a value, it is one harmless line.

Other libraries log through the standard library; what they say is brought here, and no more often than can be read.
"""

import logging
import sys
import threading
import time
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, Literal, TextIO

import structlog

from stancewatch.text import clean_text

BURST = 5
WINDOW_SECONDS = 10.0
"""Another library's message passes so often in that time: kafka-python can repeat one thousands of times a second."""
KNOWN_MESSAGES = 1000
TELL_ADDRESSES = ("httpx2", "httpcore2")
"""Loggers that write each request's whole address, passwords and keys included: heard only from warnings on."""
FIRST_FIELDS = ("timestamp", "level", "event")

Event = MutableMapping[str, Any]


def configure_logging(
    *,
    level: Literal["debug", "info", "warning", "error"] = "info",
    style: Literal["auto", "console", "json"] = "auto",
    stream: TextIO | None = None,
) -> None:
    """Send all logs of this process to `stream` (stderr). `style` "auto" is console on a terminal, else JSON."""
    lines = stream or sys.stderr
    is_console = style == "console" or (style == "auto" and lines.isatty())
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _clean_event,
            _make_renderer(lines) if is_console else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_: _Lines(lines),
        cache_logger_on_first_use=False,
    )
    _bring_in_others(number)


def _make_renderer(lines: TextIO) -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=lines.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _clean_event(_logger: object, _method: str, event: Event) -> Event:
    ordered = {**{key: event[key] for key in FIRST_FIELDS if key in event}, **event}
    return {key: _clean_trace(value) if key == "exception" else clean_value(value) for key, value in ordered.items()}


def clean_value(value: Any) -> Any:
    """Return a value as it may be printed: texts cleaned, in containers too."""
    if isinstance(value, str):
        return clean_text(str(value))  # str: a word of an enumeration becomes that word
    if isinstance(value, dict):
        return {clean_text(str(key)): clean_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean_value(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return clean_text(str(value))


def _clean_trace(trace: str) -> str:
    """Keep a traceback's lines and indentation, and nothing else that does not print."""
    return "".join(character if character.isprintable() or character == "\n" else "\ufffd" for character in trace)


class _Lines:
    """Writes lines to a stream, and goes on when that is gone: a lost log line must not cost a record."""

    _lock = threading.Lock()

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        with self._lock, suppress(OSError, ValueError):
            self._stream.write(line + "\n")
            self._stream.flush()

    debug = info = warning = error = critical = msg


def _bring_in_others(number: int) -> None:
    handler = _Others()
    handler.addFilter(RateLimit())
    logging.root.handlers[:] = [handler]
    # The libraries' info is about each connection and each refresh: for those who look for something.
    logging.root.setLevel(logging.INFO if number <= logging.DEBUG else max(number, logging.WARNING))
    for name in TELL_ADDRESSES:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


class _Others(logging.Handler):
    """Gives what the standard library's loggers say to structlog, an error in a few words instead of a traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        facts: dict[str, Any] = {"logger": record.name}
        if record.exc_info and record.exc_info[1]:
            facts["error"] = f"{type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        if unsaid := getattr(record, "unsaid", 0):
            facts["unsaid"] = unsaid
        structlog.get_logger().log(record.levelno, record.getMessage(), **facts)


class RateLimit(logging.Filter):
    """Lets a message pass `BURST` times in `WINDOW_SECONDS`; the next that passes tells how many did not."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record passes. Called under the handler's caller, so in any thread."""
        key, now = (record.name, str(record.msg)), time.monotonic()
        since, count = self._counts.get(key, (now, 0))
        if now - since >= WINDOW_SECONDS:
            record.unsaid = max(0, count - BURST)
            since, count = now, 0
        if len(self._counts) >= KNOWN_MESSAGES:  # messages that hold changing values; begin anew
            self._counts.clear()
        self._counts[key] = (since, count + 1)
        return count < BURST
