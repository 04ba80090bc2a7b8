"""The command line in this process, as a user would see it."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from stancewatch.cli import main


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
