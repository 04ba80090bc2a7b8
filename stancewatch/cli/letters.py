"""Dead letters read back: what was refused, why, where it stood, and whether it can be sent there again. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from stancewatch import topics
from stancewatch.dead_letters import PREFIX
from stancewatch.text import MAX_SHOWN, cell_width, shorten
from stancewatch.transport.base import Outgoing, Record

SHOWN_BYTES = 16 * 1024
"""Of a key, a value or a header on a terminal: more than a screen."""
LEAST_DETAIL = 12
"""Cells in which a detail begins to tell something."""
MOST_DIGITS = 20
"""Of an offset; Python refuses to read thousands."""
REPLAYABLE = frozenset(topic.name for topic in topics.ALL if topic.message and not topic.is_compacted)
"""Topics that workers read. What a compacted topic held is state: it would put a newer state back."""

Headers = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: `facts` are what the worker wrote of it, the rest is the record that it refused.

    `id` is the letter's own place among the dead letters, PARTITION:OFFSET; `died_at` is when it was written. `size` is
    that of the record's key and value in bytes, before any cut.
    """

    id: str
    died_at: datetime
    facts: Mapping[str, str]
    size: int
    headers: Headers = ()
    key: bytes = b""
    value: bytes | None = None

    @property
    def reason(self) -> str:
        """Why it was refused, in one of a few fixed words."""
        return self.facts.get("reason", "")

    @property
    def topic(self) -> str:
        """Where the record stood."""
        return self.facts.get("topic", "")

    @property
    def place(self) -> str:
        """Where the record stood, to the offset."""
        return f"{self.topic} {self.facts.get('partition', '?')}@{self.facts.get('offset', '?')}"


def parse_letter(record: Record) -> Letter:
    """Return a record of the dead letters' topic as a letter. What no worker of ours has written has no facts."""
    facts: dict[str, str] = {}
    for name, value in record.headers:
        fact = name.removeprefix(PREFIX)
        if fact == name or fact in facts:  # the record's own headers stand behind ours
            break
        facts[fact] = value.decode(errors="replace")
    died_at = datetime.fromtimestamp(record.timestamp_ms / 1000, UTC)
    number, key = f"{record.partition}:{record.offset}", record.key or b""
    size = _number(facts.get("original-bytes", ""))
    if size is None:
        size = len(key) + len(record.value or b"")
    return Letter(number, died_at, facts, size, record.headers[len(facts) :], key, record.value)


def without_bytes(letter: Letter) -> Letter:
    """Return what a list shows of a letter: not the record itself, which may have 2 MiB."""
    return replace(letter, headers=(), key=b"", value=None)


def why_not_replayable(letter: Letter) -> str:
    """Return why the record cannot be sent back to its topic; "" when it can."""
    if letter.topic not in REPLAYABLE:
        return f"no worker reads {printable(letter.topic.encode()) or 'where it came from'}"
    if "original-bytes" in letter.facts:
        return "its bytes were cut: the record was over the size limit"
    if "headers-left-out" in letter.facts:
        return f"{letter.facts['headers-left-out']} of its headers were left out"
    return ""


def to_original(letter: Letter) -> Outgoing:
    """Return the record as it was, to be written to its topic again."""
    return Outgoing(letter.topic, letter.key, letter.value, letter.headers)


def to_row(letter: Letter) -> dict[str, Any]:
    """Return what is told of a letter in a list, as plain values."""
    return {
        "id": letter.id,
        "died_at": letter.died_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "reason": letter.reason,
        "detail": letter.facts.get("detail", ""),
        "worker": letter.facts.get("worker", ""),
        "version": letter.facts.get("version", ""),
        "topic": letter.topic,
        "partition": _number(letter.facts.get("partition", "")),
        "offset": _number(letter.facts.get("offset", "")),
        "bytes": letter.size,
    }


def render_list(letters: Iterable[Letter], *, width: int | None) -> Iterator[str]:
    """Yield a line for each letter: id, time, size, reason, where it stood, and in words what was wrong.

    The words are cut, or left out, where a terminal has no room for them in its `width` cells.
    """
    for letter in letters:
        columns = (
            f"{letter.id:<6}",
            f"{letter.died_at:%Y-%m-%d %H:%M}Z",
            f"{letter.size:>7} B",
            f"{_clean(letter.reason) or 'unknown':<15}",
            _clean(letter.place),
        )
        yield _with_detail("  ".join(columns), _clean(letter.facts.get("detail", "")), width)


def _with_detail(line: str, detail: str, width: int | None) -> str:
    room = MAX_SHOWN if width is None else width - cell_width(line) - 2
    return f"{line}  {shorten(detail, room)}" if detail and room >= LEAST_DETAIL else line


def render_letter(letter: Letter) -> Iterator[str]:
    """Yield the lines that show a letter, safe on a terminal: bytes that do not print are written as escapes."""
    yield f"dead letter {letter.id}, written {letter.died_at:%Y-%m-%d %H:%M:%S}Z"
    for name, value in letter.facts.items():
        yield f"  {_clean(name)}: {_clean(value)}"
    yield from ("", "headers" if letter.headers else "no headers")
    for header, content in letter.headers:
        yield f"  {_clean(header)}: {_shown(content)}"
    yield from ("", f"key, {len(letter.key)} bytes", _shown(letter.key))
    size = "no value" if letter.value is None else f"value, {len(letter.value)} bytes"
    yield from ("", size, _shown(letter.value or b""))


def printable(data: bytes) -> str:
    """Return bytes as text; what is no UTF-8, or steers a terminal, or is not to be seen, as an escape."""
    text = data.decode("utf-8", "backslashreplace")
    return "".join(one if one.isprintable() else _escape(one) for one in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def _shown(data: bytes) -> str:
    more = f" … {len(data) - SHOWN_BYTES} bytes more; --raw writes all" if len(data) > SHOWN_BYTES else ""
    return printable(data[:SHOWN_BYTES]) + more


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", "".join(one if one.isprintable() else _escape(one) for one in text))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
