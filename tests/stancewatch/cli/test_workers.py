"""What the workers' commands tell who starts them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from stancewatch.cli.workers import describe_sources
from stancewatch.settings import Ingest, Settings


@pytest.mark.parametrize(
    ("feeds", "words"),
    [
        ((), "articles/ and no feeds"),
        (("https://news.example/rss",), "articles/ and 1 feed"),
        (("https://news.example/rss", "https://agency.example/atom"), "articles/ and 2 feeds"),
    ],
)
def test_run_tells_in_words_what_it_watches(feeds: tuple[str, ...], words: str) -> None:
    assert describe_sources(Settings(ingest=Ingest(seeds_folder=Path("articles"), feeds=feeds))) == words


def test_run_calls_one_seed_document_by_its_name(tmp_path: Path) -> None:
    seed = tmp_path / "a.txt"
    seed.write_text("Text")

    assert describe_sources(Settings(ingest=Ingest(seeds_folder=seed))) == f"{seed} and no feeds"


def test_away_from_a_terminal_run_logs_what_it_loads_and_then_that_it_watches(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stancewatch", "run", "--port", "0", "--data", "data", "--seeds", "seeds"]
    events = list[str]()
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as started:
        for line in started.stderr or ():
            events.append(line if line[0] != "{" else json.loads(line)["event"])
            if "watching" in line:
                started.terminate()

    assert started.returncode == 0
    assert events.index("pipeline.loading") < events.index("run.watching")


def test_ingest_once_that_could_read_nothing_ends_with_an_error(stancewatch, tmp_path: Path) -> None:
    data, seeds = tmp_path / "data", tmp_path / "seeds"

    nothing = stancewatch("ingest", "--once", "--data", data, "--seeds", seeds)
    seeds.mkdir()
    empty = stancewatch("ingest", "--once", "--data", data, "--seeds", seeds)

    assert (nothing.status, empty.status) == (1, 0)
    assert nothing.err.endswith(f"error: nothing of {seeds} could be read; why is said above\n")


@pytest.mark.parametrize("seconds", ["nan", "-1"])
def test_a_wait_is_a_time(stancewatch, seconds: str) -> None:
    ended = stancewatch("ingest", "--once", "--wait", seconds)

    assert (ended.status, ended.out) == (2, "")
    assert "is no time to wait; give seconds, 0 or more" in " ".join(ended.err.split())
