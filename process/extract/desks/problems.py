"""What is wrong with a desk: where, what and why, and what to do; and the TOML files that it is found in."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from stancewatch.errors import ConfigurationError

LINE_IN_ERROR = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake, or with `is_error` False something that is likely one; `line` counts from 1."""

    path: Path
    line: int
    what: str
    advice: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.advice}"


Note: TypeAlias = Callable[[Problem], None]
"""What takes a problem that was found."""


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML file: its text, for the lines that problems are in, and its tables. Empty where it cannot be read."""

    path: Path
    text: str = ""
    table: Mapping[str, Any] = field(default_factory=dict)
    is_read: bool = True

    def problem(self, what: str, advice: str, *needles: str, is_error: bool = True) -> Problem:
        """Return a problem at the line where the last of the needles stands, each looked for behind the one before."""
        return Problem(self.path, self.line(*needles), what, advice, is_error=is_error)

    def line(self, *needles: str) -> int:
        """Return the line of the last needle that is found, 1 if none is."""
        place = -1
        for needle in needles:
            found = self.text.find(needle, place + 1)
            place = found if found >= 0 else place
        return self.text.count("\n", 0, max(place, 0)) + 1

    def strings(self, note: Note, *keys: str) -> tuple[str, ...]:
        """Return the list of strings under a path of keys, () where there is none."""
        value: Any = self.table
        for key in keys:
            value = value.get(key, ()) if isinstance(value, dict) else ()
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
            what = f"{'.'.join(keys)} must be a list of words in quotation marks"
            note(self.problem(what, 'write it as ["one", "two"]', *headings(keys)))
            return ()
        return tuple(value)


def headings(keys: Sequence[str]) -> list[str]:
    """Return how the tables and the key of a path of keys are written in a file."""
    return [*(f"[{key}]" for key in keys[:-1]), f"{keys[-1]} ="]


def read_source(path: Path, note: Note) -> Source:
    """Return a TOML file, an empty one with a problem noted where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
        return Source(path, text, tomllib.loads(text))
    except FileNotFoundError:
        note(Problem(path, 1, f"{path.name} is missing", "the desk needs it: docs/desks.md says what goes into it"))
    except OSError as error:
        note(Problem(path, 1, f"{path.name} cannot be read ({error.strerror})", "check what it is and its rights"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = LINE_IN_ERROR.search(str(error))
        note(Problem(path, int(found[1]) if found else 1, f"{path.name} is no TOML: {error}", "correct it there"))
    return Source(path, is_read=False)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise ConfigurationError with the first error. It does not count the others: a check of the desk finds more."""
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        more = " (and more: stancewatch desk check lists them all)" if len(errors) > 1 else ""
        raise ConfigurationError(f"{errors[0]}{more}")
