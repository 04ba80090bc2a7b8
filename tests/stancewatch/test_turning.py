"""Words that make another sentence of the same words are known in all forms, and each is there for a reason."""

import re

import pytest

from process.extract.english.lexicon import load_lexicon
from stancewatch.errors import ConfigurationError
from stancewatch.turning import FILE, find_turning, load_turning, parse_turning, read_lists

TEXT = FILE.read_text(encoding="utf-8")
LISTS = read_lists(TEXT)
VERBS = [
    (side, entry)
    for table in ("verbs", "short_verbs")
    for side, entries in LISTS[table].items()
    if side in {"favor", "against", "leave_open"}
    for entry in entries
]
FORMS = {
    "ban": "bans banned banning",
    "bar": "bars barred barring",
    "commit": "commits committed committing commitment",
    "cut": "cuts cutting",
    "den|y": "denies denied denying denial",
    "drop": "drops dropped dropping",
    "forbid": "forbids forbidden forbidding",
    "froz|en": "froze",
    "ratif|y": "ratifies ratified ratifying ratification",
    "read|y": "readiness",
    "seek": "seeks seeking",
    "stop": "stops stopped stopping",
    "unaccept|able": "unacceptably",
    "unwilling": "unwillingness unwillingly",
    "veto": "vetoes vetoed vetoing",
    "willing": "willingness",
    "withdr|aw": "withdraws withdrew withdrawn withdrawing withdrawal",
    "withh|old": "withholds withheld withholding",
}
"""Of words that are no regular verbs."""
UNKNOWN_TO_THE_READER = {"disagre|e", "froz|en"}
"""It goes by lemmas, of which the second is none, and has no side for the first."""


def inflect(entry: str) -> list[str]:
    """Return the word and its forms in the present and past."""
    word = entry.replace("|", "")
    if entry in FORMS:
        return [word, *FORMS[entry].split()]
    bare = word.removesuffix("e")
    third = f"{word}es" if word.endswith(("s", "sh", "ch")) else f"{word}s"
    return [word, third, f"{bare}ed", f"{bare}ing"]


def meanings(entry: str) -> set[str]:
    """Return what the reader takes a word's family for: a side, or words under which nothing is held."""
    lexicon, beginning = load_lexicon(), entry.partition("|")[0]
    is_short = any(entry in entries for entries in LISTS["short_verbs"].values())
    begins_so = re.compile(rf"{beginning}(?:e|ing|ness)?\Z" if is_short else beginning)
    signs = {one.sign for key, found in lexicon.operators.items() if begins_so.match(key) for one in found}
    sides = {{1: "favor", -1: "against"}[sign] for sign in signs}
    return sides | {"leave_open" for word in lexicon.stop if begins_so.match(word)}


@pytest.mark.parametrize("entry", [entry for _, entry in VERBS])
def test_a_verb_that_takes_a_side_is_the_same_in_all_its_forms(entry):
    assert [find_turning([form]) for form in inflect(entry)] == [{entry.partition("|")[0]}] * len(inflect(entry))


@pytest.mark.parametrize(("side", "entry"), VERBS)
def test_a_verb_takes_the_side_that_the_reader_takes_it_for(side, entry):
    if entry in UNKNOWN_TO_THE_READER:
        assert meanings(entry) == set()
    else:
        assert side in meanings(entry)


def test_no_two_verbs_share_a_beginning_so_that_none_takes_two_sides():
    beginnings = [entry.partition("|")[0] for _, entry in VERBS]

    assert len(set(beginnings)) == len(beginnings)


@pytest.mark.parametrize("word", sorted(load_turning().words))
def test_words_that_turn_round_bind_or_leave_open_stand_for_themselves(word):
    assert find_turning([word]) == {word}


@pytest.mark.parametrize("word", ["won't", "won’t", "isn't"])  # noqa: RUF001
def test_a_verb_that_holds_its_negation_stands_for_itself(word):
    assert find_turning([word]) == {word}


def test_words_that_turn_bind_or_leave_open_are_those_that_the_reader_heeds():
    lexicon, words = load_lexicon(), LISTS["words"]
    of_phrases = {word for phrase in lexicon.condition_phrases for word in phrase.split()}

    assert set(words["turn_round"]) <= lexicon.negation | lexicon.frames.side_against
    assert set(words["bind"]) - {"except", "while"} <= (
        lexicon.condition_marks | lexicon.weak_conditions | of_phrases | {"once"}
    )
    assert set(words["leave_open"]) <= lexicon.guess | lexicon.stop


@pytest.mark.parametrize(
    "word",
    ["said", "told", "monday", "background", "bank", "barrel", "endless", "week", "denmark", "reader", "reading", ""],
)
def test_other_words_turn_nothing(word):
    assert find_turning([word]) == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[verbs]", "[verbs", "is no TOML"),
        ("[only_before]", "[before]", "has the tables words, verbs, before, short_verbs; it needs words, verbs, only_"),
        ("turn_round = ", "turn = ", r"has the lists of \[words\] turn, bind, leave_open; it needs turn_round"),
        ('"consider doubt mull ponder weigh"', '""', r"has no words, or other things .* in verbs\.leave_open; write"),
        ('"consider doubt', '"Consider doubt', r"other things than words, in verbs\.leave_open"),
        ('"consider doubt mull ponder weigh"', "7", r"in verbs\.leave_open"),
        ("[words]", "words = 1\n[more]", "has the tables"),
        ("abandon block", "abandon accept block", "has “accept” 2 times; a word does one thing"),
        ("not no never", "not no if never", "has “if” 2 times"),
        ("abandon block", "abandon acceptable block", "has “acceptable”, which is taken for “accept”; remove it"),
        ("not no never", "not no rejection never", "has “rejection”, which is taken for “reject”"),
        ('den = "i y"', 'dan = "i y"', "has “dan” in only_before, with which no verb begins; remove it"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_what_to_do(old, new, problem):
    assert old in TEXT

    with pytest.raises(ConfigurationError, match=problem):
        parse_turning(TEXT.replace(old, new))


def test_a_table_that_is_a_value_is_refused():
    text = re.sub(r"(?s)\[only_before\].*?\n\n", "", TEXT)

    with pytest.raises(ConfigurationError, match=r"has only_before as a value; write it as a table, \[only_before\]"):
        parse_turning(f"only_before = 1\n{text}")
