"""stancewatch ledger: where everyone stands, and how one came to stand there. Needs no running worker."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sinks.json_line import format_fields
from stancewatch import topics
from stancewatch.cli.colours import choose_paint
from stancewatch.cli.common import get_settings
from stancewatch.cli.moments import parse_end, parse_start
from stancewatch.cli.reading import (
    AsJson,
    Data,
    Holders,
    Issues,
    Ledger,
    Names,
    StanceName,
    TransportName,
    advise_reading,
    open_reader,
)
from stancewatch.cli.showing import print_line, say, terminal_width, writing
from stancewatch.contracts import LedgerEntry
from stancewatch.errors import ConfigurationError
from stancewatch.settings import Settings
from stancewatch.text import clean_text

if TYPE_CHECKING:
    from process.track.past import Past
    from process.track.selection import EntrySelection

EMPTY = "the ledger is empty"
INCOMPLETE = "a history here is not whole: an entry keeps its latest positions, and older ones are gone"

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Only stances whose latest statement was published since."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The ledger that the articles published by that day make."),
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(ledger)


def ledger(
    context: typer.Context,
    holder: Annotated[
        str | None, typer.Argument(help="Show the history of this holder: an id, a name, an alias, part of a name.")
    ] = None,
    issue: Annotated[str | None, typer.Argument(help="Only on this issue.")] = None,
    *,
    holders: Holders = None,
    issues: Issues = None,
    stance: StanceName = None,
    since: Since = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="A table for a spreadsheet.")] = False,
    data: Data = None,
    transport: TransportName = None,
) -> None:
    """Show where everyone stands: holders and issues as a table, or with HOLDER the history, with its quotations.

    Example: `stancewatch ledger "Viktor Orbán" sanctions`
    """
    settings = get_settings(context, {"data_folder": data, "transport": transport}, level="warning")
    if as_json and as_csv:
        raise ConfigurationError("--json and --csv exclude each other; leave one out")
    from process.track.selection import EntrySelection

    start, end = parse_start(since, option="--since"), parse_end(as_of, option="--as-of")
    entries = _read_entries(settings)
    names = Names(settings, (entry.holder for entry in entries), (entry.issue for entry in entries))
    asked = {**_find_first(holder, names), **names.holders(holders or [])}
    about = names.issues([*([] if issue is None else [issue]), *(issues or [])])
    past = _choose(entries, end, EntrySelection(frozenset(asked), about, stance, start))
    if not past.entries and not past.cut:
        say(_tell_nothing(asked, entries) if entries else f"{EMPTY}. {advise_reading(settings)}")
    _print(past, as_json=as_json, as_csv=as_csv, with_history=holder is not None)
    if past.cut:
        say(_tell_cut(past.cut, str(as_of)))
    if holder and _lacks_some(past, entries, is_table=as_json or as_csv):
        say(INCOMPLETE)


def _find_first(holder: str | None, names: Names) -> dict[str, str]:
    """Return whom the first word means; ConfigurationError, with a hint where it is an issue."""
    try:
        return names.holders([] if holder is None else [holder])
    except ConfigurationError:
        if holder and names.is_issue(holder):
            why = f"no holder is called {holder!r}, and the first word is a holder"
            raise ConfigurationError(f"{why}; for the issue write --issue {_quote(holder)}") from None
        raise


def _read_entries(settings: Settings) -> list[LedgerEntry]:
    """Return every entry, by holder and issue."""
    with closing(open_reader(settings, topics.LEDGER)) as reader:
        found = Ledger(reader)
        found.catch_up()
    return sorted(
        found.entries.values(), key=lambda entry: (entry.holder.name.casefold(), entry.holder.id, entry.issue)
    )


def _choose(entries: Sequence[LedgerEntry], end: datetime | None, selection: "EntrySelection") -> "Past":
    """Return what is wanted of the ledger as it stood at its end, None for now.

    Of what stance a forgotten entry was, and since when, nobody knows.
    """
    from process.track.past import Past, look_back

    past = look_back(entries, end) if end else Past(entries)
    is_open = selection.stance is None and selection.since is None
    return Past(
        [entry for entry in past.entries if selection.holds(entry)],
        [entry for entry in past.cut if is_open and selection.is_about(entry)],
    )


def _lacks_some(past: "Past", entries: Iterable[LedgerEntry], *, is_table: bool) -> bool:
    """Return whether a history is not whole where its lines do not tell so themselves, as those of a table never do."""
    from process.track.past import is_cut

    full = {entry.key for entry in entries if is_cut(entry)}
    return any(entry.key in full and (is_table or not is_cut(entry)) for entry in past.entries)


def _tell_nothing(holders: Mapping[str, str], entries: Sequence[LedgerEntry]) -> str:
    """Return that there is nothing, and whose stances those asked for, as name by id, have voiced."""
    from process.track.selection import find_spoken_for

    whose = clean_text(" or ".join(holders.values()))
    if spoken_for := find_spoken_for(entries, holders):
        names = [clean_text(actor.name) for actor in spoken_for]
        theirs = f"words of {whose} stand under {_list(names)}: `stancewatch ledger {_quote(names[0])}`"
        return f"no stance of {whose} fits; {theirs}"
    return f"no stance{f' of {whose}' if whose else ''} fits; without filters all that there are is shown"


def _list(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _quote(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _print(past: "Past", *, as_json: bool, as_csv: bool, with_history: bool) -> None:
    if as_json or as_csv:
        _print_rows(past.entries, as_csv=as_csv, with_history=with_history)
    else:
        _print_lines(past, with_history=with_history)


def _print_lines(past: "Past", *, with_history: bool) -> None:
    from process.track.table import render_ledger
    from process.track.timeline import render_history

    width, paint = terminal_width(), choose_paint()
    lines: list[str] = []
    if with_history:
        for entry in past.entries:
            lines += [*render_history(entry, width=width, paint=paint), ""]
    elif past.entries or past.cut:
        lines = render_ledger(past.entries, width=width, paint=paint, forgotten=past.cut)
    for line in lines:
        print_line(line)


def _print_rows(entries: Iterable[LedgerEntry], *, as_csv: bool, with_history: bool) -> None:
    """Print a row for each entry, or for each position of its history."""
    from process.track.rows import ENTRY_COLUMNS, POSITION_COLUMNS, entry_row, position_row

    if with_history:
        rows = [position_row(position) for entry in entries for position in entry.history]
    else:
        rows = [entry_row(entry) for entry in entries]
    if as_csv:
        _print_csv(POSITION_COLUMNS if with_history else ENTRY_COLUMNS, rows)
    else:
        for row in rows:
            print_line(format_fields(row))


def _print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    from process.track.rows import flatten

    with writing() as stdout:
        writer = csv.writer(stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(flatten(row).values() for row in rows)


def _tell_cut(cut: Sequence[LedgerEntry], day: str) -> str:
    first = min(entry.history[0].published_at for entry in cut)
    stances = "one stance is" if len(cut) == 1 else f"{len(cut)} stances are"
    return (
        f"{stances} not known as of {day}: an entry keeps its latest {len(cut[0].history)} positions, and of these the"
        f" first was published on {first:%Y-%m-%d}"
    )
