"""alerts.jsonl: one alert a line, appended whole or not at all, rotated by size."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 10 * 1024 * 1024
KEPT_FILES = 5
"""Rotated files beside the current one: alerts.jsonl.1 is the newest. At 2 kB a line that is some 30,000 alerts."""
NAME = "alerts.jsonl"


class AlertFile:
    """The file, open for appending. Every method raises OSError as the system gives it."""

    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES, kept_files: int = KEPT_FILES) -> None:
        self.path = folder / NAME
        self._max_bytes = max_bytes
        self._kept_files = kept_files
        self._open()

    def append(self, line: str) -> None:
        """Write a line to the disk. When that fails the file is as before."""
        data = f"{line}\n".encode()
        if self._file.closed:  # a rotation that failed half way
            self._open()
        if self._size and self._size + len(data) > self._max_bytes:
            self._rotate()
        try:
            self._write(data)
        except OSError:
            self._file.truncate(self._size)
            raise
        self._size += len(data)

    def read_ids(self) -> Iterator[str]:
        """Yield the ids of the alerts in the current file and in the one before it."""
        for path in (self.path, self._rotated(1)):
            if path.exists():
                with path.open(encoding="utf-8", errors="replace") as lines:
                    yield from filter(None, map(_read_id, lines))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self) -> None:
        """Open the file, and cut off the rest of a line that was not written to its end."""
        self._file = self.path.open("ab", buffering=0)
        self._size = _whole_lines_size(self.path)
        self._file.truncate(self._size)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        os.fsync(self._file.fileno())

    def _rotate(self) -> None:
        self._file.close()
        for number in range(self._kept_files, 0, -1):
            older = self._rotated(number - 1)
            if older.exists():
                older.replace(self._rotated(number))
        self._open()

    def _rotated(self, number: int) -> Path:
        return self.path.with_name(f"{NAME}.{number}") if number else self.path


def _whole_lines_size(path: Path) -> int:
    """Return the bytes up to the end of the last whole line."""
    data = path.read_bytes()
    return data.rfind(b"\n") + 1


def _read_id(line: str) -> str | None:
    """Return the id in a line; None for one that somebody else has written."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return str(fields["id"]) if isinstance(fields, dict) and "id" in fields else None
