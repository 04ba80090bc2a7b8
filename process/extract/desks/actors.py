"""Reads the actors of a desk: states, bodies and people, with the names that texts have for them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from process.extract.desks.desk import DeskActor
from process.extract.desks.problems import Note, Source, read_source
from stancewatch.contracts import Actor
from stancewatch.names import fold

ACTOR_FILES = {"states": "state", "bodies": "organisation", "people": "person"}
LISTS = ("aliases", "demonyms", "offices", "former", "called", "members")
ACTOR_KEYS = ("name", "kind", "of", *LISTS, "pronoun")
CHOICES = {"kind": ("person", "state", "organisation", "group"), "pronoun": ("he", "she")}

Entry = tuple[Source, DeskActor]
"""An actor, with the file that it stands in."""


def read_actors(folder: Path, note: Note) -> Iterator[DeskActor]:
    """Yield the actors of the folder's files, and note what is wrong with them."""
    sources = {kind: read_source(folder / f"{file}.toml", note) for file, kind in ACTOR_FILES.items()}
    entries = [
        (source, _actor(source, key, table, kind, note))
        for kind, source in sources.items()
        for key, table in source.table.items()
    ]
    if all(source.is_read for source in sources.values()):
        _check_affiliations(entries, note)
    _check_clashes(entries, note)
    return (actor for _, actor in entries)


def _actor(source: Source, key: str, table: Any, kind: str, note: Note) -> DeskActor:
    """Return an actor; what is wrong in its table is noted, and left out."""
    fields = table if isinstance(table, dict) else {}
    here, heading = f"[{key}]", (f"[{key}]",)
    name = str(fields.get("name") or key)
    if not isinstance(fields.get("name"), str) or not name.strip():
        note(source.problem(f"{here} needs a name", f'write name = "…" under {here}', *heading))
    for unknown in sorted(fields.keys() - ACTOR_KEYS):
        advice = f"known are {', '.join(ACTOR_KEYS)}"
        note(source.problem(f"{here} has an unknown key {unknown!r}", advice, *heading, unknown))
    for field, words in CHOICES.items():
        if fields.get(field, words[0]) not in words:
            what = f"{here} has {field} = {fields[field]!r}"
            note(source.problem(what, f"it can be {' or '.join(words)}", *heading, f"{field} ="))
    lists = {field: source.strings(note, key, field) for field in LISTS}
    chosen = {field: fields[field] for field in CHOICES if fields.get(field) in CHOICES[field]}
    actor = Actor(id=key, name=name, kind=chosen.get("kind", kind), affiliation=_text(fields.get("of")))
    aliases = tuple(dict.fromkeys([actor.name, *lists["aliases"]]))
    return DeskActor(
        actor,
        aliases,
        demonyms=lists["demonyms"],
        offices=lists["offices"],
        pronoun=chosen.get("pronoun", ""),
        former=lists["former"],
        called=lists["called"],
        members=lists["members"],
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _check_affiliations(entries: Sequence[Entry], note: Note) -> None:
    kinds = {entry.actor.id: entry.actor.kind for _, entry in entries}
    for source, entry in entries:
        actor, of = entry.actor, entry.actor.affiliation
        if of is not None and kinds.get(of, "person") == "person":
            what = "no actor of the desk" if of not in kinds else "a person"
            advice = "name the state or body that they speak for, by its id"
            note(source.problem(f"{actor.id} is of {of!r}, {what}", advice, f"[{actor.id}]", "of ="))
        for unknown in (member for member in entry.members if member not in kinds):
            what, advice = f"{actor.id} has a member {unknown!r}, no actor of the desk", "name members by their ids"
            note(source.problem(what, advice, f"[{actor.id}]", "members ="))


def _check_clashes(entries: Sequence[Entry], note: Note) -> None:
    """Note each alias that means two actors: accents do not tell names apart."""
    owners: dict[str, list[tuple[Source, str, str]]] = defaultdict(list)
    for source, entry in entries:
        for alias in {fold(alias): alias for alias in entry.aliases}.values():
            owners[fold(alias)].append((source, entry.actor.id, alias))
    for holders in owners.values():
        if len(holders) > 1:
            source, actor, alias = holders[-1]
            what = f"{alias!r} means {' and '.join(holder for _, holder, _ in holders)}"
            note(source.problem(what, "leave it to one of them", f"[{actor}]", f'"{alias}"'))
