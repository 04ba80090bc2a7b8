"""Looking at topics from the command line: without a group, without a running worker, on either transport."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stancewatch import topics
from stancewatch.cli.common import make_transport
from stancewatch.contracts import Actor, LedgerEntry, Stance
from stancewatch.errors import ConfigurationError
from stancewatch.handler import learn
from stancewatch.settings import Settings
from stancewatch.topics import Topic
from stancewatch.transport.base import Reader
from stancewatch.transport.local_reader import LocalReader

if TYPE_CHECKING:
    from process.extract.desks.desk import Desk

Data = Annotated[Path | None, typer.Option("--data", metavar="FOLDER", help="Data folder of the local log.")]
TransportName = Annotated[Literal["local", "kafka"] | None, typer.Option("--transport", help="Where the records are.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Holders = Annotated[
    list[str] | None,
    typer.Option("--holder", help="Only this holder: an id, a name, an alias, part of a name; may be given again."),
]
Issues = Annotated[list[str] | None, typer.Option("--issue", help="Only this issue; may be given again.")]
StanceName = Annotated[Stance | None, typer.Option("--stance", help="Only this stance.")]


def open_reader(settings: Settings, topic: Topic) -> Reader:
    """Return a reader of a topic. On the local transport nothing is made: what is not there is an error."""
    if settings.transport == "local":
        return LocalReader(settings.data_folder, topic)
    return make_transport(settings).open_reader(topic)


def advise_reading(settings: Settings) -> str:
    """Return which commands would fill what is looked at: `run` has a log of its own."""
    if settings.transport == "local":
        return "`stancewatch run --feed URL` on this data folder reads articles"
    return "`stancewatch ingest --feed URL` and `stancewatch process`, each with --transport kafka, read articles"


class Ledger:
    """The ledger's entries as its topic tells them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._entries: dict[bytes, LedgerEntry] = {}

    @property
    def entries(self) -> Mapping[bytes, LedgerEntry]:
        """The entries as of the last look, by key, less those that wait for a stance."""
        return {key: entry for key, entry in self._entries.items() if not entry.is_waiting}

    def catch_up(self) -> None:
        """Look at what was written since the last look. Raises TransportError when that cannot be read."""
        for record in self._reader.read():
            learn(self._entries, topics.LEDGER, record)


class Names:
    """What the user's words can mean: the holders and issues that there are, and those of the desk."""

    def __init__(self, settings: Settings, holders: Iterable[Actor], issues: Iterable[str]) -> None:
        self._desk_folder = settings.desk
        self._holders = list({holder.id: holder for holder in holders}.values())
        self._issues = set(issues)
        self._desk: Desk | None = None

    def holders(self, words: Sequence[str]) -> dict[str, str]:
        """Return whom each name, id or alias means, as name by id; ConfigurationError when it is nobody or several."""
        from process.track.lookup import find_holder

        known = {entry.actor: entry.aliases for entry in self._load_desk().actors} if words else {}
        found = [find_holder(one, self._holders, known) for one in words]
        return {holder.id: holder.name for holder in found}

    def issues(self, words: Sequence[str]) -> frozenset[str]:
        """Return the issues of these ids; ConfigurationError for one that there is not."""
        from process.track.lookup import find_issue

        known = {*self._issues, *(self._load_desk().issue_ids if words else ())}
        return frozenset(find_issue(one, known) for one in words)

    def is_issue(self, words: str) -> bool:
        """Return whether they name an issue."""
        try:
            return bool(self.issues([words]))
        except ConfigurationError:
            return False

    def _load_desk(self) -> "Desk":
        from process.extract.desks.files import load_desk

        self._desk = self._desk or load_desk(self._desk_folder)
        return self._desk
