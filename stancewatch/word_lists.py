"""Lists of English words as TOML files: tables of lists, each one string of words with blanks between.

Language is data: who reads such a file says which tables it has, and is told what is wrong with it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping

from stancewatch.errors import ConfigurationError

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
"""The entries of a file, by table and list."""
Keys = Mapping[str, tuple[str, ...] | None]
"""The tables of a file and the lists in each; None: any."""

WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")  # noqa: RUF001 - both apostrophes
SMALL_WORDS = "write words in small letters with blanks between"


def read_word_lists(text: str, *, file: str, keys: Keys, entry: re.Pattern[str], advice: str) -> Lists:
    """Return the entries of a file as they stand in it, each of which `entry` matches whole.

    Raises ConfigurationError for a file of another form; `advice` says how entries are written.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wrong_words(file, f"is no TOML ({error})", "mend that line") from None
    _check_keys(file, "tables", tables, tuple(keys))
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise wrong_words(file, f"has {name} as a value", f"write it as a table, [{name}]")
        _check_keys(file, f"lists of [{name}]", table, keys[name])
    return {name: dict(_read_table(file, name, tables[name], entry, advice)) for name in keys}


def wrong_words(file: str, what: str, to_do: str) -> ConfigurationError:
    """Return the error that says what is wrong with a file, and what to do."""
    return ConfigurationError(f"{file} {what}; {to_do}")


def _read_table(
    file: str, name: str, table: Mapping[str, object], entry: re.Pattern[str], advice: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, words in table.items():
        entries = words.split() if isinstance(words, str) else []
        if not entries or not all(map(entry.fullmatch, entries)):
            raise wrong_words(file, f"has no words, or other things than words, in {name}.{key}", advice)
        yield key, tuple(entries)


def _check_keys(file: str, what: str, table: Mapping[str, object], keys: tuple[str, ...] | None) -> None:
    if keys is not None and table.keys() != set(keys):
        raise wrong_words(file, f"has the {what} {', '.join(table) or 'of none'}", f"it needs {', '.join(keys)}")
