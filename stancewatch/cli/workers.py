"""The commands that go on until they are told to stop: ingest, process, sink log, and run, which is all three."""

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any, Literal

import structlog
import typer

from stancewatch import topics
from stancewatch.cli.common import get_settings, make_transport
from stancewatch.cli.feeds import check_feeds
from stancewatch.cli.running import Run, run_until_stopped, serve_telemetry, stopping_on_signals
from stancewatch.cli.showing import LOADING, print_line, tell_worker
from stancewatch.errors import StancewatchError
from stancewatch.settings import Settings
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Transport
from stancewatch.waiting import wait_for_transport
from stancewatch.worker import Worker

if TYPE_CHECKING:
    from ingest.worker import Ingest
    from sinks.log import LogSink

Data = Annotated[Path | None, typer.Option("--data", help="Data folder of the local transport and of the sink.")]
Seeds = Annotated[Path | None, typer.Option("--seeds", help="Folder of seed documents, or one of them.")]
Feeds = Annotated[list[str] | None, typer.Option("--feed", help="Address of a feed; may be given again.")]
Format = Annotated[Literal["text", "json"] | None, typer.Option("--format", help="A readable line, or JSON.")]
Port = Annotated[int | None, typer.Option("--port", help="Port of /metrics, /healthz and /readyz; 0: none.")]
TransportName = Annotated[
    Literal["local", "kafka"] | None, typer.Option("--transport", help="What carries the records.")
]


def _check_wait(seconds: float) -> float:
    if not seconds >= 0:  # a nan is not either
        raise typer.BadParameter(f"{seconds} is no time to wait; give seconds, 0 or more")
    return seconds


Wait = Annotated[float, typer.Option("--wait", callback=_check_wait, help="Seconds to wait for an absent broker.")]

log = structlog.get_logger("stancewatch")

EXTRACT, TRACK, SINK, INGEST = "extract", "track", "sink", "ingest"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(run)
    app.command()(ingest)
    app.command()(process)
    sinks = typer.Typer(no_args_is_help=True, help="Deliver alerts: a worker for each kind of sink.")
    sinks.callback()(lambda: None)
    sinks.command("log")(sink_log)
    app.add_typer(sinks, name="sink")
    topic_commands = typer.Typer(no_args_is_help=True, help="Create and check the topics.")
    topic_commands.callback()(lambda: None)
    topic_commands.command("ensure")(topics_ensure)
    app.add_typer(topic_commands, name="topics")


def run(
    context: typer.Context,
    *,
    data: Data = None,
    seeds: Seeds = None,
    feed: Feeds = None,
    form: Format = None,
    port: Port = None,
) -> None:
    """Run all workers in this process, on a log in the data folder, until Ctrl-C.

    Alerts are printed on stdout as they are raised, and kept in alerts.jsonl. Start it again with the same folder and
    it goes on where it was.

    Example: `stancewatch run --feed https://news.example/world.rss`
    """
    level: Literal["info", "warning"] = "warning" if sys.stderr.isatty() else "info"
    settings = get_settings(context, _overrides(data, seeds, feed, form, port), level=level)
    check_feeds(settings.ingest.feeds)
    if settings.transport != "local":
        log.warning("settings.unused", detail="run carries its records on the local log; transport has no effect")
    settings = settings.model_copy(update={"transport": "local"})
    workers, readiness = (EXTRACT, TRACK, SINK), Readiness((INGEST, EXTRACT, TRACK, SINK))

    def make(transport: Transport) -> list[Run]:
        runs = [
            _sink(alerts, transport, readiness),
            _track(transport, readiness),
            _extract(settings, transport, readiness),
            _ingest(settings, transport, readiness),
        ]
        sources, folder = describe_sources(settings), f"{settings.data_folder}/"
        line = f"watching {sources}; alerts are kept in {folder}; Ctrl-C stops"
        tell_worker("run.watching", line, sources=sources, alerts=folder)
        return runs

    with _open_log_sink(settings) as alerts, serve_telemetry(settings, "run", workers=workers, readiness=readiness):
        run_until_stopped(_on_checked_topics(settings, make))


def describe_sources(settings: Settings) -> str:
    """Return what is watched, in words: the seeds folder and how many feeds."""
    number, seeds = len(settings.ingest.feeds), settings.ingest.seeds_folder
    return f"{seeds}{'' if seeds.is_file() else '/'} and {number or 'no'} {'feed' if number == 1 else 'feeds'}"


def ingest(
    context: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help="Publish what is there, then exit.")] = False,
    transport: TransportName = None,
    data: Data = None,
    seeds: Seeds = None,
    feed: Feeds = None,
    port: Port = None,
    wait: Wait = 30.0,
) -> None:
    """Publish seed documents and feed entries as articles, each once, until Ctrl-C or SIGTERM.

    The seeds folder is looked into every 5 seconds; feeds are polled at their interval. With --once it ends with 1 when
    no feed could be read, or without feeds no seeds folder.
    """
    settings = get_settings(context, {**_overrides(data, seeds, feed, None, port), "transport": transport})
    check_feeds(settings.ingest.feeds)
    if once:
        _ingest_once(settings, wait_seconds=wait)
        return
    readiness = Readiness((INGEST,))
    with serve_telemetry(settings, INGEST, workers=(), readiness=readiness):
        run_until_stopped(_on_checked_topics(settings, lambda transport: [_ingest(settings, transport, readiness)]))


