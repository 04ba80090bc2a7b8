"""An absent broker is waited for quietly, within the limits that the caller sets."""

import threading
import time
from collections.abc import Callable

import pytest
import structlog

from stancewatch import waiting
from stancewatch.errors import ConfigurationError, TransportUnavailable
from stancewatch.waiting import Quiet, wait_for_transport


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "RETRY_SECONDS", 0.005)


def absent(times: int) -> Callable[[], str]:
    """Return a call that finds no broker so many times, and then one."""
    calls = []

    def call() -> str:
        calls.append(1)
        if len(calls) <= times:
            raise TransportUnavailable(f"no broker, try {len(calls)}")
        return "there"

    return call


def test_it_returns_what_the_call_returns_once_the_broker_is_there() -> None:
    with structlog.testing.capture_logs() as lines:
        assert wait_for_transport(absent(20), stop=threading.Event()) == "there"

    assert [(line["event"], line["why"]) for line in lines] == [("transport.awaited", "no broker, try 1")]


def test_it_gives_up_after_the_time_that_it_is_given() -> None:
    start = time.monotonic()
    with pytest.raises(TransportUnavailable, match="no broker"):
        wait_for_transport(absent(10**9), stop=threading.Event(), wait_seconds=0.1)

    assert 0.1 <= time.monotonic() - start < 5


def test_stop_ends_it() -> None:
    stop = threading.Event()
    timer = threading.Timer(0.05, stop.set)
    timer.start()

    assert wait_for_transport(absent(10**9), stop=stop) is None
    timer.join()


def test_any_other_error_is_raised_at_once() -> None:
    def wrong() -> None:
        raise ConfigurationError("topic x has 3 partitions")

    with pytest.raises(ConfigurationError):
        wait_for_transport(wrong, stop=threading.Event())


def test_quiet_speaks_at_once_and_then_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((100.0, 105.0, 109.9, 110.0, 112.0, 120.0))
    monkeypatch.setattr("stancewatch.waiting.time.monotonic", lambda: next(clock))
    quiet = Quiet(10)

    assert [quiet.is_due() for _ in range(6)] == [True, False, False, True, False, True]
