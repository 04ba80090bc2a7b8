"""Text in lines for a terminal: wrapped at a width in cells, behind a label."""

from collections.abc import Iterator

from stancewatch.text import cell_width, clean_text, pad

WIDEST = 120
"""Words are read with ease in lines of this many cells, however wide the terminal."""
NARROWEST = 20
"""Cells that text gets beside its label at least, however narrow the terminal."""


def label_lines(label: str, text: str, *, width: int, indent: int) -> Iterator[str]:
    """Yield the cleaned text in lines of at most `width` cells behind a label that takes `indent` of them."""
    for number, line in enumerate(wrap(clean_text(text), max(width - indent, NARROWEST))):
        yield pad("" if number else label, indent) + line


def wrap(text: str, width: int) -> list[str]:
    """Return the words in lines of at most `width` cells. A longer word, such as a link, has a line for itself."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cell_width(lines[-1]) + 1 + cell_width(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
