"""Nothing about the subject of a desk lives in code: its actors and issues are known to its own folder alone."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from process.extract.desks.files import DEFAULT_DESK, load_desk

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path for package in ("stancewatch", "ingest", "process", "sinks") for path in (ROOT / package).rglob("*.py")
)
ACRONYM = 3
WORD_LISTS = sorted((ROOT / "process" / "extract" / "english").glob("*.toml"))


@pytest.fixture(scope="module")
def entries():
    """Return the actors of the desk that another one does not have too: the United Nations belong to no subject."""
    shared = {entry.actor.id for entry in load_desk("sudan-ceasefire").actors}
    return [entry for entry in load_desk().actors if entry.actor.id not in shared]


@pytest.fixture(scope="module")
def names(entries):
    """Return a pattern for the desk's actors and issues, but for acronyms ("G7") and plain words ("sanctions")."""
    actors = {name for entry in entries for name in (entry.actor.id, *entry.aliases, *entry.demonyms)}
    issues = {issue for issue in load_desk().issue_ids if "-" in issue}
    longest_first = sorted({name for name in actors if len(name) > ACRONYM} | issues, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")


def literals(path):
    """Yield the strings and the names of a module, without its docstrings: those may give examples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value.replace(DEFAULT_DESK, "")
        elif isinstance(node, ast.Name | ast.arg):
            yield node.id if isinstance(node, ast.Name) else node.arg


def words(value):
    """Yield the words of a TOML value."""
    if isinstance(value, str):
        yield from value.split()
    elif not isinstance(value, int):
        for item in value.values() if isinstance(value, dict) else value:
            yield from words(item)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_names_no_actor_and_no_issue_of_the_desk(names, path):
    assert [found[0] for text in literals(path) for found in names.finditer(text)] == []


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: path.name)
def test_word_lists_of_english_name_no_nation_and_no_person_of_the_desk(entries, path):
    people = {alias for entry in entries if entry.actor.kind == "person" for alias in entry.aliases}
    known = {name.casefold() for name in people.union(*(entry.demonyms for entry in entries))}
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    assert known.intersection(words(table)) == set()
