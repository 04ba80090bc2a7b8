"""Words on the command line, and what a command loads to answer."""

import subprocess
import sys

import pytest

from stancewatch.cli import move_to_front


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("eval gold.jsonl", "eval gold.jsonl"),
        ("eval --log-level debug gold.jsonl", "--log-level debug eval gold.jsonl"),
        ("eval gold.jsonl --desk=here", "--desk=here eval gold.jsonl"),
        ("--config a.toml run --port 0 --log-format json", "--config a.toml --log-format json run --port 0"),
        ("extract -- --log-level debug", "extract -- --log-level debug"),
        ("extract --log-level", "extract --log-level"),
        ("", ""),
    ],
)
def test_options_of_every_command_may_stand_behind_its_name(given, meant):
    assert move_to_front(given.split()) == meant.split()


@pytest.mark.parametrize(
    "command", ["", "explain", "desk check", "extract", "run", "process", "alerts", "ledger", "dead-letters replay"]
)
def test_help_answers_without_loading_spacy(command):
    code = (
        "import sys, stancewatch.cli as cli\n"
        "try: cli.app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "sys.exit(bool({'spacy', 'onnxruntime', 'numpy', 'kafka'} & sys.modules.keys()))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code, *command.split(), "--help"], capture_output=True, text=True, check=False
    )

    assert finished.returncode == 0
    assert "Usage: " in finished.stdout
