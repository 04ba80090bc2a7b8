"""Workers run until a signal comes, and what ends one of them is told."""

import signal
import threading
import time

import pytest

from stancewatch.cli.running import run_until_stopped, stopping_on_signals
from stancewatch.errors import StancewatchError


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_every_worker(number):
    ended = []

    def work(stop):
        stop.wait()
        ended.append(True)

    def interrupt(stop):
        signal.pthread_kill(threading.main_thread().ident, number)
        stop.wait()

    run_until_stopped(lambda _: [work, work, interrupt])

    assert ended == [True, True]


def test_a_worker_that_fails_stops_the_others_and_its_error_is_raised():
    ended = []

    def work(stop):
        stop.wait()
        ended.append(True)

    def fail(_stop):
        raise StancewatchError("the folder is gone")

    with pytest.raises(StancewatchError, match="the folder is gone"):
        run_until_stopped(lambda _: [work, fail])

    assert ended == [True]


def test_a_signal_while_preparing_ends_it_without_a_run():
    def prepare(stop):
        signal.raise_signal(signal.SIGTERM)
        return () if stop.is_set() else [lambda _: pytest.fail("it was not stopped")]

    run_until_stopped(prepare)


def test_a_signal_that_comes_twice_at_once_counts_as_one():
    stop = threading.Event()
    with stopping_on_signals(stop):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    assert stop.is_set()


def test_a_second_signal_ends_at_once(monkeypatch):
    monkeypatch.setattr("stancewatch.cli.running.SECOND_SIGNAL_SECONDS", 0.0)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    stop = threading.Event()
    try:
        with stopping_on_signals(stop):
            signal.raise_signal(signal.SIGINT)
            time.sleep(0.01)
            monkeypatch.setattr(signal, "SIG_DFL", signal.default_int_handler)
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
