"""The command line in this process, as a user would see it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from stancewatch import topics
from stancewatch.cli import main
from stancewatch.transport.local import LocalTransport


class Finished(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def stancewatch(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Finished]:
    """Run a command and return what it says."""

    def run(*arguments: object) -> Finished:
        monkeypatch.setattr(sys, "argv", ["stancewatch", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Finished(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def log(tmp_path: Path) -> LocalTransport:
    """Return the local log of a data folder, with all topics."""
    transport = LocalTransport(tmp_path)
    transport.ensure_topics(topics.ALL)
    return transport
