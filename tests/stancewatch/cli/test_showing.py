"""What a worker tells is a line for people, and a record of the log for all else."""

import sys

import structlog

from stancewatch.cli.showing import tell_worker


def test_a_worker_tells_a_line_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell_worker("run.watching", "watching seeds/", sources="seeds/")

    assert capsys.readouterr().err == "watching seeds/\n"


def test_a_worker_tells_a_record_of_the_log_elsewhere(capsys):
    with structlog.testing.capture_logs() as lines:
        tell_worker("run.watching", "watching seeds/", sources="seeds/")

    assert lines == [{"event": "run.watching", "log_level": "info", "sources": "seeds/"}]
    assert capsys.readouterr().err == ""
