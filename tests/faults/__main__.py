"""`python -m tests.faults`: make faults, of all kinds or of those that are named, and say what became of each.

What is finished is kept beside the other caches of the tests, so that a run that was broken off goes on where it was.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from random import SystemRandom

from tests.faults import table
from tests.faults.catalogue import KINDS
from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.report import Report
from tests.faults.table import Row

CACHE = Path(__file__).parent / ".cache"
FINISHED = CACHE / "finished.jsonl"


def main() -> int:
    """Make the faults that are asked for, print what is known of all, and return the exit status."""
    options = _parse_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # brokers and workers are to end with us
    if options.again:
        FINISHED.unlink(missing_ok=True)
    for kind in () if options.table else _choose(options.kinds):
        row = table.read(FINISHED).get(kind.name)
        if row is None or row.problems:
            table.append(FINISHED, _run(kind, seed=options.seed, count=options.count or kind.count))
        else:
            _say(f"{kind.name}: finished on {row.began}; --again makes all faults again")
    rows = table.read(FINISHED)
    sys.stdout.write(table.render(KINDS, rows))
    return 1 if any(row.problems for row in rows.values()) else 0


def _run(kind: Kind, *, seed: int, count: int) -> Row:
    """Make the faults of one kind. Its logs stay only when something was wrong."""
    folder = CACHE / "logs" / kind.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _say(f"{kind.name}: {kind.what}, {count} times, seed {seed}")
    began, start = datetime.now(UTC), time.monotonic()
    try:
        with Lab(folder, seed=seed, tell=lambda line: _say(f"{kind.name} of {count}: {line}")) as lab:
            report = kind.inflict(lab, count)
    except Exception as error:  # noqa: BLE001 - the other kinds are to be run all the same
        report = Report(problems=[f"{type(error).__name__}: {error}"])
    for problem in report.problems:
        _say(f"{kind.name}: {problem}")
    if not report.problems:
        shutil.rmtree(folder)
    seconds = time.monotonic() - start
    _say(f"{kind.name}: {'wrong, see ' + str(folder) if report.problems else 'as expected'}, after {seconds:.0f} s")
    facts = {"began": f"{began:%Y-%m-%d %H:%M}Z", "seconds": seconds, "commit": _find_commit()}
    found = {"recoveries": report.recoveries, "problems": report.problems, "notes": report.notes}
    return Row(kind.name, count, seed, **facts, **found)


def _choose(patterns: Sequence[str]) -> list[Kind]:
    chosen = [kind for kind in KINDS if not patterns or any(fnmatch(kind.name, pattern) for pattern in patterns)]
    if not chosen:
        sys.exit(f"no kind is named so; there are {', '.join(kind.name for kind in KINDS)}")
    return chosen


def _find_commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def _say(line: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {line}\n")
    sys.stderr.flush()


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="names or patterns, such as 'kill-*'; none: all")
    parser.add_argument("--again", action="store_true", help="forget what is finished")
    parser.add_argument("--table", action="store_true", help="make none, and print what became of those made before")
    parser.add_argument("--count", type=int, help="so many faults of each kind, instead of as many as it says")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000), help="what chance begins with")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
