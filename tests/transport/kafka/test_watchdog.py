"""A client call that never returns is given up, or ends the process."""

import subprocess
import sys
import threading
import time

import pytest

from stancewatch.transport.kafka.watchdog import EXIT_CODE, GivenUp, call_within, ending_after


def fail() -> None:
    raise KeyError("what the call raises")


def test_a_call_in_time_returns_its_result() -> None:
    assert call_within(5, max, 1, 2) == 2


def test_a_call_that_fails_raises_its_own_error() -> None:
    with pytest.raises(KeyError, match="what the call raises"):
        call_within(5, fail)


def test_a_call_that_hangs_is_given_up() -> None:
    hang = threading.Event()
    with pytest.raises(GivenUp, match="within 0 s"):
        call_within(0.05, hang.wait)
    hang.set()


def test_a_block_in_time_ends_nothing() -> None:
    ended: list[int] = []
    with ending_after(0.05, "testing", end=ended.append):
        pass
    time.sleep(0.1)

    assert ended == []


def test_a_block_that_hangs_ends_the_process_with_a_clear_line() -> None:
    program = (
        "import time\n"
        "from stancewatch.transport.kafka.watchdog import ending_after\n"
        "with ending_after(0.1, 'polling'):\n"
        "    time.sleep(60)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)

    assert ended.returncode == EXIT_CODE
    assert ended.stderr.count("\n") == 1
    assert "polling has not returned" in ended.stderr
    assert "start the worker again" in ended.stderr
