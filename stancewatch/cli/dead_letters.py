"""stancewatch dead-letters: what could not be handled, why, its very bytes, and how to have it handled again."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Annotated

import typer

from sinks.json_line import format_fields
from stancewatch import topics
from stancewatch.cli.common import FAILED, get_settings, make_transport
from stancewatch.cli.letters import (
    Letter,
    parse_letter,
    render_letter,
    render_list,
    to_original,
    to_row,
    why_not_replayable,
    without_bytes,
)
from stancewatch.cli.reading import AsJson, Data, TransportName, open_reader
from stancewatch.cli.showing import print_line, say, terminal_width, writing
from stancewatch.errors import ConfigurationError
from stancewatch.settings import Settings
from stancewatch.transport.base import Channel

GROUP = "stancewatch.dead-letters-replay"
BATCH_LETTERS = 20
"""Sent in one transaction: at the largest 40 MiB, which a broker takes in seconds."""

Reason = Annotated[str | None, typer.Option("--reason", help="Only those refused for this reason.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    letters = typer.Typer(no_args_is_help=True, help="Look at records that could not be handled; send them back.")
    letters.callback()(lambda: None)
    letters.command("list")(list_letters)
    letters.command("show")(show)
    letters.command("replay")(replay)
    app.add_typer(letters, name="dead-letters")


def list_letters(
    context: typer.Context,
    *,
    reason: Reason = None,
    as_json: AsJson = False,
    data: Data = None,
    transport: TransportName = None,
) -> None:
    """List the dead letters, the oldest first: id, time, size, reason, where the record stood, what was wrong.

    Example: `stancewatch dead-letters list --reason "not a message"`
    """
    settings = get_settings(context, {"data_folder": data, "transport": transport}, level="warning")
    letters = _list(settings, _with_reason(reason))
    if not letters:
        say(f"no dead letter has the reason {reason!r}" if reason else "there are no dead letters")
    width = terminal_width() if sys.stdout.isatty() else None
    for line in map(format_fields, map(to_row, letters)) if as_json else render_list(letters, width=width):
        print_line(line)


def show(
    context: typer.Context,
    letter_id: Annotated[str, typer.Argument(metavar="ID", help="As the list has it: PARTITION:OFFSET.")],
    *,
    raw: Annotated[bool, typer.Option("--raw", help="Write the record's value to stdout, byte for byte.")] = False,
    data: Data = None,
    transport: TransportName = None,
) -> None:
    """Show a dead letter: why and where, the record's headers, key and value. Safe on a terminal, but for --raw.

    Example: `stancewatch dead-letters show 0:17 --raw > article.json`
    """
    settings = get_settings(context, {"data_folder": data, "transport": transport}, level="warning")
    (letter,) = _find(settings, [letter_id])
    if raw:
        with writing() as stdout:
            stdout.buffer.write(letter.value or b"")
        return
    for line in render_letter(letter):
        print_line(line)


def replay(
    context: typer.Context,
    letter_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="As the list has them: PARTITION:OFFSET.")
    ] = None,
    *,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    data: Data = None,
    transport: TransportName = None,
) -> None:
    """Send records back to the topics that they were refused from, as they were. The letters stay.

    Do so when what refused them is put right. What was handled before changes nothing: its ids are known. A record
    that is refused again becomes another letter.

    Example: `stancewatch dead-letters replay --reason bug`
    """
    settings = get_settings(context, {"data_folder": data, "transport": transport}, level="warning")
    if bool(letter_ids) == bool(reason):
        raise ConfigurationError("say which: their ids, or --reason REASON; `stancewatch dead-letters list` has both")
    letters = _find(settings, letter_ids) if letter_ids else _list(settings, _with_reason(reason))
    if not letters:
        raise ConfigurationError(f"no dead letter has the reason {reason!r}; `stancewatch dead-letters list` shows all")
    refused = {letter.id: why for letter in letters if (why := why_not_replayable(letter))}
    sendable = [letter for letter in letters if letter.id not in refused]
    for letter_id, why in refused.items():
        say(f"{letter_id} cannot be sent back: {why}")
    if sendable:
        if not yes:
            _confirm(sendable)
        _send(settings, sendable if letter_ids else _read_again(settings, sendable))
    if refused:
        raise typer.Exit(FAILED)


def _with_reason(reason: str | None) -> Callable[[Letter], bool]:
    return lambda letter: reason is None or letter.reason == reason


def _list(settings: Settings, is_wanted: Callable[[Letter], bool]) -> list[Letter]:
    """Return the letters that are wanted, the oldest first, without their bytes: of those few are held at a time."""
    with closing(open_reader(settings, topics.DEAD_LETTERS)) as reader:
        return _by_age(without_bytes(letter) for letter in map(parse_letter, reader.read()) if is_wanted(letter))


def _read(settings: Settings, is_wanted: Callable[[Letter], bool]) -> list[Letter]:
    """Return the letters that are wanted, the oldest first, whole."""
    with closing(open_reader(settings, topics.DEAD_LETTERS)) as reader:
        return _by_age(letter for letter in map(parse_letter, reader.read()) if is_wanted(letter))


def _read_again(settings: Settings, letters: Iterable[Letter]) -> Iterator[Letter]:
    """Yield these letters whole, few of them held at a time, and those of a key in their order."""
    wanted = {letter.id for letter in letters}
    with closing(open_reader(settings, topics.DEAD_LETTERS)) as reader:
        yield from (letter for letter in map(parse_letter, reader.read()) if letter.id in wanted)


def _by_age(letters: Iterable[Letter]) -> list[Letter]:
    return sorted(letters, key=lambda letter: letter.died_at)


def _find(settings: Settings, letter_ids: Sequence[str]) -> list[Letter]:
    """Return the letters of these ids, each once. Raises ConfigurationError for one that is not there."""
    found = {letter.id: letter for letter in _read(settings, lambda letter: letter.id in letter_ids)}
    missing = [letter_id for letter_id in letter_ids if letter_id not in found]
    if missing:
        raise ConfigurationError(
            f"there is no dead letter {', '.join(missing)}; `stancewatch dead-letters list` shows those that there are"
        )
    return [found[letter_id] for letter_id in dict.fromkeys(letter_ids)]


def _confirm(letters: Sequence[Letter]) -> None:
    """Ask before anything is sent; where nobody can be asked, say how to go without."""
    if not sys.stdin.isatty():
        raise ConfigurationError("nothing was sent: nobody can be asked here; add --yes to send without asking")
    names = ", ".join(sorted({letter.topic for letter in letters}))
    if not typer.confirm(f"Send {_count(len(letters))} back to {names}?", err=True):
        raise ConfigurationError("nothing was sent")


def _send(settings: Settings, letters: Iterable[Letter]) -> None:
    """Write the records to their topics in a few transactions, and say of each that it was sent."""
    sent = 0
    with closing(make_transport(settings).open_channel(GROUP, ())) as channel:
        for letter in _send_batches(channel, letters):
            print_line(f"sent {letter.id} back to {letter.topic}")
            sent += 1
    say(f"{_count(sent)} sent back; the letters stay where they are")


def _send_batches(channel: Channel, letters: Iterable[Letter]) -> Iterator[Letter]:
    rest = iter(letters)
    while batch := list(islice(rest, BATCH_LETTERS)):
        channel.commit((), [to_original(letter) for letter in batch])
        yield from batch


def _count(number: int) -> str:
    return "1 record" if number == 1 else f"{number} records"