def process(
    context: typer.Context,
    *,
    only: Annotated[Literal["extract", "track"] | None, typer.Option("--only", help="Run one stage.")] = None,
    transport: TransportName = None,
    data: Data = None,
    port: Port = None,
) -> None:
    """Find positions in articles and keep the ledger: the stages extract and track.

    It waits for articles for ever, and ends at Ctrl-C or SIGTERM.
    """
    settings = get_settings(context, {**_overrides(data, None, None, None, port), "transport": transport})
    stages = (only,) if only else (EXTRACT, TRACK)
    readiness = Readiness(stages)

    def make(transport: Transport) -> list[Run]:
        made = {
            EXTRACT: lambda: _extract(settings, transport, readiness),
            TRACK: lambda: _track(transport, readiness),
        }
        return [made[stage]() for stage in stages]

    with serve_telemetry(settings, "process", workers=stages, readiness=readiness):
        run_until_stopped(_on_checked_topics(settings, make))


def sink_log(
    context: typer.Context,
    *,
    form: Format = None,
    transport: TransportName = None,
    data: Data = None,
    port: Port = None,
) -> None:
    """Print each alert as one line on stdout and keep it in alerts.jsonl.

    It waits for alerts for ever, and ends at Ctrl-C or SIGTERM.
    """
    settings = get_settings(context, {**_overrides(data, None, None, form, port), "transport": transport})
    readiness = Readiness((SINK,))
    with _open_log_sink(settings) as alerts, serve_telemetry(settings, SINK, workers=(SINK,), readiness=readiness):
        run_until_stopped(_on_checked_topics(settings, lambda transport: [_sink(alerts, transport, readiness)]))


def topics_ensure(
    context: typer.Context, *, transport: TransportName = None, data: Data = None, wait: Wait = 30.0
) -> None:
    """Create the topics that are missing and check those that are there; exit 1 when one differs."""
    settings = get_settings(context, {**_overrides(data, None, None, None, None), "transport": transport})
    stop = Event()
    with stopping_on_signals(stop):
        made = make_transport(settings)
        created = wait_for_transport(lambda: made.ensure_topics(topics.ALL), stop=stop, wait_seconds=wait)
    if created is None:
        raise StancewatchError("stopped before the topics were there; run it again")
    for name in created:
        print_line(f"created {name}")
    print_line(f"{len(topics.ALL)} topics are there, as this version needs them")


def _overrides(
    data: Path | None, seeds: Path | None, feeds: list[str] | None, form: str | None, port: int | None
) -> dict[str, Any]:
    return {
        "data_folder": data,
        "ingest": {"seeds_folder": seeds, "feeds": tuple(feeds) if feeds else None},
        "sink": {"format": form},
        "telemetry": {"port": port},
    }


def _on_checked_topics(
    settings: Settings, make: Callable[[Transport], Sequence[Run]]
) -> Callable[[Event], Sequence[Run]]:
    """Return what waits for the transport, refuses topics that differ, and then gives what `make` makes."""

    def prepare(stop: Event) -> Sequence[Run]:
        transport = make_transport(settings)

        def check() -> bool:
            transport.check_topics(topics.ALL)
            return True

        return make(transport) if wait_for_transport(check, stop=stop) else ()

    return prepare


def _ingest(settings: Settings, transport: Transport, readiness: Readiness) -> Run:
    def run_ingest(stop: Event) -> None:
        with _open_ingest(settings, transport, readiness=readiness) as worker:
            worker.run(stop)

    return run_ingest


def _ingest_once(settings: Settings, *, wait_seconds: float) -> None:
    stop = Event()
    with (
        stopping_on_signals(stop),
        _open_ingest(settings, make_transport(settings), wait_seconds=wait_seconds) as worker,
    ):
        is_read = worker.once(stop)
    if stop.is_set():
        raise StancewatchError("stopped before all was published; run it again, nothing is published twice")
    if not is_read:
        what = "no feed" if settings.ingest.feeds else f"nothing of {settings.ingest.seeds_folder}"
        raise StancewatchError(f"{what} could be read; why is said above")


def _open_ingest(
    settings: Settings, transport: Transport, *, readiness: Readiness | None = None, wait_seconds: float | None = None
) -> "Ingest":
    from ingest.worker import Ingest

    chosen = settings.ingest
    return Ingest(
        transport,
        seeds_folder=chosen.seeds_folder,
        seeds_interval_seconds=chosen.seeds_interval_seconds,
        feeds=chosen.feeds,
        feed_interval_seconds=chosen.feed_interval_seconds,
        readiness=readiness,
        wait_seconds=wait_seconds,
    )


def _extract(settings: Settings, transport: Transport, readiness: Readiness) -> Run:
    tell_worker("pipeline.loading", LOADING, detail=LOADING)
    from process.extract.pipeline import make_extractor
    from process.worker import ExtractHandler

    handler = ExtractHandler(make_extractor(settings.desk))
    return Worker(handler, transport, readiness=readiness).run


def _track(transport: Transport, readiness: Readiness) -> Run:
    from process.worker import TrackHandler

    return Worker(TrackHandler(lambda: datetime.now(UTC)), transport, readiness=readiness).run


def _open_log_sink(settings: Settings) -> "AbstractContextManager[LogSink]":
    from sinks.log import open_log_sink

    return closing(open_log_sink(settings.data_folder, sys.stdout, as_json=settings.sink.format == "json"))


def _sink(alerts: "LogSink", transport: Transport, readiness: Readiness) -> Run:
    from sinks.worker import SinkHandler

    handler = SinkHandler(alerts, lambda: datetime.now(UTC))
    return Worker(handler, transport, readiness=readiness, record_level="debug").run
