"""The table says what was run, when, and what became of it; and which kinds were not run."""

from dataclasses import replace
from pathlib import Path

from tests.faults import table
from tests.faults.catalogue import KINDS
from tests.faults.table import Row

ROW = Row(
    kind="kill-anywhere",
    count=100,
    seed=7,
    began="2026-11-26 16:20Z",
    seconds=300.4,
    commit="abc1234",
    recoveries=[1.0, 2.0, 9.5],
    problems=[],
    notes=["2 workers ended by themselves"],
)


def lines_of(text: str, name: str) -> list[str]:
    return [line for line in text.splitlines() if f"`{name}`" in line]


def test_a_row_outlives_the_run(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "finished.jsonl"
    table.append(path, ROW)

    assert table.read(path) == {"kill-anywhere": ROW}


def test_of_two_rows_of_a_kind_the_last_one_holds(tmp_path: Path) -> None:
    path = tmp_path / "finished.jsonl"
    later = replace(ROW, seed=8)
    table.append(path, ROW)
    table.append(path, later)

    assert table.read(path) == {"kill-anywhere": later}


def test_what_was_run_is_told_with_its_figures() -> None:
    [line] = lines_of(table.render(KINDS, {ROW.kind: ROW}), "kill-anywhere")

    assert "| 100 | as expected; 2 workers ended by themselves | 2.0 s, 9.5 s | 7 |" in line
    assert "2026-11-26 16:20Z" in line


def test_what_was_not_run_is_told_too() -> None:
    [line] = lines_of(table.render(KINDS, {}), "kill-anywhere")

    assert "not run" in line


def test_every_kind_has_a_name_of_its_own_and_a_line() -> None:
    names = [kind.name for kind in KINDS]
    rendered = table.render(KINDS, {})

    assert len(set(names)) == len(names)
    assert all(lines_of(rendered, name) for name in names)
