"""A data folder that is full: it is told, nothing is lost, and all goes on by itself once there is room."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from stancewatch import topics
from stancewatch.contracts import Alert, LedgerEntry, Position
from stancewatch.topics import Topic
from stancewatch.transport.base import Record
from stancewatch.transport.local import LocalTransport
from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.laptop import take_articles
from tests.faults.members import STOP_SECONDS, says_ready
from tests.faults.oracle import Oracle, Outcome, compare
from tests.faults.report import Report
from tests.kafka.broker import free_port

DISK_MIB = 32
"""Twice what all articles and what comes of them take in the end."""
ARTICLES_PER_FAULT = 120
ARTICLES_ON_FULL_DISK = 20
"""Of those, how many come only once the disk is full: however slow the machine, there is something to be written."""
WAIT_SECONDS = 240.0
FULL_SECONDS = 5.0
"""How long the disk stays full after that was noticed."""
BLOCK = b"x" * 4096


class Laptop:
    """All workers in one process, on a folder of their own."""

    def __init__(self, folder: Path, log: Path, *, seed: int, articles: int) -> None:
        self.folder = folder
        self._log = log
        self._port = free_port()
        command = [sys.executable, "-m", "tests.faults.laptop", folder, self._port, seed, articles]
        with log.open("wb") as lines:
            self._process = subprocess.Popen(
                [*map(str, command)], stdin=subprocess.PIPE, stdout=lines, stderr=lines, text=True
            )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin

    def publish(self, count: int) -> None:
        """Have it publish so many more articles."""
        print(count, file=self._stdin, flush=True)

    def is_ready(self) -> bool:
        """Whether it says that all workers are ready."""
        return says_ready(self._port)

    def count_lines_of_full_disk(self) -> int:
        """Return how many errors it has told that name a full disk."""
        lines = (line for line in self._log.read_text().splitlines() if '"level": "error"' in line)
        return sum("disk is full" in line or "No space left" in line for line in lines)

    def read_alerts(self) -> list[str]:
        """Return the ids in alerts.jsonl."""
        path = self.folder / "alerts.jsonl"
        lines = path.read_text().splitlines(keepends=True) if path.exists() else []
        return [json.loads(line)["id"] for line in lines if line.endswith("\n")]

    def wait_until(self, is_true: Callable[[], bool], what: str) -> None:
        """Wait for something that it is to do."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not is_true():
            assert time.monotonic() < deadline, f"waited in vain until {what}\n{self._log.read_text()[-4000:]}"
            time.sleep(0.05)

    def stop(self) -> None:
        """Have it finish."""
        self._stdin.close()
        self._process.terminate()
        assert self._process.wait(STOP_SECONDS) == 0

    def kill(self) -> None:
        """End it, should it run."""
        self._stdin.close()
        self._process.kill()
        self._process.wait()


def fill_disk(lab: Lab, count: int) -> Report:
    """Fill the disk of the data folder while all workers of one machine are busy; then make room."""
    articles = take_articles(lab.seed, count * ARTICLES_PER_FAULT)
    oracle, dues = Oracle(), []
    for number in range(0, len(articles), ARTICLES_PER_FAULT):
        middle = number + ARTICLES_PER_FAULT // 2
        oracle.add(articles[number:middle])
        dues.append(oracle.expected.alert_count)
        oracle.add(articles[middle : number + ARTICLES_PER_FAULT])
    total = oracle.expected.alert_count
    log = lab.folder / "laptop.log"
    with _small_disk(lab.folder / "disk") as folder:
        laptop = Laptop(folder, log, seed=lab.seed, articles=count * ARTICLES_PER_FAULT)
        try:
            seconds = [_fill_once(laptop, due) for due in dues]
            laptop.wait_until(lambda: len(set(laptop.read_alerts())) >= total, "all alerts are in alerts.jsonl")
            laptop.stop()
        finally:
            laptop.kill()
        return Report(seconds, [*compare(oracle.expected, _read_outcome(folder)), *_compare_file(oracle, laptop)])


def _fill_once(laptop: Laptop, due: int) -> float:
    """Fill the disk amid the next articles, once so many alerts are there; return the seconds from room to ready."""
    laptop.publish(ARTICLES_PER_FAULT - ARTICLES_ON_FULL_DISK)
    laptop.wait_until(lambda: len(laptop.read_alerts()) >= due, f"{due} alerts are in alerts.jsonl")
    told = laptop.count_lines_of_full_disk()
    with _filled(laptop.folder):
        laptop.publish(ARTICLES_ON_FULL_DISK)
        laptop.wait_until(lambda: laptop.count_lines_of_full_disk() > told, "an error line says that the disk is full")
        laptop.wait_until(lambda: not laptop.is_ready(), "it says that it is not ready")
        time.sleep(FULL_SECONDS)
    began = time.monotonic()
    laptop.wait_until(laptop.is_ready, "it is ready again")
    return time.monotonic() - began


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(BLOCK):
            pass
    try:
        yield
    finally:
        filler.unlink()


def _read_outcome(folder: Path) -> Outcome:
    found = Outcome()
    with closing(LocalTransport(folder).open_channel("faults", [])) as channel:

        def read(topic: Topic) -> Iterator[Record]:
            return channel.restore(topic.name, 0)

        for record in read(topics.POSITIONS):
            found.positions[record.key or b""].append(Position.decode(record.value, {}).id)
        for record in read(topics.ALERTS):
            found.alerts[record.key or b""].append(Alert.decode(record.value, {}).id)
        for record in read(topics.LEDGER):
            found.ledger[record.key or b""] = LedgerEntry.decode(record.value, {})
        for record in read(topics.DEAD_LETTERS):
            found.dead_letters["", record.value] += 1
    return found


def _compare_file(oracle: Oracle, laptop: Laptop) -> list[str]:
    expected = sorted(one for ids in oracle.expected.alerts.values() for one in ids)
    return [] if sorted(laptop.read_alerts()) == expected else ["alerts.jsonl has other alerts than the log"]


KINDS = (Kind("fill-disk", "the data folder's disk is full for 5 s or more", 5, fill_disk),)
DAILY = (replace(KINDS[0], count=1),)
