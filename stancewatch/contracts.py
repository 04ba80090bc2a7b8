"""The messages on the topics: frozen, JSON, and readable by every later version.

Spans are character offsets into `Article.text`, which is never rewritten after the article got its id. Readers ignore
fields they do not know; a change inside a version only adds.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import to_json

from stancewatch.errors import InvalidMessage, in_plain_words
from stancewatch.moments import Moment

SCHEMA_VERSION = "1"
_NO_FIELDS: set[str] = set()


class Stance(StrEnum):
    """For or against the issue's proposition."""

    FAVOR = "favor"
    AGAINST = "against"


class AlertKind(StrEnum):
    """Why an alert is raised: first stance, other stance, or same stance under another condition."""

    NEW = "new"
    CHANGED = "changed"
    CONDITION = "condition"


class Background(StrEnum):
    """How a text tells a stance as history.

    `past`: of another day ("in March Putin said"); `standing`: as known before it ("has long demanded").
    """

    PAST = "past"
    STANDING = "standing"


class Value(BaseModel):
    """A part of a message: frozen, tolerant of fields that a newer version has added."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def model_post_init(self, _context: Any, /) -> None:
        """Forget which fields were given: nobody asks, and a set of twenty names takes more memory than the fields."""
        object.__setattr__(self, "__pydantic_fields_set__", _NO_FIELDS)


class Message(Value):
    """What can stand on a topic by itself."""

    message_type: ClassVar[str]

    def encode(self) -> bytes:
        """Return the message as UTF-8 JSON."""
        return self.model_dump_json().encode()

    def headers(self) -> dict[str, bytes]:
        """Return the headers that tell a reader what `encode` holds."""
        return {"message-type": self.message_type.encode(), "schema-version": SCHEMA_VERSION.encode()}

    @classmethod
    def check_headers(cls, headers: Mapping[str, bytes]) -> None:
        """Raise InvalidMessage, for the reason "unknown type" or "unknown version", unless they are of this message."""
        _check_header(headers, "message-type", cls.message_type, "unknown type")
        _check_header(headers, "schema-version", SCHEMA_VERSION, "unknown version")

    @classmethod
    def decode(cls, value: bytes | None, headers: Mapping[str, bytes]) -> Self:
        """Return the message in a record's value.

        Raises InvalidMessage, for the reason "empty", "unknown type", "unknown version" or "not a message".
        """
        if value is None:
            raise InvalidMessage("empty", f"a record without a value; one of type {cls.message_type} was expected")
        cls.check_headers(headers)
        try:
            return cls.model_validate_json(value)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            place = ".".join(str(part) for part in first["loc"]) or cls.message_type
            raise InvalidMessage("not a message", f"{place}: {in_plain_words(first['msg'])}") from error


def _check_header(headers: Mapping[str, bytes], name: str, expected: str, reason: str) -> None:
    found = headers.get(name, expected.encode()).decode("utf-8", "replace")
    if found != expected:
        raise InvalidMessage(reason, f"header {name} is {found[:40]!r}, this version reads {expected!r}")


class Span(Value):
    """Words of `Article.text`: half-open character offsets, and the words themselves."""

    start: int
    end: int
    text: str


class Actor(Value):
    """Who can hold a position: `id` is the desk's, or derived from the name; `name` is canonical."""

    id: str
    name: str
    kind: Literal["person", "state", "organisation", "group"]
    affiliation: str | None = None


class Article(Message):
    """A published text. `revision` counts the texts seen under one URL; `copy_of` names the article it repeats.

    `fingerprint` is what it was compared by, as ingest encodes it; "" for a text too short to be compared. `added` is
    where a copy or an update has sentences without a counterpart in what it copies or updates, as half-open offsets;
    None: it is neither, or that is not known.
    """

    message_type = "article"

    id: str
    url: str = ""
    title: str = ""
    text: str
    publisher: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    published_at: Moment
    retrieved_at: Moment
    origin: Literal["seed", "feed"] = "seed"
    revision: int = 0
    copy_of: str | None = None
    content_sha256: str
    fingerprint: str = ""
    added: tuple[tuple[int, int], ...] | None = None

    def adds(self, span: Span) -> bool:
        """Whether this text adds something in a span to what it copies or updates; a text of its own adds all."""
        return self.added is None or any(start < span.end and span.start < end for start, end in self.added)


