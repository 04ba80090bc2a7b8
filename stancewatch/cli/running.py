"""Running workers until a signal comes: threads, one stop event, and a server for their metrics."""

import math
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Event, Thread
from time import monotonic
from types import FrameType

import structlog

from stancewatch import __version__, topics
from stancewatch.errors import StancewatchError
from stancewatch.settings import Settings
from stancewatch.telemetry import metrics
from stancewatch.telemetry.server import Readiness, TelemetryServer

CLOSE_SECONDS = 20.0
"""How long workers may take to finish their batch, commit and close."""
SECOND_SIGNAL_SECONDS = 1.0
"""A shell or a supervisor may send the first one twice, to the process and to its group; a person takes longer."""
WAKE_SECONDS = 1.0
"""Python handles a signal when the main thread wakes; one that comes just before it sleeps does not wake it."""
PORTS = {"ingest": 9101, "run": 9101, "process": 9102, "sink": 9103}
"""Where a command's metrics are, when the settings do not say."""

Run = Callable[[Event], None]

log = structlog.get_logger("stancewatch")


def serve_telemetry(
    settings: Settings, command: str, *, workers: Sequence[str], readiness: Readiness
) -> AbstractContextManager[object]:
    """Set the metrics to 0 and show them while the context lasts, unless the port is 0."""
    from process.extract.desks.files import load_issues
    from process.track.ledger import Suppressed
    from sinks.base import Delivery

    issues = [issue.id for issue in load_issues(settings.desk)]
    names = [topic.name for topic in topics.ALL]
    metrics.initialise(version=__version__, workers=workers, issues=issues, topics=names)
    metrics.preset(metrics.SUPPRESSED, Suppressed)
    metrics.preset(metrics.DELIVERIES, ["log"], Delivery)
    port = PORTS[command] if settings.telemetry.port is None else settings.telemetry.port
    if port == 0:
        return nullcontext()
    server = TelemetryServer(host=settings.telemetry.host, port=port, readiness=readiness)
    log.info("telemetry.listening", url=f"http://{settings.telemetry.host}:{server.port}/metrics")
    return server


def run_until_stopped(prepare: Callable[[Event], Sequence[Run]]) -> None:
    """Run what `prepare` gives, each in a thread of its own, until a signal comes or one of them ends.

    `prepare` may wait for what the runs need, and gives none when it is stopped. Raises the first error of any run.
    """
    stop, errors = Event(), list[BaseException]()
    with stopping_on_signals(stop):
        threads = [Thread(target=_guarded, args=(run, stop, errors), daemon=True) for run in prepare(stop)]
        for thread in threads:
            thread.start()
        while threads and not stop.wait(WAKE_SECONDS):
            pass
        deadline = monotonic() + CLOSE_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - monotonic()))
    if errors:
        raise errors[0]
    if any(thread.is_alive() for thread in threads):
        raise StancewatchError(f"a worker did not finish within {CLOSE_SECONDS:.0f} s; its batch will be done again")
    log.info("stopped")


def _guarded(run: Run, stop: Event, errors: list[BaseException]) -> None:
    try:
        run(stop)
    except BaseException as error:  # noqa: BLE001 - raised again in the main thread
        errors.append(error)
    finally:
        stop.set()


@contextmanager
def stopping_on_signals(stop: Event) -> Iterator[None]:
    """Set `stop` at the first SIGTERM or SIGINT; one that comes a second later ends the process at once."""
    patience = math.inf

    def on_signal(number: int, _frame: FrameType | None) -> None:
        nonlocal patience
        if monotonic() > patience:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        elif not stop.is_set():
            patience = monotonic() + SECOND_SIGNAL_SECONDS
            stop.set()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
