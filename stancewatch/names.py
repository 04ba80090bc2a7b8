"""Names made comparable: the one place where accents, case and letters of other alphabets are folded."""

import re
import unicodedata

SPELLED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "\u0131": "i", "đ": "d", "Đ": "D", "\u2019": "'", "\u2018": "'"}
"""Letters that do not fall apart into a base and an accent, and typographic apostrophes."""

SPELLINGS = (
    (re.compile("['`]"), ""),
    (re.compile("[kg]h|g"), "h"),
    (re.compile("ks"), "x"),
    (re.compile("[jy]"), "i"),
    (re.compile(r"\bie"), "e"),
    (re.compile(r"(?<=\w\w[^aeiou\W])er\b"), "r"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""What spellings of one name in Latin letters differ by, and what stands for all of them, in this order."""


def fold(text: str) -> str:
    """Return the text without accents, character for character, so that offsets hold."""
    return text if text.isascii() else "".join(map(_fold_character, text))


def fold_name(name: str) -> str:
    """Return a name as it is compared: without accents, case and blanks around it."""
    return fold(unicodedata.normalize("NFC", name)).casefold().strip()


def fold_spelling(name: str) -> str:
    """Return a person's name as all its spellings in Latin letters compare: "Andriy" as "Andrii", "Aleksandr".

    Forms of other languages stay different: "Volodymyr" is no "Vladimir".
    """
    folded = fold_name(name)
    for spelling, common in SPELLINGS:
        folded = spelling.sub(common, folded)
    return folded


def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if character in SPELLED:
        return SPELLED[character]
    bare = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    return bare[0] if len(bare) == 1 else character