class Position(Message):
    """One actor's stance on one issue, as one article reports it, with the words that show it.

    `speaker` voices the stance when that is someone other than the holder. `rule` names what found it, and `cue` says
    where in the evidence. `has_both`: the same article also shows the holder's opposite stance on the issue. `revision`
    is the article's. `is_carried`: the article is a copy or an update, and what it copies or updates has the sentence
    too. `background`: the text tells it as history; `said_at` is then the day that it names, or the first of the month
    or year. `clearest` is the clearer one of two sentences in the evidence, None of one.
    """

    message_type = "position"

    id: str
    article_id: str
    holder: Actor
    speaker: Actor | None = None
    issue: str
    stance: Stance
    condition: Span | None = None
    evidence: Span
    clearest: Span | None = None
    cue: Span | None = None
    quoted: bool = False
    confidence: float
    rule: str
    has_both: bool = False
    background: Background | None = None
    said_at: Moment | None = None
    article_url: str = ""
    article_title: str = ""
    publisher: str = ""
    published_at: Moment
    retrieved_at: Moment
    copy_of: str | None = None
    revision: int = 0
    is_carried: bool = False
    pipeline_version: str = ""

    def __hash__(self) -> int:
        """Return a hash of the id alone: it is asked for often, and hardly ever do two others share one."""
        return hash(self.id)

    @property
    def sentence(self) -> Span:
        """The one sentence that shows it best: what statements are compared by."""
        return self.clearest or self.evidence

    @property
    def offsets(self) -> tuple[int, int]:
        """Where it stands in its text: where its sentence begins, and in that its cue."""
        return self.sentence.start, (self.cue or self.sentence).start

    @property
    def key(self) -> bytes:
        """The ledger entry that the position belongs to, as a record's key."""
        return entry_key(self.holder.id, self.issue)


class LedgerEntry(Message):
    """Where one holder stands on one issue: the current position, and those before it, oldest first.

    `history` is ordered by (published_at, article_id), bounded, and includes `current`; `outlets` are the publishers
    that carry the current stance. `past_words` are what words of statements before the history are known by when they
    are carried again, and `copies` which publishers beside those of the history carried which stance in copies: both
    oldest first, bounded, as track encodes them.
    """

    message_type = "ledger-entry"

    holder: Actor
    issue: str
    current: Position
    history: tuple[Position, ...]
    outlets: tuple[str, ...] = ()
    past_words: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """Return the message as UTF-8 JSON: of the history, which is most of it, only what is new is encoded anew."""
        return b'{"holder":%b,"issue":%b,"current":%b,"history":[%b],"outlets":%b,"past_words":%b,"copies":%b}' % (
            to_json(self.holder),
            to_json(self.issue),
            _encode(self.current),
            b",".join(map(_encode, self.history)),
            to_json(self.outlets),
            to_json(self.past_words),
            to_json(self.copies),
        )

    @property
    def is_waiting(self) -> bool:
        """Whether no stance is known yet: only copies that have overtaken their original, of which `current` is one."""
        return not self.history

    @property
    def key(self) -> bytes:
        """The entry's key, the same as that of its positions."""
        return entry_key(self.holder.id, self.issue)


class Alert(Message):
    """A stance that is new or has changed. `reason` is one plain sentence; `previous` is what it replaces."""

    message_type = "alert"

    id: str
    kind: AlertKind
    position: Position
    previous: Position | None = None
    reason: str
    raised_at: Moment


class Seen(Message):
    """What ingest remembers of one address: the article it last published from there.

    Of a feed it remembers `etag` and `last_modified` alone, with which it asks for what is new, and when it was last
    given all that the feed has (`in_full_at`). `number` counts ingest's records, in the order they were written.
    `earlier` are the beginnings of the hashes of the texts before this one, oldest first. `site`, where it was
    published, `fingerprint`, `sentences` and `sketches` are what others are compared with, encoded by ingest.
    """

    message_type = "seen"

    address: str
    article_id: str
    content_sha256: str
    revision: int = 0
    copy_of: str | None = None
    number: int = 0
    earlier: tuple[str, ...] = ()
    site: str = ""
    fingerprint: str = ""
    sentences: str = ""
    sketches: str = ""
    etag: str | None = None
    last_modified: str | None = None
    in_full_at: Moment | None = None


@lru_cache(maxsize=32_768)  # histories of ten of the entries that state.py keeps decoded: 512 of each of six partitions
def _encode(position: Position) -> bytes:
    return position.encode()


def entry_key(holder_id: str, issue: str) -> bytes:
    """Return the key of a ledger entry, of its positions and of its alerts: they share a partition, so order holds."""
    return f"{holder_id}|{issue}".encode()
