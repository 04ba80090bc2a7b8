"""Results take any stdout; what a worker tells is a line for people, and a record of the log for all else."""

import io
import json
import sys
from pathlib import Path

import pytest
import structlog

from stancewatch.cli.showing import prepare_streams, print_line, tell_worker
from stancewatch.errors import StancewatchError


def test_a_worker_tells_a_line_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell_worker("run.watching", "watching seeds/", sources="seeds/")

    assert capsys.readouterr().err == "watching seeds/\n"


def test_a_worker_tells_a_record_of_the_log_elsewhere(capsys):
    with structlog.testing.capture_logs() as lines:
        tell_worker("run.watching", "watching seeds/", sources="seeds/")

    assert lines == [{"event": "run.watching", "log_level": "info", "sources": "seeds/"}]
    assert capsys.readouterr().err == ""


def test_what_stdout_cannot_spell_is_written_as_an_escape_that_json_knows(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    prepare_streams()
    print_line('"Orbán → 🕊"')

    assert written.getvalue() == rb'"Orb\u00e1n \u2192 \ud83d\udd4a"' + b"\n"
    assert json.loads(written.getvalue()) == "Orbán → 🕊"


def test_a_stdout_that_was_closed_from_the_start_swallows_all(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    prepare_streams()

    print_line("nobody reads this")
    sys.stdout.close()


def test_a_full_disk_under_stdout_is_told(monkeypatch):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(StancewatchError, match=r"cannot write to stdout \(No space left on device\)"):
            print_line("words")
        monkeypatch.undo()
        with pytest.raises(OSError, match="No space"):
            full.close()
