"""Seed documents: files of text, Markdown, HTML or JSON, alone or in a folder, each with an optional sidecar in TOML.

What a file means is decided from bytes alone (`parse_seed`); only `read_seed` and `list_seeds` look at the disk.
docs/seeds.md is the user's description.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from ingest.details import Details, DetailsError, make_details, parse_toml
from ingest.drafts import TEXT_BYTES, Draft, Refusal, check_draft, refuse
from ingest.formats import PARSERS

PUBLISHER = "seed"
"""Who published an article that does not say it."""
PAGE_BYTES = 5 * 1024 * 1024
"""Largest HTML page: markup is some times its text."""
FILE_BYTES = 64 * 1024 * 1024
"""Largest file of JSON, which is read whole."""
JSON_KEYS = ("id", "title", "url", "source", "publisher", "published_at", "language")
"""What is read of a JSON article beside its text; other keys have no effect."""
SUFFIXES = (*PARSERS, ".json", ".jsonl")
SIDECAR = ".toml"

_KEYS = "docs/seeds.md lists the keys"
_LIMITS = {".txt": TEXT_BYTES, ".md": TEXT_BYTES, ".html": PAGE_BYTES, ".htm": PAGE_BYTES}


def list_seeds(place: Path) -> list[Path]:
    """Return a folder's files in the order of their names, without sidecars, hidden files and sub-folders; or the file.

    Raises OSError for a place that cannot be read.
    """
    return [place] if place.is_file() else sorted(path for path in place.iterdir() if _is_seed(path))


def _is_seed(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix.lower() != SIDECAR and path.is_file()


def read_seed(path: Path, *, retrieved_at: datetime) -> tuple[Draft | Refusal, ...]:
    """Return what one file and its sidecar give: drafts and refusals, never nothing and never an error."""
    try:
        limit = _LIMITS.get(path.suffix.lower(), FILE_BYTES)
        size = path.stat().st_size
        if size > FILE_BYTES:
            return (Refusal(str(path), "too large", _too_large(size, limit), size=size),)
        data = path.read_bytes()
        beside = path.with_suffix(SIDECAR)
        sidecar = beside.read_bytes() if beside.is_file() else None
    except FileNotFoundError:
        return (refuse(str(path), "missing", "there is no such file; check its name and folder"),)
    except OSError as error:
        return (refuse(str(path), "unreadable", f"{error.strerror}; check what it is and its rights"),)
    return parse_seed(str(path), data, sidecar=sidecar, retrieved_at=retrieved_at)


def parse_seed(
    name: str, data: bytes, *, sidecar: bytes | None = None, retrieved_at: datetime
) -> tuple[Draft | Refusal, ...]:
    """Return the drafts in a file's bytes, and refusals for what is none. The ending of `name` tells the format.

    A sidecar's details win over the file's own; the articles of a JSON file have theirs, and no sidecar.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        detail = f"files ending in {suffix!r} are not read; save it as one of {', '.join(SUFFIXES)}"
        return (refuse(name, "unsupported", detail, data),)
    limit = _LIMITS.get(suffix, FILE_BYTES)
    if len(data) > limit:
        return (refuse(name, "too large", _too_large(len(data), limit), data),)
    if b"\0" in data:
        return (refuse(name, "binary", "there are zero bytes in it; save its text as UTF-8", data),)
    if suffix == ".jsonl":
        return tuple(_parse_lines(name, data, retrieved_at))
    if suffix == ".json":
        return tuple(_parse_json(name, data, retrieved_at))
    return (_parse_document(name, data, sidecar, retrieved_at),)


def _too_large(size: int, limit: int) -> str:
    return f"{size:,} bytes, at most {limit:,} are taken; split it into its articles"


def _parse_document(name: str, data: bytes, sidecar: bytes | None, retrieved_at: datetime) -> Draft | Refusal:
    path = PurePath(name)
    try:
        beside = parse_toml(sidecar) if sidecar is not None else Details()
    except DetailsError as error:
        return refuse(name, "sidecar", f"{path.with_suffix(SIDECAR).name}: {error}; docs/seeds.md shows one", data)
    try:
        own, text = PARSERS[path.suffix.lower()](data)
    except DetailsError as error:
        return refuse(name, "front matter", f"{error}; docs/seeds.md says what it may be", data)
    except (UnicodeError, LookupError) as error:
        return refuse(name, "not utf-8", f"{error}; save it as UTF-8", data)
    details = beside.over(own).over(Details(title=path.stem))
    return check_draft(_make_draft(name, text, details, retrieved_at), data)


def _make_draft(place: str, text: str, details: Details, retrieved_at: datetime) -> Draft:
    return Draft(
        text=text,
        retrieved_at=retrieved_at,
        id=details.id,
        url=details.url,
        title=details.title,
        publisher=details.publisher or PUBLISHER,
        authors=details.authors,
        language=details.language,
        published_at=details.published_at,
        place=place,
        warnings=details.warnings,
    )


def _parse_lines(name: str, data: bytes, retrieved_at: datetime) -> Iterator[Draft | Refusal]:
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), start=1) if line.strip()]
    if not lines:
        yield refuse(name, "empty", "there is no line in it; add articles, one a line, or remove it", data)
    for number, line in lines:
        yield parse_json_line(f"{name}:{number}", line, retrieved_at=retrieved_at)


def parse_json_line(place: str, line: bytes, *, retrieved_at: datetime) -> Draft | Refusal:
    """Return the article that one line of JSON Lines holds, plain or under the key "article"; or why it holds none."""
    value = _load_json(place, line)
    return value if isinstance(value, Refusal) else _parse_value(place, value, line, retrieved_at)


def _parse_json(name: str, data: bytes, retrieved_at: datetime) -> Iterator[Draft | Refusal]:
    value = _load_json(name, data)
    if isinstance(value, Refusal):
        yield value
    elif not isinstance(value, list):
        yield _parse_value(name, value, data, retrieved_at)
    elif not value:
        yield refuse(name, "empty", "its list has no article in it; add one, or remove the file", data)
    else:
        for number, item in enumerate(value, start=1):
            yield _parse_value(f"{name}[{number}]", item, data, retrieved_at)


def _load_json(place: str, data: bytes) -> Any | Refusal:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return refuse(place, "not utf-8", f"{error}; save it as UTF-8", data)
    except (ValueError, RecursionError) as error:
        return refuse(place, "not json", f"{error}; one article or a list in .json, one article a line in .jsonl", data)


def _parse_value(place: str, value: object, data: bytes, retrieved_at: datetime) -> Draft | Refusal:
    if isinstance(value, Mapping) and isinstance(value.get("article"), Mapping):
        value = value["article"]
    if not isinstance(value, Mapping):
        return refuse(place, "not an article", f"it is no object ({type(value).__name__}); {_KEYS}", data)
    text = value.get("text")
    if not isinstance(text, str | None):
        return refuse(place, "not an article", f"text is no string ({type(text).__name__}); {_KEYS}", data)
    try:
        details = make_details({key: value[key] for key in JSON_KEYS if key in value})
    except DetailsError as error:
        return refuse(place, "not an article", f"{error}; {_KEYS}", data)
    return check_draft(_make_draft(place, text or "", details, retrieved_at), data)
