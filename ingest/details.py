"""What stands about an article beside its text: a sidecar in TOML, front matter, the keys of a JSON article.

All three use the same names, checked in one place. A value of the wrong kind is refused with its name; an unknown name
is a warning with a suggestion, so that a slip of the pen does not cost the article its date unseen.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ingest.dates import as_moment, parse_date

NAMES = ("id", "title", "publisher", "url", "language", "published_at", "authors", "record")
"""`record` is for people: where the reported statements stand on the public record."""
OTHER_NAMES = {"source": "publisher", "date": "published_at", "author": "authors", "lang": "language", "link": "url"}
"""What other tools call them."""

TOML_BYTES = 16 * 1024
"""Largest sidecar or front matter in TOML: a key of many dots takes time by the square of its length."""

_YAML_LINE = re.compile(r"([A-Za-z_][\w \t-]*+):(?:\s+(.*))?")


class DetailsError(Exception):
    """The details cannot be read; the text says what and where."""


@dataclass(frozen=True, slots=True)
class Details:
    """What an input says about its article; "" and None where it says nothing."""

    id: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None
    authors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def over(self, other: "Details") -> "Details":
        """Return these details, with the other's where these say nothing."""
        return Details(
            id=self.id or other.id,
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            url=self.url or other.url,
            language=self.language or other.language,
            published_at=self.published_at or other.published_at,
            authors=self.authors or other.authors,
            warnings=other.warnings + self.warnings,
        )


def parse_toml(data: bytes) -> Details:
    """Return the details in a TOML document. Raises DetailsError."""
    if len(data) > TOML_BYTES:
        raise DetailsError(f"{len(data):,} bytes of TOML, at most {TOML_BYTES:,} are read")
    try:
        return make_details(tomllib.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:  # not of TOML alone: an endless number, lists without end
        raise DetailsError(f"not valid TOML: {error}") from error


def split_front_matter(text: str) -> tuple[Details, str]:
    """Return what stands between the first line, `---` or `+++`, and its like, and the text after. Raises DetailsError.

    Between `+++` it is TOML. Between `---` it is of YAML only `name: value`, one a line; what is indented or listed
    under a name we do not use is passed over.
    """
    lines = text.splitlines(keepends=True)
    fence = lines[0].strip() if lines else ""
    if fence not in {"---", "+++"}:
        return Details(), text
    end = next((number for number, line in enumerate(lines) if number and line.strip() == fence), None)
    if end is None:
        raise DetailsError(f"it begins with {fence} in line 1, and no second {fence} ends it")
    body = "".join(lines[end + 1 :])
    if fence == "+++":
        return parse_toml("".join(lines[1:end]).encode("utf-8", "surrogatepass")), body
    return make_details(dict(_parse_yaml_lines(lines[1:end])), is_strict=False), body


def _parse_yaml_lines(lines: list[str]) -> Iterator[tuple[str, str]]:
    name = ""
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t-" and name and _known(name) is None:
            continue
        found = _YAML_LINE.fullmatch(line.rstrip())
        if not found:
            raise DetailsError(f"line {number} is not `name: value`: {line.strip()[:60]!r}")
        name = found[1].rstrip()
        yield name, _unquoted(found[2] or "")


def _unquoted(value: str) -> str:
    value = value.strip()
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def make_details(values: Mapping[str, Any], *, is_strict: bool = True) -> Details:
    """Return the details under their names. `is_strict` warns of names that are none of ours. Raises DetailsError."""
    found: dict[str, Any] = {}
    warnings: list[str] = []
    for key, value in values.items():
        name = _known(key)
        if name is None:
            warnings += [_unknown(key)] if is_strict else []
        elif name == "published_at":
            found[name], warning = _read_date(key, value)
            warnings += [warning] if warning else []
        elif name != "record":
            read = _read_authors if name == "authors" else _read_text
            found[name] = read(key, value) or found.get(name, read(key, None))
    return Details(**found, warnings=tuple(warnings))


def _known(key: str) -> str | None:
    name = OTHER_NAMES.get(key, key)
    return name if name in NAMES else None


def _unknown(key: str) -> str:
    close = difflib.get_close_matches(key, NAMES, n=1)
    hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(NAMES)}"
    return f"{key[:40]!r} is not known and has no effect; {hint}"


def _read_text(key: str, value: object) -> str:
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else str(value)
    raise DetailsError(f"{key} is {type(value).__name__} where text belongs")


def _read_authors(key: str, value: object) -> tuple[str, ...]:
    authors = value if isinstance(value, list) else [value]
    return tuple(filter(None, (_read_text(key, author) for author in authors)))


def _read_date(key: str, value: object) -> tuple[datetime | None, str]:
    """Return the moment, or None with the warning that says why there is none."""
    if value is None or value == "":
        return None, ""
    try:
        moment = as_moment(value) if isinstance(value, date) else parse_date(_read_text(key, value))
    except OverflowError:
        moment = None
    return (
        moment,
        ""
        if moment
        else f"{key} {str(value)[:40]!r} is no date that can be read: write 2025-03-18 or 2025-03-18T14:05:00Z",
    )
