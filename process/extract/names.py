"""Names as texts write them: accents do not count, and a possessive or a title is no part of a name."""

import re
import unicodedata

TITLES = re.compile(
    r"^(?:the|mr|mrs|ms|sir|dame|dr|lord|president|prime minister|chancellor|sen|senator|rep|gen|general)\.? ",
    re.IGNORECASE,
)
SPELLED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "’": "'", "‘": "'"}


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
    name = re.sub(r"['’]s?$", "", " ".join(name.split())).strip(" ,.;:-–—\"“”'")
    while TITLES.match(name):
        name = TITLES.sub("", name)
    return name
