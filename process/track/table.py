"""The ledger as a table, holders × issues, in words, for a terminal of any width."""  # noqa: RUF002 - it is a times sign

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from stancewatch.contracts import LedgerEntry
from stancewatch.text import cell_width, clean_text, pad, shorten
from stancewatch.tones import Paint, Tone, plain, tone_of

NO_STANCE = "–"  # noqa: RUF001 - a dash, to be seen
FORGOTTEN = "?"
LEGEND = f"if: under a condition   {NO_STANCE}: no stance seen"
FORGOTTEN_LEGEND = f"{FORGOTTEN}: the history that is kept begins after that day"
GAP = "  "
RULE = "─"
HOLDER_WIDTH = 26
"""Cells of the longest holder shown in full, "Luiz Inácio Lula da Silva", and one to spare."""
HEADING_WIDTH = 12
"""Cells after which an issue's name goes on below: the longest of its words, "negotiations"."""


class Cell(NamedTuple):
    """Words, and what they are."""

    words: str
    tone: Tone = Tone.TEXT


Grid: TypeAlias = Mapping[tuple[str, str], Cell]
"""(holder's id, issue) → the stance in words."""


def render_ledger(
    entries: Iterable[LedgerEntry], *, width: int, paint: Paint = plain, forgotten: Iterable[LedgerEntry] = ()
) -> list[str]:
    """Return the lines of the table for a terminal of `width` cells.

    Holders are sorted by the number of their stances, issues by that of their holders, then by name. Issues that do not
    fit beside the others follow below, with the holders that have a stance on them; one stands there at any width.
    `forgotten` are entries whose stance on the day in question is not known any more.
    """
    known, unknown = list(entries), list(forgotten)
    grid = {_place(entry): Cell(FORGOTTEN, Tone.ASIDE) for entry in unknown}
    grid |= {_place(entry): _in_words(entry) for entry in known}
    if not grid:
        return ["The ledger is empty."]
    names = {entry.holder.id: clean_text(entry.holder.name) for entry in (*unknown, *known)}
    holders = {holder: names[holder] for holder in _rank((holder for holder, _ in grid), names)}
    issues = _rank((issue for _, issue in grid), {})
    left = width - min(HOLDER_WIDTH, max(map(cell_width, holders.values())))
    tables = [_render_table(block, holders, grid, paint) for block in _split(issues, grid, left)]
    legend = [LEGEND, FORGOTTEN_LEGEND] if unknown else [LEGEND]
    return [line for table in tables for line in (*table, "")] + [paint(line, Tone.ASIDE) for line in legend]


def _place(entry: LedgerEntry) -> tuple[str, str]:
    return entry.holder.id, entry.issue


def _in_words(entry: LedgerEntry) -> Cell:
    stance = entry.current.stance
    return Cell(f"{stance} if" if entry.current.condition else str(stance), tone_of(stance))


def _rank(keys: Iterable[str], names: Mapping[str, str]) -> list[str]:
    counts = Counter(keys)
    return sorted(counts, key=lambda key: (-counts[key], names.get(key, key).casefold(), key))


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
    words = [cell.words for (_, about), cell in grid.items() if about == issue]
    return max(map(cell_width, (*_break_heading(issue), *words)))


def _render_table(issues: Sequence[str], holders: Mapping[str, str], grid: Grid, paint: Paint) -> list[str]:
    shown = [holder for holder in holders if any((holder, issue) in grid for issue in issues)]
    headings = [_break_heading(issue) for issue in issues]
    height = max(map(len, headings))
    names = [Cell(shorten(holders[holder], HOLDER_WIDTH)) for holder in shown]
    columns = [_make_column([], names, height)]
    for issue, heading in zip(issues, headings, strict=True):
        cells = [grid.get((holder, issue), Cell(NO_STANCE)) for holder in shown]
        columns.append(_make_column(heading, cells, height))
    return [_render_row(row, paint) for row in zip(*columns, strict=True)]


def _make_column(heading: Sequence[str], cells: Sequence[Cell], height: int) -> list[Cell]:
    """Return a column's cells, of one width: the heading at the foot of `height` lines, a rule, and what is below."""
    width = max(map(cell_width, (*heading, *(cell.words for cell in cells))))
    above = [""] * (height - len(heading))
    top = [Cell(line, Tone.TITLE) for line in (*above, *heading)] + [Cell(RULE * width)]
    return [Cell(pad(cell.words, width), cell.tone) for cell in (*top, *cells)]


def _render_row(row: Sequence[Cell], paint: Paint) -> str:
    """Return a row's cells side by side. Only words are painted: blanks at the end would else not go."""
    return GAP.join(_paint_words(cell, paint) for cell in row).rstrip()


def _paint_words(cell: Cell, paint: Paint) -> str:
    words = cell.words.rstrip()
    blanks = " " * (len(cell.words) - len(words))
    return (paint(words, cell.tone) if words else "") + blanks


def _break_heading(issue: str) -> list[str]:
    """Return an issue's name in lines: "ukraine-at-the-table" → "ukraine-at-", "the-table"."""
    lines = [""]
    for part in issue.replace("-", "- ").split():
        if lines[-1] and len(lines[-1] + part) > HEADING_WIDTH:
            lines.append("")
        lines[-1] += part
    return lines
