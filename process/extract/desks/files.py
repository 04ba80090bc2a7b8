"""Reads a desk from its folder of TOML files, and says in plain words what is wrong with them.

desk.toml (id, issues in order, subject, elsewhere, groups), issues/ID.toml (what each stance means, and the cues),
actors/{states,bodies,people}.toml. docs/desks.md teaches how to write one.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from process.extract.desks.actors import read_actors
from process.extract.desks.desk import Aim, Cue, CueKind, Desk, Issue
from process.extract.desks.problems import Note, Problem, Source, read_source, refuse
from stancewatch.contracts import Stance
from stancewatch.errors import ConfigurationError
from stancewatch.files import is_file

DESKS = Path(__file__).parents[2] / "desks"
DEFAULT_DESK = "ukraine-peace-talks"
MODEL_FOLDER = "model"
"""The folder in a desk's that holds its model of sides, if it has one."""
DESK_KEYS = (
    "id", "title", "issues", "subject", "elsewhere", "conflicts", "core", "issue_words", "common_words", "groups",
)  # fmt: skip
LISTS = ("words", "parties", "beneficiary", "own")
ISSUE_KEYS = ("favor", "against", "rival", "unlikely", "contrary", "aim", *LISTS)
CUE_TABLES = {"things": CueKind.THING, "acts": CueKind.ACT, "claims": CueKind.CLAIM}


def find_desk(desk: str | Path | None = None) -> Path:
    """Return the folder of a desk: the bundled default, a folder of the user's, or a bundled one by id."""
    folder = DESKS / DEFAULT_DESK if desk is None else Path(desk)
    bundled = DESKS / folder.name
    for place in (folder, bundled) if len(folder.parts) == 1 else (folder,):
        if is_file(place / "desk.toml"):
            return place
    known = ", ".join(sorted(path.parent.name for path in DESKS.glob("*/desk.toml")))
    raise ConfigurationError(f"no desk at {folder}: it holds no desk.toml; give a folder that does, or one of: {known}")


def load_issues(desk: str | Path | None = None) -> tuple[Issue, ...]:
    """Return the issues of a desk without its cues and actors: cheap, and without spaCy."""
    problems: list[Problem] = []
    _, sources = _read_main(find_desk(desk), problems.append)
    issues = tuple(issue for source in sources for issue in _issue(source, problems.append))
    refuse(problems)
    return issues


def load_desk(desk: str | Path | None = None) -> Desk:
    """Return a desk. Raises ConfigurationError with the file, the line, what is wrong there, and what to do."""
    loaded, problems = read_desk(find_desk(desk))
    refuse(problems)
    return loaded


def read_desk(folder: Path) -> tuple[Desk, list[Problem]]:
    """Return what can be read of a desk, and what is wrong with the rest."""
    problems: list[Problem] = []
    note = problems.append
    main, sources = _read_main(folder, note)
    desk = Desk(
        id=str(main.table.get("id", folder.name)),
        issues=tuple(issue for source in sources for issue in _issue(source, note)),
        actors=tuple(read_actors(folder / "actors", note)),
        cues=tuple(cue for source in sources for cue in _cues(source, note)),
        subject=main.strings(note, "subject"),
        elsewhere=main.strings(note, "elsewhere"),
        groups=_groups(main, note),
        issue_words=main.strings(note, "issue_words"),
        common_words=main.strings(note, "common_words"),
        conflicts=main.strings(note, "conflicts"),
        core=main.strings(note, "core"),
    )
    return desk, problems


def _read_main(folder: Path, note: Note) -> tuple[Source, Sequence[Source]]:
    """Return desk.toml and the files of the issues that it lists."""
    main = read_source(folder / "desk.toml", note)
    for key in sorted(main.table.keys() - DESK_KEYS):
        note(main.problem(f"unknown key {key!r}", f"known are {', '.join(DESK_KEYS)}", key))
    return main, [read_source(folder / "issues" / f"{name}.toml", note) for name in main.strings(note, "issues")]


def _groups(main: Source, note: Note) -> Mapping[str, str]:
    groups = main.table.get("groups", {})
    if isinstance(groups, dict) and all(isinstance(words, str) for words in groups.values()):
        return groups
    note(main.problem("a group must be words in quotation marks", 'write it as weapons = "tank|missile"', "[groups]"))
    return {}


def _issue(source: Source, note: Note) -> Iterator[Issue]:
    if not source.is_read:
        return
    sides = [source.table.get(stance.value) for stance in Stance]
    for stance, side in zip(Stance, sides, strict=True):
        if not isinstance(side, str) or not side.strip():
            note(source.problem(f"{stance.value} is missing", "say above the tables, in a sentence, what it means"))
    for key in sorted(source.table.keys() - {*ISSUE_KEYS, *CUE_TABLES}):
        note(source.problem(f"unknown table {key!r}", f"known are {', '.join(CUE_TABLES)}", key))
    lists = {key: source.strings(note, key) for key in LISTS}
    unlikely, contrary = (
        {stance: source.strings(note, key, stance.value) for stance in Stance} for key in ("unlikely", "contrary")
    )
    at, by = (source.strings(note, "aim", key) for key in ("at", "by"))
    favor, against = map(str, sides)
    yield Issue(
        source.path.stem,
        favor,
        against,
        rival=str(source.table.get("rival", "")),
        aim=Aim(at, by) if at else None,
        unlikely=unlikely,
        contrary=contrary,
        **lists,
    )


def _cues(source: Source, note: Note) -> Iterator[Cue]:
    issue = source.path.stem
    for table, kind in CUE_TABLES.items():
        for stance in Stance:
            for number, pattern in enumerate(source.strings(note, table, stance.value), 1):
                name = f"{issue}.{kind.value}.{stance.value}.{number}"
                yield Cue(id=name, issue=issue, stance=stance, kind=kind, pattern=pattern)
