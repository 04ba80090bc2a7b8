"""Articles for the one-shot commands: from files, from stdin, from the folders of the demo."""

import codecs
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ingest.dates import parse_date
from ingest.drafts import Draft, Refusal
from ingest.seeds import list_seeds, parse_json_line, parse_seed, read_seed
from stancewatch.cli.showing import say
from stancewatch.errors import ConfigurationError
from stancewatch.files import is_there

STDIN = Path("-")
BEFORE_ALL = datetime(1995, 1, 1, tzinfo=UTC)
"""In replay, the date of an article that has none and follows none: a clock would make each run another."""
AFTER_ALL = datetime(9000, 1, 1, tzinfo=UTC)
"""In replay, when an article that does not say it was retrieved: no date of its own lies in the future of that."""

FIRST_LINES = 20
"""Of which one must hold an object, or the file is none of articles: nobody wants to read of each what is wrong."""

Drafts = Iterator[Draft | Refusal]


def read_inputs(paths: Iterable[Path]) -> Drafts:
    """Yield the articles of files, one after the other, after refusals of those that are missing; `STDIN`: stdin."""
    for path in sorted(paths, key=lambda path: path == STDIN or is_there(path)):
        yield from _read_stdin() if path == STDIN else read_seed(path, retrieved_at=datetime.now(UTC))


def _read_stdin() -> Iterable[Draft | Refusal]:
    """Read JSON Lines, an HTML page, or else one article's text: as it begins."""
    _tell_typist()
    data = sys.stdin.buffer.read().removeprefix(codecs.BOM_UTF8)
    return parse_seed(f"stdin{_suffix(data.lstrip()[:100].lower())}", data, retrieved_at=datetime.now(UTC))


def _tell_typist() -> None:
    """Tell who sits before a terminal that it is read, and how to end; elsewhere nobody waits for a word."""
    if sys.stdin.isatty():
        say("reading from the terminal; Ctrl-D in a line of its own ends it")


def _suffix(beginning: bytes) -> str:
    if beginning.startswith(b"{"):
        return ".jsonl"
    return ".html" if beginning.startswith((b"<!doctype html", b"<html")) else ".txt"


def read_seeds_by_date(folder: Path) -> list[Draft | Refusal]:
    """Return the articles of a seeds folder and of its sub-folder `examples`, the oldest first, undated ones last."""
    examples = folder / "examples"
    try:
        files = list_seeds(folder) + (list_seeds(examples) if examples.is_dir() else [])
    except OSError as error:
        why = f"the seeds folder {folder} cannot be read ({error.strerror})"
        raise ConfigurationError(f"{why}; run this in a checkout, or name a folder with --seeds") from None
    now = datetime.now(UTC)
    drafts = [draft for file in files for draft in read_seed(file, retrieved_at=now)]
    return sorted(drafts, key=lambda draft: (draft.published_at if isinstance(draft, Draft) else None) or now)


def begin(drafts: Drafts) -> Drafts:
    """Return the drafts, the first of them read: what is wrong with all of a file is told before a model is loaded."""
    first = list(islice(drafts, 1))
    return chain(first, drafts)


def read_for_replay(file: Path) -> Drafts:
    """Yield the articles of a file of JSON Lines, or of `STDIN`, as they would have arrived, one line read at a time.

    Dates are judged by the article's own `retrieved_at`, where the line has one. One without a date has that of its
    retrieval, else that of the article before it. Raises ConfigurationError when the file cannot be read.
    """
    latest = BEFORE_ALL
    for draft in _read_lines(file):
        if isinstance(draft, Draft):
            is_retrieved = draft.retrieved_at != AFTER_ALL
            latest = draft.published_at or (draft.retrieved_at if is_retrieved else latest)
            yield _as_arrived(draft, latest, draft.retrieved_at if is_retrieved else latest)
        else:
            yield draft


def _as_arrived(draft: Draft, published_at: datetime, retrieved_at: datetime) -> Draft:
    """Return the draft with its dates, and with the warning, its last one, that names what stands in for a date."""
    stand_in = f"no date that can be true; {published_at:%Y-%m-%d %H:%M}Z stands in for it"
    warnings = draft.warnings if draft.published_at else (*draft.warnings[:-1], stand_in)
    return replace(draft, published_at=published_at, retrieved_at=retrieved_at, warnings=warnings)


def _read_lines(file: Path) -> Drafts:
    name = "stdin" if file == STDIN else str(file)
    if file == STDIN:
        _tell_typist()
    try:
        with nullcontext(sys.stdin.buffer) if file == STDIN else file.open("rb") as lines:
            for number, line in _check_beginning(name, _number_lines(lines)):
                yield parse_json_line(f"{name}:{number}", line, retrieved_at=_find_retrieval(line))
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be read ({error.strerror}); check its name and rights") from None


def _number_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers."""
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _check_beginning(name: str, lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines, once one of the first holds an object; with fewer than those, all of them.

    Raises ConfigurationError where none of the first does, which is another kind of file, and where there are none.
    """
    beginning = list[tuple[int, bytes]]()
    for number, line in lines:
        beginning.append((number, line))
        if isinstance(_load(line), dict):
            break
        if len(beginning) == FIRST_LINES:
            why = f"none of its first {FIRST_LINES} lines is a JSON object in UTF-8"
            raise ConfigurationError(
                f"{name} holds no articles: {why}; give one article a line, as docs/seeds.md shows"
            )
    if not beginning:
        raise ConfigurationError(f"{name} holds no articles: there is no line in it; give one article a line")
    yield from beginning
    yield from lines


def _load(line: bytes) -> Any:
    """Return what a line of JSON holds; None for what is none."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _find_retrieval(line: bytes) -> datetime:
    """Return when an article says that it was retrieved, else `AFTER_ALL`; what is wrong is told elsewhere."""
    value = _load(line)
    article = value.get("article", value) if isinstance(value, dict) else {}
    return parse_date(str(article.get("retrieved_at", ""))) or AFTER_ALL if isinstance(article, dict) else AFTER_ALL
