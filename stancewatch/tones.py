"""What a piece of text on a terminal is, for who colours it. The words say the same: a colour is never alone."""

from collections.abc import Callable, Sequence
from enum import Enum

from stancewatch.contracts import Stance


class Tone(Enum):
    """What a piece of text is."""

    TITLE = "title"
    TEXT = "text"
    ASIDE = "aside"
    FAVOR = "favor"
    AGAINST = "against"
    FOUND = "found"
    HELD_BACK = "held back"


Paint = Callable[[str, Tone], str]
"""Returns the text in its tone's colour, in as many cells."""


Line = Sequence[tuple[str, Tone]]
"""A line's pieces from left to right."""


def plain(text: str, tone: Tone) -> str:  # noqa: ARG001 - a Paint
    """Return the text without colour."""
    return text


def tone_of(stance: Stance) -> Tone:
    """Return a stance's tone."""
    return Tone.FAVOR if stance is Stance.FAVOR else Tone.AGAINST


def paint_line(line: Line, paint: Paint) -> str:
    """Return a line with each of its pieces painted."""
    return "".join(paint(text, tone) for text, tone in line)
