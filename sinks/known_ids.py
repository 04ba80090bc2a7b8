"""Which alerts a sink has delivered, in a small SQLite file that one process has for itself."""

import sqlite3
from pathlib import Path
from typing import Self

from stancewatch.errors import ConfigurationError

NAME = "delivered.sqlite"


class KnownIds:
    """A set of ids that outlives the process. `add` is on the disk when it returns, and raises sqlite3.Error else."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the folder's file, or make it. Raises ConfigurationError when another process has it or it is broken."""
        path = folder / NAME
        try:
            return cls(_connect(path))
        except sqlite3.Error as error:
            raise ConfigurationError(_explain(path, error)) from error

    def __contains__(self, alert_id: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM delivered WHERE id = ?", (alert_id,))
        return found.fetchone() is not None

    def add(self, alert_id: str) -> None:
        """Remember an id."""
        self._connection.execute("INSERT OR IGNORE INTO delivered VALUES (?)", (alert_id,))

    def close(self) -> None:
        """Close the file, and let others have it."""
        self._connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file and lock it until it is closed, by whatever end of the process."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE IF NOT EXISTS delivered (id TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _explain(path: Path, error: sqlite3.Error) -> str:
    if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return f"the folder {path.parent} is in use by another run or sink log: stop that one, or choose another folder"
    return f"cannot use {path} ({error}): check the folder's rights and space, or move that file away"
