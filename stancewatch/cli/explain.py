"""stancewatch explain: sentence by sentence, what was found in articles, what was held back, and why."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stancewatch.cli.colours import choose_paint
from stancewatch.cli.common import FAILED, get_settings
from stancewatch.cli.showing import print_line, say, terminal_width
from stancewatch.cli.tools import Files, ReadArticles
from stancewatch.errors import ConfigurationError
from stancewatch.files import is_folder
from stancewatch.text import clean_text

if TYPE_CHECKING:
    from process.extract.analysis import Analysis

WIDEST, NARROWEST = 120, 40


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(explain)


def explain(
    context: typer.Context,
    files: Files = None,
    *,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one HTML page instead of lines.")
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="Readable lines, or JSON Lines.")] = "text",
) -> None:
    """Show why: each sentence with its actors, who says what, what was found, and what was held back and why.

    Example: `stancewatch explain article.txt`
    """
    settings = get_settings(context, {}, level="warning")
    if html:
        _check_folder(html)
    articles = ReadArticles(files or [Path("-")], settings.desk)
    is_told = len(files or ()) > 1 and (html is not None or not sys.stdout.isatty())
    analyses = _analyse(articles, is_told=is_told)
    if html:
        _write_page(html, analyses)
    else:
        render = _render_record if form == "json" else _render_lines
        for analysis in analyses:
            for line in render(analysis):
                print_line(line)
    if articles.refused:
        raise typer.Exit(FAILED)


def _analyse(articles: ReadArticles, *, is_told: bool) -> Iterator["Analysis"]:
    """Yield what was found in each; `is_told`: the user sees no result yet, and is told what is read."""
    for number, (extractor, article) in enumerate(articles, 1):
        if is_told:
            say(f"{number}  {clean_text(f'{article.title} ({article.publisher})')}")
        yield extractor.analyse(article)


def _check_folder(page: Path) -> None:
    """Refuse, before anything is read, a page that cannot be written."""
    if is_folder(page) or not is_folder(page.parent):
        raise ConfigurationError(f"{page} cannot be written: name a file in a folder that exists")


def _write_page(page: Path, analyses: Iterable["Analysis"]) -> None:
    from process.explain.page import render_page

    made = list(analyses)
    if not made:  # what was none is told, and a page that lies there stays
        return
    try:
        page.write_text(render_page(made), encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{page} cannot be written ({error.strerror}); choose another file") from None
    say(f"wrote {page}: {len(made)} {'article' if len(made) == 1 else 'articles'}")


def _render_record(analysis: "Analysis") -> list[str]:
    from process.explain.record import to_record

    return [json.dumps(to_record(analysis))]


def _render_lines(analysis: "Analysis") -> list[str]:
    from process.explain.lines import render_lines

    width = max(min(terminal_width(), WIDEST), NARROWEST)
    return [*render_lines(analysis, width=width, paint=choose_paint()), ""]
