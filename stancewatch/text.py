"""Words of strangers, made fit to be shown: cleaned of what steers a terminal, measured in cells, cut at a word.

News text may hold escape sequences, characters that turn the writing direction, or none to be seen at all. Everything
that Stancewatch prints goes through `clean_text`; what it stores and sends on stays as it was published.
"""
# ruff: noqa: RUF001 - a typographer's quotation marks are meant

import codecs
import re
import unicodedata

ESCAPING = "stancewatch.escaping"
"""How a stream writes what its encoding cannot spell: as an escape that JSON knows too."""
MAX_SHOWN = 2000
"""Characters of a text that are looked at: no line or log entry shows more."""

_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # titles, links, device strings
    r"|\x1b[ -/]*[0-~]?"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,400}>")
_DOUBLE_QUOTES = str.maketrans({"“": "‘", "”": "’", "„": "‚", '"': "'", "«": "‹", "»": "›"})
_ELLIPSIS = "…"


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)), error.end


codecs.register_error(ESCAPING, _escape)


def clean_text(text: str) -> str:
    """Return a text as one plain line: no control, escape, bidi or zero-width characters, no tags, single blanks."""
    text = unicodedata.normalize("NFC", _ESCAPE.sub(" ", text[:MAX_SHOWN]))
    if not text.isprintable():
        text = "".join(map(_show, text))
    text = _TAG.sub("", text)
    if _TAG.search(text):  # a tag inside a tag, left by someone who expects the inner one to be removed
        text = text.replace("<", "")
    return " ".join(text.split())


def _show(character: str) -> str:
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    return character if character.isprintable() else ""


def clean_link(url: str) -> str:
    """Return an address of the web, fit to be shown and to be clicked; "" for what is none."""
    url = clean_text(url).replace(" ", "%20")
    return url if url.startswith(("https://", "http://")) else ""


def cell_width(text: str) -> int:
    """Return how many terminal cells a cleaned text takes: two for wide characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pad(text: str, width: int) -> str:
    """Return the text with blanks behind it, to fill `width` cells."""
    return text + " " * (width - cell_width(text))


def shorten(text: str, width: int) -> str:
    """Return the text in at most `width` cells, cut between two words, with "…" for what is missing."""
    if cell_width(text) <= width:
        return text
    fitting = _fit(text, width - 1)
    head, blank, _ = fitting.rpartition(" ")
    is_whole_word = text[len(fitting) : len(fitting) + 1].isspace()
    kept = fitting if is_whole_word or not blank else head
    return kept.rstrip(" ,;:–—-") + _ELLIPSIS if width > 0 else ""


def _fit(text: str, width: int) -> str:
    used = 0
    for place, character in enumerate(text):
        used += _cells(character)
        if used > width:
            return text[:place]
    return text


def quote(text: str, width: int = 120) -> str:
    """Return the cleaned words in double quotation marks, in at most `width` cells; marks inside become single ones."""
    words = clean_text(text)
    if words[:1] in {"“", '"', "„"} and words[-1:] in {"”", '"', "“"} and not set(words[1:-1]) & set('“”"„'):
        words = words[1:-1]
    return f"“{shorten(words.translate(_DOUBLE_QUOTES), width - 2)}”"
