"""Colours are for a terminal, and for who wants them."""

import io
import sys

import pytest

from stancewatch.cli.colours import choose_paint
from stancewatch.tones import Tone


class Terminal(io.StringIO):
    def isatty(self):
        return True


def paint(monkeypatch, stream, tone, *, no_color=""):
    """Return a word as it would be written to a stream."""
    monkeypatch.setenv("NO_COLOR", no_color)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        return choose_paint()("favor", tone)


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.TEXT])
def test_on_a_terminal_words_keep_their_letters_and_get_a_colour(monkeypatch, tone):
    painted = paint(monkeypatch, Terminal(), tone)

    assert painted.startswith("\x1b[")
    assert painted.endswith("favor\x1b[0m")


def test_plain_text_stays_plain(monkeypatch):
    assert paint(monkeypatch, Terminal(), Tone.TEXT) == "favor"


def test_who_wants_no_colours_gets_none(monkeypatch):
    assert paint(monkeypatch, Terminal(), Tone.FAVOR, no_color="1") == "favor"


def test_where_there_is_no_terminal_there_are_no_colours(monkeypatch):
    assert paint(monkeypatch, io.StringIO(), Tone.FAVOR) == "favor"
