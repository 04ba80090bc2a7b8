"""The text as the parser reads it: the same length, so that every offset holds in the original."""

import re

MAX_CHARACTERS = 100_000
"""Characters of a text that are read; what lies beyond is not."""

TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>|&(?:[a-z]{2,8}|#\d{1,6});")
SURROGATE = re.compile("[\ud800-\udfff]")
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
"""Controls, marks of direction, joiners and soft hyphens."""
ODD_BLANK = re.compile("[\u00a0\u2007\u2009\u202f\u3000]")


def readable(text: str) -> str:
    """Return the first `MAX_CHARACTERS`, with blanks for markup, lone surrogates and invisible characters."""
    kept = SURROGATE.sub(" ", text[:MAX_CHARACTERS])
    kept = TAG.sub(lambda found: " " * len(found[0]), kept)
    return ODD_BLANK.sub(" ", INVISIBLE.sub(" ", kept))


def is_cut(text: str) -> bool:
    """Return whether a part of the text lies beyond what is read."""
    return len(text) > MAX_CHARACTERS
