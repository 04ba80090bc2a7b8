"""Two ways out of a client call that never returns: give the call up, or end the process."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")

EXIT_CODE = 70
"""EX_SOFTWARE: a supervisor starts us again, and the worker goes on where its last commit stands."""


class GivenUp(Exception):  # noqa: N818 - what the caller did
    """A call took longer than it may. It is still running, in a thread that nobody waits for."""


def call_within(seconds: float, call: Callable[..., Result], *arguments: Any) -> Result:
    """Return what the call returns, raise what it raises; GivenUp when it does neither in time."""
    outcome: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()
    threading.Thread(target=_run, args=(outcome, call, arguments), name="kafka-call", daemon=True).start()
    try:
        result, error = outcome.get(timeout=seconds)
    except Empty:
        raise GivenUp(f"no answer within {seconds:.0f} s") from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # there is a result when there is no error


def _run(outcome: SimpleQueue[Any], call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        outcome.put((call(*arguments), None))
    except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
        outcome.put((None, error))


@contextmanager
def ending_after(seconds: float, doing: str, *, end: Callable[[int], object] = os._exit) -> Iterator[None]:
    """End the process when the block is still running after `seconds`: a worker that hangs helps nobody."""
    timer = threading.Timer(seconds, _end, (seconds, doing, end))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(seconds: float, doing: str, end: Callable[[int], object]) -> None:
    sys.stderr.write(
        f"stancewatch: the Kafka client hangs: {doing} has not returned for {seconds:.0f} s. Ending with exit code"
        f" {EXIT_CODE}; start the worker again, it goes on where its last commit stands.\n"
    )
    sys.stderr.flush()
    end(EXIT_CODE)
