"""Names as texts write them: accents do not count, and a possessive or a title is no part of a name."""

import re
import unicodedata

from process.extract.marks import APOSTROPHE, OPENING_SINGLE, STRAY

TITLES = re.compile(
    r"^(?:the|mr|mrs|ms|sir|dame|dr|lord|president|prime minister|chancellor|sen|senator|rep|gen|general)\.? ",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(f"['{APOSTROPHE}]s?$")
SPELLED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "\u0131": "i", "đ": "d", APOSTROPHE: "'", OPENING_SINGLE: "'"}
"""Letters that do not fall apart into a base and an accent."""


def fold(text: str) -> str:
    """Return the text without accents, character for character, so that offsets hold."""
    return text if text.isascii() else "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if character in SPELLED:
        return SPELLED[character]
    bare = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    return bare[0] if len(bare) == 1 else character


def bare_name(name: str) -> str:
    """Return a name without possessive, titles and stray marks: "Mr Fico's" → "Fico"."""
    name = POSSESSIVE.sub("", " ".join(name.split())).strip(STRAY)
    while TITLES.match(name):
        name = TITLES.sub("", name)
    return name
