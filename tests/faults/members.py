"""Worker processes, started and ended at will, and started again when they end by themselves, as a supervisor would."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

from tests.faults.points import Point
from tests.kafka.broker import free_port

START_SECONDS = 120.0
STOP_SECONDS = 90.0

Timeouts = Mapping[str, float]


class Member:
    """One worker process. What it logs goes to the end of a file in the folder."""

    def __init__(self, bootstrap: str, timeouts: Timeouts, folder: Path, *, point: Point | None = None) -> None:
        self._port = free_port()
        command = [sys.executable, "-m", "tests.faults.worker", bootstrap, json.dumps(dict(timeouts)), str(self._port)]
        with (folder / "worker.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        self._tell(point)

    def arm(self, point: Point) -> None:
        """Have it kill itself when it comes to a point."""
        self._tell(point)

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    @property
    def peak_mb(self) -> float:
        """The most memory that it has had."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024

    def is_ready(self) -> bool:
        """Whether it says that it is ready."""
        return says_ready(self._port)

    def wait_until_ready(self) -> None:
        """Wait until both stages have their partitions."""
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.exit_code is not None or time.monotonic() > deadline:
                raise AssertionError(f"a worker did not get ready; it ended with {self.exit_code}")
            time.sleep(0.1)

    def wait_until_dead(self, seconds: float) -> None:
        """Wait until it has killed itself."""
        code = self._process.wait(seconds)
        self._close()
        assert code == -signal.SIGKILL, f"a worker ended with {code} before it came to its point"

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        self._close()

    def stop(self) -> None:
        """Have it finish and leave. Raises AssertionError when it does not do so in order."""
        self._process.terminate()
        try:
            code = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"a worker that was told to stop went on for {STOP_SECONDS:.0f} s") from None
        self._close()
        assert code == 0, f"a worker that was told to stop ended with {code}"

    def pause(self) -> None:
        """Let it stand still."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on; it does not know that it has slept."""
        self._process.send_signal(signal.SIGCONT)

    def _tell(self, point: Point | None) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(asdict(point) if point else None)}\n".encode())
        self._process.stdin.flush()

    def _close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()


def says_ready(port: int) -> bool:
    """Return whether a process says, on this port, that it is ready."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
            return True
    except OSError:
        return False
