"""stancewatch desk check: what is wrong with a desk, each mistake with its file and line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stancewatch.cli.common import FAILED, get_settings
from stancewatch.cli.showing import print_line, say, tell_progress
from stancewatch.errors import ConfigurationError
from stancewatch.text import clean_text

if TYPE_CHECKING:
    from process.extract.desks.desk import Desk
    from process.extract.desks.problems import Problem

GOLD_FOLDER = Path("tests/quality/gold")
"""Where a checkout has its labelled articles."""
SCREEN_LINES = 15
"""More warnings of cues than these are summed up, issue by issue."""


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    desks = typer.Typer(no_args_is_help=True, help="Check a desk: its issues, actors and cues.")
    desks.callback()(lambda: None)
    desks.command("check")(check)
    app.add_typer(desks, name="desk")


def check(
    context: typer.Context,
    desk: Annotated[
        Path | None, typer.Argument(help="The id of a bundled desk, or a folder. None: the desk of the settings.")
    ] = None,
    *,
    gold: Annotated[
        list[Path] | None,
        typer.Option("--gold", help=f"Articles on which each cue should fire; default: {GOLD_FOLDER}/*.jsonl."),
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="List every cue that never fires, however many.")] = False,
) -> None:
    """Look for mistakes in a desk, and for cues that never fire. Exit 1 when there are mistakes; warnings do not count.

    It needs labelled articles: without any the cues are not tried, which is an error too.

    Example: `stancewatch desk check desks/my-desk --gold my-articles.jsonl`
    """
    settings = get_settings(context, {}, level="warning")
    from process.extract.desk_check import check_desk, unknown_to_model
    from process.extract.desks.files import find_desk

    folder = find_desk(desk or settings.desk)
    checked, problems = check_desk(folder)
    _show(problems)
    has_errors = any(problem.is_error for problem in problems)
    if not has_errors:
        silent = _find_silent(checked, folder, gold, most_lines=None if show_all else SCREEN_LINES)
        _show(silent)
        problems += silent
        print_line(_tell_model(unknown_to_model(checked, folder)))
    print_line(_summarise(checked, problems))
    if has_errors:
        raise typer.Exit(FAILED)


def _find_silent(desk: "Desk", folder: Path, gold: list[Path] | None, *, most_lines: int | None) -> list["Problem"]:
    """Return warnings of the cues that fire on none of the labelled articles.

    One for each of their lines; one for each issue where those would be too many. Raises ConfigurationError where there
    are no articles: a desk whose cues were never tried has not passed.
    """
    files = gold or sorted(GOLD_FOLDER.glob("*.jsonl"))
    if not files:
        raise ConfigurationError(
            f"the files of {desk.id} hold no mistake, but its cues were tried on nothing: there are no labelled "
            f"articles in {GOLD_FOLDER} here; name some with --gold FILE"
        )
    from process.extract.desk_check import count_silent, find_silent
    from process.extract.pipeline import make_extractor
    from stancewatch.cli.gold import read_gold

    articles = [labelled.article for file in files for labelled in read_gold(file)]
    if not articles:
        raise ConfigurationError(f"{files[0]} holds no article to try the cues on; give one a line")
    say(f"trying {len(desk.cues)} cues on {len(articles)} articles")
    extractor = make_extractor(folder)
    fired, read = set[str](), 0
    for number, article in enumerate(articles, 1):
        analysis = extractor.analyse(article)
        fired |= {candidate.rule.partition("grammar:")[2] for candidate in analysis.candidates}
        read += not analysis.unread
        tell_progress(number, of=len(articles))
    lines = find_silent(desk, folder, fired=fired, articles=read)
    if most_lines is None or len(lines) <= most_lines:
        return lines
    return count_silent(desk, folder, fired=fired, articles=read)


def _tell_model(unknown: Sequence[str] | None) -> str:
    if unknown is None:
        return "model: none in this desk's folder; its issues are found by the grammar alone"
    return f"model: does not know {', '.join(unknown)}: grammar alone" if unknown else "model: knows every issue"


def _show(problems: Iterable["Problem"]) -> None:
    for problem in problems:
        shown = replace(problem, path=_from_here(problem.path))
        print_line(f"{'error' if problem.is_error else 'warning'}: {clean_text(str(shown))}")


def _from_here(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _summarise(desk: "Desk", problems: Sequence["Problem"]) -> str:
    errors = sum(problem.is_error for problem in problems)
    return (
        f"{desk.id}: {len(desk.issues)} issues, {len(desk.actors)} actors, {len(desk.cues)} cues; "
        f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
