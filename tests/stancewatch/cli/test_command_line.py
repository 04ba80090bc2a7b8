"""Words on the command line, and what a command loads to answer."""

import re
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


@pytest.mark.parametrize(
    ("command", "option", "reason"),
    [
        ("alerts --kind foo", "--kind", "'foo' is not one of 'new', 'changed', 'condition'."),
        ("alerts --stance foo", "--stance", "'foo' is not one of 'favor', 'against'."),
        ("alerts --transport foo", "--transport", "'foo' is not one of 'local', 'kafka'."),
        ("alerts --last 0", "--last", "it should be greater than or equal to 1"),
        ("ledger --stance foo", "--stance", "'foo' is not one of 'favor', 'against'."),
        ("explain --format foo", "--format", "'foo' is not one of 'text', 'json'."),
        ("process --only foo", "--only", "'foo' is not one of 'extract', 'track'."),
        ("sink log --format foo", "--format", "'foo' is not one of 'text', 'json'."),
        ("dead-letters list --transport foo", "--transport", "'foo' is not one of 'local', 'kafka'."),
    ],
)
def test_wrong_value_is_told_with_its_option_and_what_is_allowed_and_no_word_of_a_library(
    stancewatch, command, option, reason
):
    finished = stancewatch(*command.split())
    said = " ".join(re.sub(r"[│╭╮╰╯─]", " ", finished.err).split())

    assert finished.status == 2
    assert f"Invalid value for '{option}'" in said
    assert said.endswith(f": {reason}")
    assert "Value error" not in said
