"""How one-shot commands speak: results on stdout, the rest on stderr."""

import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.drafts import Draft, Refusal

WIDTH = 120
"""Columns where stdout is no terminal."""
PROGRESS_ARTICLES = 20


def print_line(line: str) -> None:
    """Write a result to stdout at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """Tell the user something that is no result."""
    sys.stderr.write(f"{line}\n")


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
