"""One file format each: bytes → the text of an article and what the file itself says about it.

A plain text is taken as it is, to the last blank, so that offsets are the file's own. Of Markdown and HTML it is the
text that a reader sees.
"""

import re
from collections.abc import Callable

from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from ingest.dates import parse_date
from ingest.details import Details, split_front_matter
from ingest.text import plain_text

HEADLINE_CHARACTERS = 150
"""A first line longer than this is a paragraph, not a title."""
PAGE_TAGS = 15_000
"""Of a page with more tags all text is taken: the search for the main one is quadratic in their depth (resiliparse
2.0.1: 8,000 nested ones take 1.2 s, 50,000 most of a minute)."""

_TARGET = r"\]\((?:[^()\n]|\([^()\n]{0,500}+\)){0,2000}+\)"
_STARS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])((?:[^*\n]|(?<=\w)\*(?=\w)|(?<=\s)\*(?=\s)){1,2000}+)(?<=\S)\1(?![\w*])"
)
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])((?:[^_\n]|(?<=[^\W_])_(?=[^\W_])){1,2000}+)(?<=\S)\1(?!\w)")
_MARKDOWN = (
    (re.compile(r"!\[[^\[\]\n]{0,300}+" + _TARGET), ""),
    (re.compile(r"\[([^\[\]\n]{0,300}+)" + _TARGET), r"\1"),
    (re.compile(r"^ {0,3}(?:#{1,6}|>)[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_] ?){3,20}$", re.MULTILINE), ""),
    *((_STARS, r"\2"), (_UNDERSCORES, r"\2")) * 2,
)
"""Marks that are no part of the text: images, links, headings and quotes, rules, emphasis (twice: one inside another).

No search goes past the next mark that could begin another (a bracket, or a star that is neither within a word nor
between blanks), and none goes back (`+` after a quantifier): a text of odd marks alone takes a moment too.
"""


def parse_txt(data: bytes) -> tuple[Details, str]:
    """Return the text as it is; its first line is the title where it looks like one. Raises UnicodeDecodeError."""
    text = data.decode("utf-8-sig")
    first, _, rest = text.lstrip().partition("\n")
    is_title = len(first) <= HEADLINE_CHARACTERS and rest.startswith(("\n", "\r\n")) and rest.strip()
    return Details(title=first.strip() if is_title else ""), text


def parse_md(data: bytes) -> tuple[Details, str]:
    """Return the text without Markdown's marks; a heading before it is the title.

    Raises UnicodeDecodeError, DetailsError.
    """
    details, body = split_front_matter(data.decode("utf-8-sig"))
    text = body.strip()
    heading = re.match(r"#[ \t]+(.+)\n*", text)
    if heading:
        details = details.over(Details(title=_without_marks(heading[1])))
        text = text[heading.end() :]
    return details, _without_marks(text)


def _without_marks(text: str) -> str:
    for mark, replacement in _MARKDOWN:
        text = mark.sub(replacement, text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def parse_html(data: bytes) -> tuple[Details, str]:
    """Return the main text of a page, else all of its text, and what its head says. Never raises for bad markup."""
    is_ordinary = data.count(b"<") <= PAGE_TAGS
    tree = HTMLTree.parse(bytes_to_str(data, detect_encoding(data, from_html_meta=True) or "utf-8"))
    return _read_head(tree), (is_ordinary and plain_text(tree, main_content=True)) or plain_text(tree)


def _read_head(tree: HTMLTree) -> Details:
    def attribute(selector: str, name: str) -> str:
        node = tree.document.query_selector(selector) if tree.document else None
        return (node.getattr(name) or "") if node else ""

    return Details(
        title=attribute("meta[property='og:title']", "content") or tree.title or "",
        publisher=attribute("meta[property='og:site_name']", "content"),
        url=attribute("link[rel='canonical']", "href"),
        language=attribute("html", "lang"),
        published_at=parse_date(attribute("meta[property='article:published_time']", "content")),
    )


PARSERS: dict[str, Callable[[bytes], tuple[Details, str]]] = {
    ".txt": parse_txt,
    ".md": parse_md,
    ".html": parse_html,
    ".htm": parse_html,
}
"""By the ending of the file's name. JSON, which can hold many articles, stands in seeds.py."""
