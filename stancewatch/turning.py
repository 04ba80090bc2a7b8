"""The words of English by which a sentence comes to say another thing: they turn it round, bind it, or take a side.

"Accepts the plan" and "rejects the plan" differ in one word, and in all that matters. turning.toml has the words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stancewatch.errors import ConfigurationError
from stancewatch.word_lists import SMALL_WORDS, Lists, read_word_lists, wrong_words

FILE = Path(__file__).with_name("turning.toml")
KEYS = {
    "words": ("turn_round", "bind", "leave_open"),
    "verbs": ("favor", "against", "leave_open"),
    "only_before": None,
    "short_verbs": ("favor", "against", "endings", "doubled"),
}
"""The tables of the file and the lists in each; None: any."""
_HOW_VERBS_END = ("endings", "doubled")

_CUT = "|"
_ENTRY = re.compile(r"[a-z]+(?:\|[a-z]+)?")
_ADVICE = f"{SMALL_WORDS}, of a verb perhaps with a bar behind the beginning"
_NOT = re.compile(r"n['’]t\Z")  # noqa: RUF001 - both apostrophes


@dataclass(frozen=True, slots=True)
class Turning:
    """Words that stand for themselves, and what verbs begin with: "rejects" and "rejected" say the same."""

    words: frozenset[str]
    verbs: re.Pattern[str]

    def find(self, word: str) -> str:
        """Return what a word in small letters stands for: of a verb its beginning; "" if it turns nothing."""
        verb = self.verbs.match(word)
        if verb:
            return verb.group()
        return word if word in self.words or _NOT.search(word) else ""


def find_turning(words: Iterable[str]) -> frozenset[str]:
    """Return those of some words, in small letters, that another sentence must have as well to say the same.

    Of a verb it is the beginning that its forms share; of "won't" and the like the word itself.
    """
    return frozenset(map(load_turning().find, words)) - {""}


@lru_cache(maxsize=1)
def load_turning() -> Turning:
    """Return the words of turning.toml; it is read once."""
    return parse_turning(FILE.read_text(encoding="utf-8"))


def parse_turning(text: str) -> Turning:
    """Return the words of a file. Raises ConfigurationError that says where it is wrong, how, and what to do."""
    lists = read_lists(text)
    turning = Turning(words=frozenset(_entries(lists, "words")), verbs=_compile(lists))
    _check(lists, turning)
    return turning


def read_lists(text: str) -> Lists:
    """Return the entries of a file as they stand in it. Raises ConfigurationError for a file of another form."""
    return read_word_lists(text, file=FILE.name, keys=KEYS, entry=_ENTRY, advice=_ADVICE)


def _compile(lists: Lists) -> re.Pattern[str]:
    only_before = lists["only_before"]
    long, short = (list(map(_beginning, _entries(lists, table))) for table in ("verbs", "short_verbs"))
    before = (f"{one}(?={'|'.join(only_before[one])})" if one in only_before else one for one in long)
    endings, doubled = ("|".join(lists["short_verbs"][key]) for key in _HOW_VERBS_END)
    return re.compile(rf"(?:{'|'.join(before)})|(?:{'|'.join(short)})(?=(?:{doubled})?(?:{endings})?\Z)")


def _check(lists: Lists, turning: Turning) -> None:
    """Refuse a word that stands twice, for it cannot take two sides, and one that another hides."""
    entries = [entry for table in ("words", "verbs", "short_verbs") for entry in _entries(lists, table)]
    for one in lists["only_before"].keys() - set(map(_beginning, entries)):
        raise _wrong(f"has “{one}” in only_before, with which no verb begins", "remove it, or add the verb")
    for word, count in Counter(entry.replace(_CUT, "") for entry in entries).items():
        if count > 1:
            raise _wrong(f"has “{word}” {count} times", "a word does one thing: leave it in one list, once")
    for entry in entries:
        found = turning.find(entry.replace(_CUT, ""))
        if found != _beginning(entry):
            raise _wrong(f"has “{entry}”, which is taken for “{found}”", "remove it, or make the other longer")


def _entries(lists: Lists, table: str) -> Iterator[str]:
    """Yield the words of a table's lists, but for those of how verbs end."""
    return (entry for key, entries in lists[table].items() if key not in _HOW_VERBS_END for entry in entries)


def _beginning(entry: str) -> str:
    return entry.partition(_CUT)[0]


def _wrong(what: str, to_do: str) -> ConfigurationError:
    return wrong_words(FILE.name, what, to_do)
