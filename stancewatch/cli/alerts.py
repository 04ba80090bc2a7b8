"""stancewatch alerts: what was raised, with all that is known of each alert, and what is raised from now on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from sinks.json_line import format_fields, to_fields
from stancewatch import topics
from stancewatch.cli.colours import choose_paint
from stancewatch.cli.common import get_settings
from stancewatch.cli.moments import parse_period
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
from stancewatch.cli.running import stopping_on_signals
from stancewatch.cli.showing import print_line, say, terminal_width
from stancewatch.contracts import Alert, AlertKind
from stancewatch.errors import InvalidMessage
from stancewatch.handler import decode, place_of
from stancewatch.settings import Settings
from stancewatch.transport.base import Reader, Record
from stancewatch.waiting import wait_for_transport

if TYPE_CHECKING:
    from sinks.selection import AlertSelection

FOLLOW_SECONDS = 0.5
"""Between two looks for new alerts."""
NONE = "there are no alerts yet"
NONE_FITS = "no alert fits; without filters all that there are is shown"

Kinds = Annotated[list[AlertKind] | None, typer.Option("--kind", help="Only alerts of this kind; may be given again.")]
Publishers = Annotated[
    list[str] | None, typer.Option("--publisher", help="Only of this publisher, or a part of its name.")
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only those raised on that day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only those raised on that day or before.")]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(alerts)


def alerts(
    context: typer.Context,
    *,
    kinds: Kinds = None,
    holders: Holders = None,
    issues: Issues = None,
    stance: StanceName = None,
    publishers: Publishers = None,
    since: Since = None,
    until: Until = None,
    last: Annotated[int | None, typer.Option("--last", "-n", min=1, help="Only the latest so many.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with new ones until Ctrl-C.")] = False,
    as_json: AsJson = False,
    data: Data = None,
    transport: TransportName = None,
) -> None:
    """Show the alerts that were raised, the oldest first, each once: what is new, whose words, and what they replace.

    Example: `stancewatch alerts --kind changed --since 2025-05-01 --follow`
    """
    settings = get_settings(context, {"data_folder": data, "transport": transport}, level="warning")
    from sinks.selection import AlertSelection

    start, end = parse_period(since, until)
    of_any = AlertSelection(frozenset(kinds or ()), stance=stance, publishers=publishers or (), since=start, until=end)
    with _open_raised(settings) as raised:
        found = raised.read()
        selection = _narrow(of_any, _find_names(settings, found), holders or (), issues or ())
        show = _make_show(raised, as_json=as_json)
        chosen = [one for one in found if selection.holds(one)]
        for one in chosen if last is None else chosen[-last:]:
            show(one)
        if follow:
            _follow(raised, selection, show)
        elif not chosen:
            say(NONE_FITS if found else f"{NONE}. {advise_reading(settings)}")


def _find_names(settings: Settings, found: Sequence[Alert]) -> Names:
    return Names(settings, (one.position.holder for one in found), (one.position.issue for one in found))


def _narrow(
    selection: "AlertSelection", names: Names, holders: Sequence[str], issues: Sequence[str]
) -> "AlertSelection":
    """Return the selection with the holders and issues that these words mean."""
    return replace(selection, holders=frozenset(names.holders(holders)), issues=names.issues(issues))


@contextmanager
def _open_raised(settings: Settings) -> Iterator["Raised"]:
    with (
        closing(open_reader(settings, topics.ALERTS)) as alert_reader,
        closing(open_reader(settings, topics.LEDGER)) as ledger_reader,
    ):
        yield Raised(alert_reader, Ledger(ledger_reader))


class Raised:
    """The alerts on the topic, each once, and what the ledger says of them by now."""

    def __init__(self, reader: Reader, ledger: Ledger) -> None:
        self._reader = reader
        self._ledger = ledger
        self._known: set[str] = set()
        self._read: list[Alert] = []

    def read(self) -> Sequence[Alert]:
        """Return the alerts that were not returned before, by the time they were raised.

        Raises TransportError when they cannot be read; what was read until then comes with the next call.
        """
        for record in self._reader.read():
            alert = _decode(record)
            if alert and alert.id not in self._known:
                self._known.add(alert.id)
                self._read.append(alert)
        self._ledger.catch_up()
        found, self._read = self._read, []
        return sorted(found, key=lambda alert: (alert.raised_at, alert.id))

    def outlets(self, alert: Alert) -> Sequence[str] | None:
        """Return the publishers that carry the alert's stance by now; None when the ledger does not have its entry."""
        from process.track.past import outlets_by_now

        entry = self._ledger.entries.get(alert.position.key)
        return outlets_by_now(alert, entry) if entry else None


def _decode(record: Record) -> Alert | None:
    """Return the alert in a record; a record that holds none is told of and passed over."""
    try:
        alert: Alert = decode(topics.ALERTS, record)
    except InvalidMessage as error:
        place = place_of(record)
        say(f"passed over {place['topic']} {place['partition']}@{place['offset']}: {error}")
        return None
    return alert


def _make_show(raised: Raised, *, as_json: bool) -> Callable[[Alert], None]:
    from sinks.card import render_card

    paint = choose_paint()

    def show(alert: Alert) -> None:
        outlets = raised.outlets(alert)
        if as_json:
            print_line(format_fields({**to_fields(alert), "outlets": outlets}))
            return
        for line in (*render_card(alert, width=terminal_width(), paint=paint, outlets=outlets), ""):
            print_line(line)

    return show


def _follow(raised: Raised, selection: "AlertSelection", show: Callable[[Alert], None]) -> None:
    """Show new alerts until Ctrl-C or SIGTERM; a transport that is away is waited for."""
    stop = Event()
    with stopping_on_signals(stop):
        while not stop.wait(FOLLOW_SECONDS):
            for one in wait_for_transport(raised.read, stop=stop) or ():
                if selection.holds(one):
                    show(one)
