"""Which files of the seeds folder are to be read: those that were not there, or not the same, at the look before."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from ingest.seeds import SIDECAR, list_seeds

SETTLE_SECONDS = 1.0
"""A file that was written a moment ago may be half of itself: it is read at the next look."""

Signature = tuple[int, ...]


@dataclass(slots=True)
class SeedsFolder:
    """A folder, or one file, and what it held when it was last read: size and time of change, the sidecars' too."""

    path: Path
    read: dict[Path, Signature] = field(default_factory=dict)

    def changed(self) -> dict[Path, Signature]:
        """Return the files to be read now, in the order of their names. Raises OSError for an unreadable folder."""
        now_ns = time.time_ns()
        signatures = {path: _sign(path) for path in list_seeds(self.path)}
        return {
            path: signature
            for path, signature in signatures.items()
            if self.read.get(path) != signature and not _is_fresh(signature, now_ns)
        }

    def settle(self, path: Path, signature: Signature) -> None:
        """Say that a file is read and published as it was when it had this signature."""
        self.read[path] = signature


def _sign(path: Path) -> Signature:
    signature: list[int] = []
    for part in (path, path.with_suffix(SIDECAR)):
        try:
            stat = part.stat()
        except OSError:
            signature += [0, 0]
        else:
            signature += [stat.st_size, stat.st_mtime_ns]
    return tuple(signature)


def _is_fresh(signature: Signature, now_ns: int) -> bool:
    return any(0 <= now_ns - changed_ns < SETTLE_SECONDS * 1e9 for changed_ns in signature[1::2])
