"""Reads a desk from its folder of TOML files, and says in plain words what is wrong with them.

desk.toml (id, issues in order, subject, elsewhere), issues/ID.toml (what each stance means, and the cues),
actors/{states,bodies,people}.toml. docs/desks.md teaches how to write one.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from process.extract.desk import Cue, CueKind, Desk, DeskActor, Issue
from stancewatch.contracts import Actor, Stance
from stancewatch.errors import ConfigurationError

DESKS = Path(__file__).parent.parent / "desks"
DEFAULT_DESK = "ukraine-peace-talks"
CUE_TABLES = {"things": CueKind.THING, "acts": CueKind.ACT, "claims": CueKind.CLAIM}
ACTOR_FILES = {"states": "state", "bodies": "organisation", "people": "person"}
ACTOR_KEYS = frozenset({"name", "kind", "of", "aliases", "demonyms", "offices", "pronoun"})

Table = Mapping[str, Any]


def find_desk(desk: str | Path | None = None) -> Path:
    """Return the folder of a desk: the bundled default, a bundled one by id, or a folder of the user's."""
    folder = DESKS / DEFAULT_DESK if desk is None else Path(desk)
    if isinstance(desk, str) and (DESKS / desk).is_dir():
        folder = DESKS / desk
    if not (folder / "desk.toml").is_file():
        known = ", ".join(sorted(path.parent.name for path in DESKS.glob("*/desk.toml")))
        raise ConfigurationError(
            f"no desk at {folder}: it holds no desk.toml; give a folder that does, or one of: {known}"
        )
    return folder


def load_issues(desk: str | Path | None = None) -> tuple[Issue, ...]:
    """Return the issues of a desk without its cues and actors: cheap, and without spaCy."""
    folder = find_desk(desk)
    file = folder / "desk.toml"
    return tuple(_issue(folder, name) for name in _strings(file, read_toml(file), "issues"))


def load_desk(desk: str | Path | None = None) -> Desk:
    """Return a desk. Raises ConfigurationError that names the file, what is wrong in it, and what to do."""
    folder = find_desk(desk)
    file = folder / "desk.toml"
    table = read_toml(file)
    issues = load_issues(folder)
    return Desk(
        id=str(table.get("id", folder.name)),
        issues=issues,
        actors=tuple(_load_actors(folder)),
        cues=tuple(cue for issue in issues for cue in _load_cues(folder, issue.id)),
        subject=_strings(file, table, "subject"),
        elsewhere=_strings(file, table, "elsewhere"),
        groups=table.get("groups", {}),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; one that is absent or broken is a ConfigurationError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path} is missing: the desk needs it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is no TOML: {error}; correct the line it names") from error


def _strings(path: Path, table: Table, *keys: str) -> tuple[str, ...]:
    """Return the list of strings under a path of keys of a file's table, () where there is none."""
    value: Any = table
    for key in keys:
        value = value.get(key, {}) if isinstance(value, dict) else value
    if value == {}:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ConfigurationError(f"{path}: {'.'.join(keys)} must be a list of words in quotation marks")
    return tuple(value)


def _issue(folder: Path, name: str) -> Issue:
    path = folder / "issues" / f"{name}.toml"
    table = read_toml(path)
    for key in ("favor", "against"):
        if not isinstance(table.get(key), str):
            raise ConfigurationError(f"{path}: {key} is missing: say in one sentence what it means")
    unknown = set(table) - {"favor", "against", *CUE_TABLES}
    if unknown:
        raise ConfigurationError(f"{path}: unknown table {min(unknown)!r}; known are {', '.join(CUE_TABLES)}")
    return Issue(id=name, favor=table["favor"], against=table["against"])


def _load_cues(folder: Path, issue: str) -> Iterator[Cue]:
    path = folder / "issues" / f"{issue}.toml"
    file = read_toml(path)
    for table, kind in CUE_TABLES.items():
        for stance in Stance:
            patterns = _strings(path, file, table, stance.value)
            for number, pattern in enumerate(patterns, 1):
                name = f"{issue}.{kind.value}.{stance.value}.{number}"
                yield Cue(id=name, issue=issue, stance=stance, kind=kind, pattern=pattern)


def _load_actors(folder: Path) -> list[DeskActor]:
    actors = [
        _actor(folder / "actors" / f"{file}.toml", key, table, kind)
        for file, kind in ACTOR_FILES.items()
        for key, table in read_toml(folder / "actors" / f"{file}.toml").items()
    ]
    _check_affiliations(folder, actors)
    _check_clashes(folder, actors)
    return actors


def _actor(path: Path, key: str, table: Any, kind: str) -> DeskActor:
    if not isinstance(table, dict) or not isinstance(table.get("name"), str):
        raise ConfigurationError(f"{path}: [{key}] needs a name")
    unknown = set(table) - ACTOR_KEYS
    if unknown:
        raise ConfigurationError(
            f"{path}: [{key}] has an unknown key {min(unknown)!r}; known are {', '.join(sorted(ACTOR_KEYS))}"
        )
    lists = {name: _strings(path, table, name) for name in ("aliases", "demonyms", "offices")}
    actor = Actor(id=key, name=table["name"], kind=table.get("kind", kind), affiliation=table.get("of"))
    aliases = tuple(dict.fromkeys([actor.name, *lists["aliases"]]))
    return DeskActor(actor, aliases, lists["demonyms"], lists["offices"], table.get("pronoun", ""))


def _check_affiliations(folder: Path, actors: list[DeskActor]) -> None:
    known = {entry.actor.id for entry in actors}
    for entry in actors:
        if entry.actor.affiliation not in {None, *known}:
            raise ConfigurationError(
                f"{folder / 'actors'}: {entry.actor.id} is of {entry.actor.affiliation!r}, no actor of the desk"
            )


def _check_clashes(folder: Path, actors: list[DeskActor]) -> None:
    owners = Counter(alias for entry in actors for alias in entry.aliases)
    clash = next((alias for alias, count in owners.items() if count > 1), None)
    if clash is not None:
        holders = [entry.actor.id for entry in actors if clash in entry.aliases]
        raise ConfigurationError(
            f"{folder / 'actors'}: {clash!r} means {' and '.join(holders)}; leave it to one of them"
        )
