"""Looks through a desk for what loading it would not notice: cues that cannot match, stand twice, or never fire."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from process.extract.desks.actors import ACTOR_FILES
from process.extract.desks.desk import Cue, Desk
from process.extract.desks.files import CUE_TABLES, MODEL_FOLDER, read_desk
from process.extract.desks.problems import Problem, Source, read_source
from process.extract.sides.card import CARD
from process.extract.stances.patterns import GROUP, Pattern, parse_pattern
from stancewatch.errors import ConfigurationError

TAGS = frozenset(
    "adj adp adv aux cconj det intj noun num part pron propn punct sconj sym verb x".split()  # noqa: SIM905
)
"""Parts of speech, as Universal Dependencies names them."""
TABLE_OF = {kind: table for table, kind in CUE_TABLES.items()}


def check_desk(folder: Path) -> tuple[Desk, list[Problem]]:
    """Return what can be read of a desk and all that is wrong with it, in the order of the files.

    Nothing is said that only follows from a file that cannot be read.
    """
    desk, problems = read_desk(folder)
    main = read_source(folder / "desk.toml", _ignore)
    listed = main.strings(_ignore, "issues")
    sources = {name: read_source(folder / "issues" / f"{name}.toml", _ignore) for name in listed}
    actors = _known_actors(desk, folder)
    problems += _check_empty(desk, main, actors)
    problems += _check_left_out(listed, folder)
    if all(source.is_read for source in sources.values()):
        problems += _check_groups(desk, main)
    problems += _check_named(desk, sources, actors)
    problems += _check_repeats(desk.cues, sources)
    for cue in desk.cues:
        problems += _check_cue(cue, desk.groups, actors, sources[cue.issue])
    return desk, sorted(set(problems), key=lambda problem: (str(problem.path), problem.line, problem.what))


def find_unreadable(desk: Desk, folder: Path) -> Iterator[Problem]:
    """Yield the cues that are no patterns: without them the desk cannot be used."""
    for cue in desk.cues:
        try:
            parse_pattern(cue.pattern, desk.groups)
        except ConfigurationError as error:
            yield _unreadable(read_source(folder / "issues" / f"{cue.issue}.toml", _ignore), cue, error)


def find_silent(desk: Desk, folder: Path, *, fired: Iterable[str], articles: int) -> list[Problem]:
    """Return warnings of the cues whose ids are not among those that fired on so many articles, one a line."""
    loud, silent = frozenset(fired), defaultdict[tuple[Path, int], list[str]](list)
    sources = {issue.id: read_source(folder / "issues" / f"{issue.id}.toml", _ignore) for issue in desk.issues}
    for cue in desk.cues:
        if cue.id not in loud:
            source = sources[cue.issue]
            silent[source.path, _line(source, cue)].append(repr(cue.pattern))
    advice = "label articles that have such words, or remove them"
    return [
        Problem(path, line, f"never found in {_count(articles)}: {', '.join(patterns)}", advice, is_error=False)
        for (path, line), patterns in silent.items()
    ]


def count_silent(desk: Desk, folder: Path, *, fired: Iterable[str], articles: int) -> list[Problem]:
    """Return the same in short: a warning for each issue with such cues, of how many they are."""
    loud = frozenset(fired)
    problems = list[Problem]()
    for issue in desk.issues:
        cues = [cue for cue in desk.cues if cue.issue == issue.id]
        if silent := sum(cue.id not in loud for cue in cues):
            path = folder / "issues" / f"{issue.id}.toml"
            what = f"{silent} of {len(cues)} cues were never found in {_count(articles)}"
            problems.append(Problem(path, 1, what, "--all lists them", is_error=False))
    return problems


def unknown_to_model(desk: Desk, folder: Path) -> tuple[str, ...] | None:
    """Return the issues that the desk's model does not know; None if the desk has no model.

    Raises ConfigurationError for a model whose card cannot be read.
    """
    card = folder / MODEL_FOLDER / CARD
    if not card.is_file():
        return None
    try:
        known = {issue for issue, _ in json.loads(card.read_text(encoding="utf-8"))["labels"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = f"{card} is no model card ({type(error).__name__}: {error})"
        raise ConfigurationError(f"{why}; export the model again (training/README.md)") from None
    return tuple(issue for issue in desk.issue_ids if issue not in known)


def _count(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles} articles"


def _ignore(problem: Problem) -> None:
    """Take no note: what is wrong with the file was told when it was read first."""


def _known_actors(desk: Desk, folder: Path) -> frozenset[str] | None:
    """Return the ids of the desk's actors; None where a file of theirs cannot be read, so that nobody knows."""
    files = [read_source(folder / "actors" / f"{file}.toml", _ignore) for file in ACTOR_FILES]
    return frozenset(entry.actor.id for entry in desk.actors) if all(file.is_read for file in files) else None


