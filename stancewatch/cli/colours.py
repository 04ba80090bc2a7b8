"""Colours for a terminal, and for who wants them."""

import sys
from collections.abc import Callable

import typer

from stancewatch.settings import is_colour_refused
from stancewatch.tones import Paint, Tone, plain


def choose_paint() -> Paint:
    """Return what colours text on stdout: nothing where that is no terminal, or the user wants no colours."""
    if not sys.stdout.isatty() or is_colour_refused():
        return plain
    colours: dict[Tone, Callable[[str], str]] = {
        Tone.TITLE: lambda text: typer.style(text, bold=True),
        Tone.TEXT: str,
        Tone.ASIDE: lambda text: typer.style(text, dim=True),
        Tone.FAVOR: lambda text: typer.style(text, fg=typer.colors.GREEN),
        Tone.AGAINST: lambda text: typer.style(text, fg=typer.colors.RED),
        Tone.FOUND: lambda text: typer.style(text, fg=typer.colors.GREEN),
        Tone.HELD_BACK: lambda text: typer.style(text, fg=typer.colors.YELLOW),
    }
    return lambda text, tone: colours[tone](text)
