"""How one-shot commands speak: results on stdout, the rest on stderr."""

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import structlog

from stancewatch.errors import StancewatchError
from stancewatch.text import ESCAPING

if TYPE_CHECKING:
    from ingest.drafts import Draft, Refusal

WIDTH = 120
"""Columns where stdout is no terminal."""
PROGRESS_ARTICLES = 20
LOADING = "loading the English pipeline"
"""Told before it: where the machine is slow it takes a minute."""

log = structlog.get_logger("stancewatch")


def prepare_streams() -> None:
    """Have stdout take every letter, those that it cannot spell as escapes; a stream that is closed swallows all."""
    sys.stdout, sys.stderr = sys.stdout or _swallow(), sys.stderr or _swallow()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=ESCAPING)


def _swallow() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def print_line(line: str) -> None:
    """Write a result to stdout at once. Raises StancewatchError where that takes no more."""
    with writing() as stdout:
        stdout.write(f"{line}\n")


@contextmanager
def writing() -> Iterator[TextIO]:
    """Lend stdout for results, and flush it. Raises StancewatchError where it takes no more, as on a full disk."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = f"cannot write to stdout ({error.strerror})"
        raise StancewatchError(f"{why}; what was written is not whole: make room, and run it again") from error


def say(line: str) -> None:
    """Tell the user something that is no result."""
    sys.stderr.write(f"{line}\n")


def tell_worker(event: str, line: str, **facts: Any) -> None:
    """Tell the user what a worker does: a line on a terminal, elsewhere a record of the log like all there."""
    if sys.stderr.isatty():
        say(line)
    else:
        log.info(event, **facts)


def tell_progress(number: int, *, of: int | None = None) -> None:
    """Tell now and then how many articles are read, of how many where that is known."""
    if number % PROGRESS_ARTICLES == 0:
        say(f"{number}/{of} articles" if of else f"{number} articles")


def describe(draft: "Draft | Refusal") -> str:
    """Say in a line what is read, or refused and why."""
    from ingest.drafts import Refusal
    from stancewatch.text import clean_text

    if isinstance(draft, Refusal):
        found = f" ({draft.size} bytes, sha256 {draft.sha256[:12]})" if draft.size else ""
        return clean_text(f"refused {draft.place}: {draft.reason}: {draft.detail}{found}")
    date = f"{draft.published_at:%Y-%m-%d}" if draft.published_at else "undated"
    return clean_text(f"{date}  {draft.title} ({draft.publisher})")


def terminal_width() -> int:
    """Return the columns of the terminal, `WIDTH` where there is none."""
    return shutil.get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH
