"""Names made comparable: the one place where accents, case and letters of other alphabets are folded."""

import unicodedata

SPELLED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "\u0131": "i", "đ": "d", "Đ": "D", "\u2019": "'", "\u2018": "'"}
"""Letters that do not fall apart into a base and an accent, and typographic apostrophes."""


def fold(text: str) -> str:
    """Return the text without accents, character for character, so that offsets hold."""
    return text if text.isascii() else "".join(map(_fold_character, text))


def fold_name(name: str) -> str:
    """Return a name as it is compared: without accents, case and blanks around it."""
    return fold(unicodedata.normalize("NFC", name)).casefold().strip()


def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if character in SPELLED:
        return SPELLED[character]
    bare = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    return bare[0] if len(bare) == 1 else character
