"""Plain text out of what the outside world sends: no markup, no invisible characters in a line, no odd addresses."""

import html
import re
from urllib.parse import quote

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from stancewatch.text import clean_text

LINE_CHARACTERS = 500
"""Where a title or a publisher is cut: a headline has under 200."""
URL_CHARACTERS = 2000

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_UNSAFE_IN_URL = re.compile(r'[ <>"\\^`{|}]')
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean_line(text: str) -> str:
    """Return a text as one line without tags, control, direction and zero-width characters."""
    return clean_text(text)[:LINE_CHARACTERS].rstrip()


def clean_url(url: str) -> str:
    """Return an http or https address fit to be shown as a link; "" for anything else."""
    url = _UNSAFE_IN_URL.sub(lambda found: quote(found[0]), url.strip())
    is_link = re.match(r"https?://[^/?#]", url, re.IGNORECASE) and len(url) <= URL_CHARACTERS
    return url if is_link and url == clean_text(url) else ""


def replace_surrogates(text: str) -> str:
    """Replace halves of UTF-16 pairs, which JSON can carry and UTF-8 cannot: one for one, so that offsets hold."""
    return _SURROGATE.sub("\ufffd", text)


def plain_line(markup: str) -> str:
    """Return a title as one clean line, without tags, with the characters that its entities stand for."""
    text = extract_plain_text(replace_surrogates(markup)) if _TAG.search(markup) else markup
    return clean_line(html.unescape(text))


def plain_text(markup: str | HTMLTree, *, main_content: bool = False) -> str:
    """Return the visible text of HTML, its paragraphs apart by an empty line.

    `main_content` leaves out navigation and the like, by resiliparse's rules of thumb.
    """
    return str(
        extract_plain_text(
            replace_surrogates(markup) if isinstance(markup, str) else markup,
            preserve_formatting=True,
            main_content=main_content,
            list_bullets=False,
            alt_texts=False,
        )
    ).strip()
