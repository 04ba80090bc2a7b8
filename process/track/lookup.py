"""Whom and what a user means: a holder by id, name, alias or part of a name, and an issue by id."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence

from stancewatch.contracts import Actor
from stancewatch.errors import ConfigurationError
from stancewatch.names import fold_name
from stancewatch.text import clean_text

SUGGESTIONS = 3
LIKENESS = 0.7
"""As difflib measures it: a swapped or missing letter or two in a name."""


def find_holder(words: str, holders: Collection[Actor], known: Mapping[Actor, Sequence[str]]) -> Actor:
    """Return whom the words name: one of the `holders`, or else one of the `known` actors, given with their aliases.

    An id, a whole name and an alias come before a part of a name. Raises ConfigurationError, with near names, when it
    is nobody, and with their names when it is several.
    """
    names = _by_name(holders, known)
    wanted = fold_name(words)
    for found in (_with_id(wanted, names), names.get(wanted, []), _part(wanted, holders), _part(wanted, known)):
        if len(found) == 1:
            return found[0]
        if found:
            more = " or others" if len(found) > SUGGESTIONS else ""
            raise ConfigurationError(f"{words!r} can be {_list(found)}{more}; give the id or the whole name")
    raise ConfigurationError(f"no holder is called {words!r}{_suggest(wanted, names)}")


def find_issue(words: str, known: Iterable[str]) -> str:
    """Return the issue of this id. Raises ConfigurationError, with near ids, when there is none."""
    issues = sorted(set(known))
    wanted = words.strip().casefold().replace(" ", "-")
    if wanted in issues:
        return wanted
    near = difflib.get_close_matches(wanted, issues, n=SUGGESTIONS, cutoff=LIKENESS)
    near = near or [issue for issue in issues if wanted and wanted in issue]
    rest = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(issues)}"
    raise ConfigurationError(f"no issue is called {words!r}; {rest}")


def _by_name(holders: Iterable[Actor], known: Mapping[Actor, Sequence[str]]) -> dict[str, list[Actor]]:
    """Return who has a name or alias. A holder of the ledger stands for the actor of the same id."""
    actors = {actor.id: actor for actor in (*known, *holders)}
    named = [(actor.name, actor.id) for actor in actors.values()]
    called = [(alias, actor.id) for actor, aliases in known.items() for alias in aliases]
    names: dict[str, dict[str, Actor]] = {}
    for name, actor_id in (*named, *called):
        names.setdefault(fold_name(name), {})[actor_id] = actors[actor_id]
    return {name: list(found.values()) for name, found in names.items()}


def _with_id(wanted: str, names: Mapping[str, Sequence[Actor]]) -> list[Actor]:
    return list({actor.id: actor for found in names.values() for actor in found if actor.id == wanted}.values())


def _part(wanted: str, actors: Iterable[Actor]) -> list[Actor]:
    """Return those of whose name the words are a part; that of whole words, if such there are."""
    parts = [actor for actor in actors if wanted and wanted in fold_name(actor.name)]
    whole = [actor for actor in parts if f" {wanted} " in f" {fold_name(actor.name)} "]
    return whole or parts


def _suggest(wanted: str, names: Mapping[str, Sequence[Actor]]) -> str:
    spellings = dict(names)
    for name, actors in names.items():
        spellings.setdefault(name.rpartition(" ")[2], actors)
    near = difflib.get_close_matches(wanted, spellings, n=SUGGESTIONS, cutoff=LIKENESS)
    found = {actor.id: actor for name in near for actor in spellings[name]}
    if not found:
        return "; `stancewatch ledger` shows the holders there are"
    return f"; did you mean {_list(list(found.values()))}?"


def _list(actors: Sequence[Actor]) -> str:
    return " or ".join(f"{clean_text(actor.name)} ({clean_text(actor.id)})" for actor in actors[:SUGGESTIONS])
