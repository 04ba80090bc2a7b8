"""The command line, and the composition root: the only place that sees every part.

Commands are a few lines each. They import what they need when they run, so that --help answers at once.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from stancewatch import __version__
from stancewatch.cli import alerts, dead_letters, desks, explain, ledger, tools, workers
from stancewatch.cli.common import Options, errors_as_lines
from stancewatch.cli.showing import prepare_streams
from stancewatch.errors import in_plain_words

ANYWHERE = frozenset({"--config", "--desk", "--log-level", "--log-format"})
"""Options of every command, which may stand before its name or behind it."""


class Commands(TyperGroup):
    """The commands; what is wrong with an option's value is said in the words of its reader, not of a library."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises BadParameter, of which Typer makes the answer, with a plain message."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = in_plain_words(error.message)
            raise


app = typer.Typer(
    name="stancewatch",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it with the option's value
    if wanted:
        sys.stdout.write(f"stancewatch {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    *,
    config: Annotated[
        Path | None, typer.Option(help="Settings file; default: stancewatch.toml if it is there.")
    ] = None,
    desk: Annotated[
        Path | None, typer.Option(help="Another desk: the id of a bundled one, or a folder; see docs/desks.md.")
    ] = None,
    log_level: Annotated[str | None, typer.Option(help="Least level logged: debug, info, warning, error.")] = None,
    log_format: Annotated[str | None, typer.Option(help="auto, console or json.")] = None,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Watch the news for **who takes which position** on the Ukraine peace talks.

    It keeps a ledger of where everyone stands, and alerts when a stance is new or has changed.

    Try `stancewatch demo`, or watch your own feeds with `stancewatch run --feed URL`. Results go to stdout, everything
    else to stderr. Settings may also stand in a file or in STANCEWATCH_… variables: docs/configuration.md.

    The options below may also stand behind a command.
    """
    context.obj = Options(config=config, desk=desk, log_level=log_level, log_format=log_format)


tools.add_to(app)
explain.add_to(app)
desks.add_to(app)
workers.add_to(app)
alerts.add_to(app)
ledger.add_to(app)
dead_letters.add_to(app)


def main() -> None:
    """Run the command line; expected errors end in one line and status 1."""
    prepare_streams()
    with errors_as_lines():
        app(move_to_front(sys.argv[1:]))


def move_to_front(arguments: Iterable[str]) -> list[str]:
    """Return the words of a command line with the options of every command, and their values, before the rest."""
    words, front, rest = iter(arguments), list[str](), list[str]()
    for word in words:
        name, has_value, _ = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name not in ANYWHERE:
            rest.append(word)
        elif has_value or (value := next(words, None)) is None:
            (front if has_value else rest).append(word)
        else:
            front += [word, value]
    return front + rest
