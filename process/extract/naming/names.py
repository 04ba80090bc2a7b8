"""Names as texts write them: a possessive or a title is no part of a name, and a particle belongs to the surname."""

import re

from process.extract.english.marks import APOSTROPHE, STRAY
from stancewatch.names import fold_spelling

TITLES = re.compile(
    r"^(?:the|mr|mrs|ms|miss|sir|dame|dr|prof|professor|lord|lady|president|prime minister|chancellor|minister|premier|"
    r"king|queen|sen|senator|rep|representative|congressman|congresswoman|gen|general|lt|col|colonel|maj|adm|admiral|gov|governor|"
    r"secretary|ambassador|commissioner|speaker|mayor|cardinal|archbishop|metropolitan|patriarch|justice|judge)\.? ",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(f"['{APOSTROPHE}]s?$")
PARTICLES = frozenset("von van der den de del della di da dos al bin ben ibn la le ter ten zu af el".split())  # noqa: SIM905
"""Small words that open a surname: "von der Leyen" alone is no full name."""


def bare_name(name: str) -> str:
    """Return a name without possessive, titles and stray marks: "Mr Fico's" → "Fico"."""
    name = POSSESSIVE.sub("", " ".join(name.split())).strip(STRAY)
    while TITLES.match(name):
        name = TITLES.sub("", name)
    return name


def is_full(name: str) -> bool:
    """Return whether a bare name has more than a surname."""
    words = name.split()
    return len(words) > 1 and words[0].casefold() not in PARTICLES


def surname(name: str) -> str:
    """Return the last word of a bare name as its spellings compare; "" of no name. A "Jr." is none."""
    words = [word for word in name.split() if word.rstrip(".").casefold() not in {"jr", "sr", "ii", "iii"}]
    return fold_spelling(words[-1]) if words else ""


def are_compatible(one: str, other: str) -> bool:
    """Return whether two bare names with one surname can be the same person: "J. Smith", "John A. Smith"."""
    first, second = (fold_spelling(name).split()[:-1] for name in (one, other))
    if not first or not second or first[0] in PARTICLES or second[0] in PARTICLES:
        return True
    one, other = first[0].rstrip("."), second[0].rstrip(".")
    return one.startswith(other) or other.startswith(one)
