"""The ledger as a table, holders × issues, in words, for a terminal of any width."""  # noqa: RUF002 - it is a times sign

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from stancewatch.contracts import LedgerEntry
from stancewatch.text import cell_width, clean_text, pad, shorten

NO_STANCE = "–"  # noqa: RUF001 - a dash, to be seen
LEGEND = f"if: under a condition   {NO_STANCE}: no stance seen"
GAP = "  "
RULE = "─"
HOLDER_WIDTH = 26
"""Cells of the longest holder shown in full, "Luiz Inácio Lula da Silva", and one to spare."""
HEADING_WIDTH = 12
"""Cells after which an issue's name goes on below: the longest of its words, "negotiations"."""

Grid: TypeAlias = Mapping[tuple[str, str], str]
"""(holder's name, issue) → the stance in words."""


def render_ledger(entries: Iterable[LedgerEntry], *, width: int) -> list[str]:
    """Return the lines of the table for a terminal of `width` cells.

    Holders are sorted by the number of their stances, issues by that of their holders, then by name. Issues that do not
    fit beside the others follow below, with the holders that have a stance on them; one stands there at any width.
    """
    grid = {(clean_text(entry.holder.name), entry.issue): _in_words(entry) for entry in entries}
    if not grid:
        return ["The ledger is empty."]
    holders, issues = _rank(holder for holder, _ in grid), _rank(issue for _, issue in grid)
    left = width - min(HOLDER_WIDTH, max(map(cell_width, holders)))
    tables = [_render_table(block, holders, grid) for block in _split(issues, grid, left)]
    return [line for table in tables for line in (*table, "")] + [LEGEND]


def _in_words(entry: LedgerEntry) -> str:
    return f"{entry.current.stance} if" if entry.current.condition else str(entry.current.stance)


def _rank(names: Iterable[str]) -> list[str]:
    counts = Counter(names)
    return sorted(counts, key=lambda name: (-counts[name], name.casefold()))


def _split(issues: Sequence[str], grid: Grid, width: int) -> Iterator[list[str]]:
    """Yield the issues in blocks that fit side by side, with their gaps, in `width` cells; at least one in each."""
    block: list[str] = []
    used = 0
    for issue in issues:
        needed = len(GAP) + _column_width(issue, grid)
        if block and used + needed > width:
            yield block
            block, used = [], 0
        block.append(issue)
        used += needed
    yield block


def _column_width(issue: str, grid: Grid) -> int:
    words = [word for (_, about), word in grid.items() if about == issue]
    return max(map(cell_width, (*_break_heading(issue), *words)))


def _render_table(issues: Sequence[str], holders: Sequence[str], grid: Grid) -> list[str]:
    shown = [holder for holder in holders if any((holder, issue) in grid for issue in issues)]
    headings = [_break_heading(issue) for issue in issues]
    height = max(map(len, headings))
    columns = [_make_column([], [shorten(holder, HOLDER_WIDTH) for holder in shown], height)]
    for issue, heading in zip(issues, headings, strict=True):
        columns.append(_make_column(heading, [grid.get((holder, issue), NO_STANCE) for holder in shown], height))
    return [GAP.join(row).rstrip() for row in zip(*columns, strict=True)]


def _make_column(heading: Sequence[str], cells: Sequence[str], height: int) -> list[str]:
    """Return a column's cells, of one width: the heading at the foot of `height` lines, a rule, and what is below."""
    width = max(map(cell_width, (*heading, *cells)))
    above = [""] * (height - len(heading))
    return [pad(cell, width) for cell in (*above, *heading, RULE * width, *cells)]


def _break_heading(issue: str) -> list[str]:
    """Return an issue's name in lines: "ukraine-at-the-table" → "ukraine-at-", "the-table"."""
    lines = [""]
    for part in issue.replace("-", "- ").split():
        if lines[-1] and len(lines[-1] + part) > HEADING_WIDTH:
            lines.append("")
        lines[-1] += part
    return lines
