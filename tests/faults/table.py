"""What became of each kind of fault: kept in a file, so that a run can go on where it was, and printed as a table."""

import json
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import kafka

from tests.faults.kinds import Kind
from tests.kafka.jars import read_lock

HEAD = (
    "| fault | kind | times | result | recovered in (median, slowest) | seed | run |\n|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind that was run to its end. `began` is the moment in UTC, `commit` the version of the code."""

    kind: str
    count: int
    seed: int
    began: str
    seconds: float
    commit: str
    recoveries: Sequence[float]
    problems: Sequence[str]
    notes: Sequence[str]


def read(path: Path) -> dict[str, Row]:
    """Return the last row of each kind."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = (Row(**json.loads(line)) for line in lines)
    return {row.kind: row for row in rows}


def append(path: Path, row: Row) -> None:
    """Add a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(asdict(row))}\n")


def render(kinds: Iterable[Kind], rows: Mapping[str, Row]) -> str:
    """Return the table, in Markdown: a line for each kind, whether it was run or not."""
    lines = "".join(_render_line(kind, rows.get(kind.name)) for kind in kinds)
    return f"{describe_versions()}\n\n{HEAD}{lines}"


def describe_versions() -> str:
    """Return what the faults were made on."""
    [jar] = [name for name in read_lock() if name.startswith("kafka-server-4")]
    broker = jar.removeprefix("kafka-server-").removesuffix(".jar")
    return f"Apache Kafka {broker}, kafka-python {kafka.__version__}, Python {platform.python_version()}"


def _render_line(kind: Kind, row: Row | None) -> str:
    if row is None:
        return f"| {kind.what} | `{kind.name}` | | not run | | | |\n"
    result = "; ".join([*row.problems, *row.notes]) if row.problems else "; ".join(["as expected", *row.notes])
    run = f"{row.began}, {row.seconds:.0f} s, {row.commit}"
    return (
        f"| {kind.what} | `{kind.name}` | {row.count} | {result} | {_render_recoveries(row.recoveries)} |"
        f" {row.seed} | {run} |\n"
    )


def _render_recoveries(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.1f} s, {max(seconds):.1f} s" if seconds else ""