def _check_empty(desk: Desk, main: Source, actors: Collection[str] | None) -> Iterator[Problem]:
    folder = main.path.parent
    if main.is_read and not main.table.get("issues"):
        advice = 'list them: issues = ["ceasefire"], each with a file in issues/'
        yield Problem(main.path, 1, "there are no issues", advice)
    if main.is_read and not main.table.get("subject"):
        advice = "list the words of which a text must hold one"
        yield Problem(main.path, 1, "subject is empty: no text would be about the desk", advice)
    for issue in desk.issues:
        if not any(cue.issue == issue.id for cue in desk.cues):
            path = folder / "issues" / f"{issue.id}.toml"
            yield Problem(path, 1, "there are no cues: nothing would be found", "add some under [things]")
    if actors is not None and not actors:
        yield Problem(folder / "actors", 1, "there are no actors", "add those whose positions are looked for")


def _check_left_out(listed: Sequence[str], folder: Path) -> Iterator[Problem]:
    """Yield files in issues/ that desk.toml does not name: their cues belong to no issue."""
    for path in sorted(folder.glob("issues/*.toml")):
        if listed and path.stem not in listed:
            what = f"{path.stem!r} is no issue of the desk: its cues are not used"
            yield Problem(path, 1, what, "add it to issues in desk.toml, or remove the file")


def _check_groups(desk: Desk, main: Source) -> Iterator[Problem]:
    used = {name for cue in desk.cues for name in GROUP.findall(cue.pattern)}
    for name in desk.groups.keys() - used:
        what = f"no cue uses the group ${name}"
        yield main.problem(what, "use it, or remove it", "[groups]", f"{name} =", is_error=False)


def _check_named(desk: Desk, sources: dict[str, Source], actors: Collection[str] | None) -> Iterator[Problem]:
    for issue in desk.issues:
        named_issues = [(one, f"{stance.value} =") for stance, ids in issue.contrary.items() for one in ids]
        for other, key in [(issue.rival, "rival ="), *named_issues]:
            if other and other not in sources:
                what = f"{other!r} is no issue of the desk"
                yield sources[issue.id].problem(what, "use the id of one, as it stands in desk.toml", key, other)
        lists: dict[tuple[str, ...], tuple[str, ...]] = {
            ("parties =",): issue.parties,
            ("beneficiary =",): issue.beneficiary,
            ("[aim]", "at ="): issue.aim.at if issue.aim else (),
        }
        lists |= {("[unlikely]", f"{stance.value} ="): unlikely for stance, unlikely in issue.unlikely.items()}
        for place, named in lists.items():
            for actor in sorted({*named}.difference(named if actors is None else actors)):
                what = f"{actor!r} is no actor of the desk"
                advice = "use the id of one, as it stands in brackets in actors/"
                yield sources[issue.id].problem(what, advice, *place, actor)


def _check_repeats(cues: Sequence[Cue], sources: dict[str, Source]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], Cue] = {}
    for cue in cues:
        first = seen.setdefault((cue.issue, cue.kind.value, " ".join(cue.pattern.split())), cue)
        if first is not cue:
            source = sources[cue.issue]
            is_same = (first.stance, first.pattern) == (cue.stance, cue.pattern)
            what = f"the cue {cue.pattern!r} stands under {first.stance.value} already, in line {_line(source, first)}"
            yield Problem(source.path, _line(source, cue, is_second=is_same), what, "keep one of them")


def _check_cue(
    cue: Cue, groups: Mapping[str, str], actors: Collection[str] | None, source: Source
) -> Iterator[Problem]:
    try:
        pattern = parse_pattern(cue.pattern, groups)
    except ConfigurationError as error:
        yield _unreadable(source, cue, error)
        return
    for word in sorted(_words(pattern)):
        for what, advice in _wrong_with(word, actors):
            yield _problem(source, cue, what, advice)


def _words(pattern: Pattern) -> frozenset[str]:
    rows = (element.words for element in pattern.elements)
    return frozenset().union(*rows, *pattern.required, pattern.excluded, pattern.parting)


def _wrong_with(word: str, actors: Collection[str] | None) -> Iterator[tuple[str, str]]:
    lemma, _, tag = word.partition("/")
    if word.startswith("@"):
        if actors is not None and word[1:] not in actors:
            yield f"{word} is no actor of the desk", "use the id of one, as it stands in brackets in actors/"
    elif not lemma:
        yield "has an empty word", "put words on both sides of |, and none of it at the end"
    elif tag and tag not in TAGS:
        yield f"{tag!r} in {word!r} is no part of speech", f"known are {', '.join(sorted(TAGS))}"
    elif lemma != lemma.lower() and lemma not in {known.upper() for known in TAGS}:
        yield f"{word!r} can match nothing", "write it in lower case: words are compared so; or use @ for an actor"
    elif set(lemma) & set("[]()?$@ "):
        yield f"{word!r} can match nothing", "behind & and ! stand single words with | between; no other signs"


def _unreadable(source: Source, cue: Cue, error: ConfigurationError) -> Problem:
    return _problem(source, cue, f"cannot be read: {error}", "docs/desks.md has the signs of a pattern")


def _problem(source: Source, cue: Cue, what: str, advice: str) -> Problem:
    return Problem(source.path, _line(source, cue), f"the cue {cue.pattern!r}: {what}", advice)


def _line(source: Source, cue: Cue, *, is_second: bool = False) -> int:
    """Return the line of a cue; `is_second`: the same words stand before it in the same list."""
    words = f'"{cue.pattern}"'
    return source.line(f"[{TABLE_OF[cue.kind]}]", f"{cue.stance.value} =", words, *([words] if is_second else []))
