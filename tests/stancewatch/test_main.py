"""The command itself, from its first line on."""

import signal
import subprocess
import sys

import pytest


@pytest.fixture
def heeded_interrupts():
    """Let what is started heed Ctrl-C, also where the tests themselves run in the background and ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_interrupts")
def test_ctrl_c_while_modules_are_read_ends_it_without_a_word(tmp_path):
    # With importtime, Python tells of each module once it is read: after typer come ours.
    arguments = [sys.executable, "-X", "importtime", "-m", "stancewatch", "extract"]
    with subprocess.Popen(arguments, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert any(line.endswith(" typer\n") for line in started.stderr)
        started.send_signal(signal.SIGINT)
        said = [line for line in started.stderr if not line.startswith("import time:")]

    assert (started.returncode, said) == (130, [])
