"""Messages survive the wire, and a message of any past version can be read for ever."""

import copy
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from stancewatch.contracts import (
    SCHEMA_VERSION,
    Alert,
    AlertKind,
    Article,
    LedgerEntry,
    Message,
    Position,
    Seen,
    Span,
    Stance,
    entry_key,
)
from stancewatch.errors import InvalidMessage
from tests.stancewatch.builders import MOMENT, make_alert, make_article, make_entry, make_position, make_seen

SAMPLES = Path(__file__).parents[1] / "contracts" / "samples"
TYPES: dict[str, type[Message]] = {kind.message_type: kind for kind in (Article, Position, LedgerEntry, Alert, Seen)}
MADE = (make_article(), make_position(), make_entry(), make_alert(), make_seen())

steady = settings(deadline=None, derandomize=True)
texts = st.text(max_size=200)
day = MOMENT.replace(tzinfo=None)
moments = st.datetimes(day.replace(year=1995), day.replace(year=2100), timezones=st.timezones())


def headers_of(kind: str) -> dict[str, bytes]:
    return {"message-type": kind.encode(), "schema-version": SCHEMA_VERSION.encode()}


def test_there_is_a_sample_of_every_message() -> None:
    kinds = {path.name.split(".")[0] for path in SAMPLES.glob("*.json")}

    assert kinds == set(TYPES) == {kind.message_type for kind in Message.__subclasses__()}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.name)
def test_a_sample_of_any_past_version_can_be_read(path: Path) -> None:
    kind = TYPES[path.name.split(".")[0]]
    data = path.read_bytes()
    message = kind.decode(data, headers_of(kind.message_type))

    assert kind.decode(message.encode(), message.headers()) == message
    assert is_within(json.loads(data), json.loads(message.encode()))


def is_within(old: Any, new: Any) -> bool:
    """Whether nothing that stood there was changed or left out: a later version only adds keys."""
    if isinstance(old, dict):
        return all(name in new and is_within(value, new[name]) for name, value in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(is_within, old, new))
    return bool(old == new)


@pytest.mark.parametrize("message", MADE, ids=lambda message: message.message_type)
def test_a_message_comes_back_as_it_was_sent(message: Message) -> None:
    assert type(message).decode(message.encode(), message.headers()) == message


@steady
@given(text=texts, title=texts, published_at=moments, authors=st.lists(texts, max_size=3))
def test_any_article_comes_back_as_it_was_sent(
    text: str, title: str, published_at: datetime, authors: list[str]
) -> None:
    article = make_article(text, title=title, published_at=published_at, authors=tuple(authors))
    back = Article.decode(article.encode(), article.headers())

    assert back == article
    assert back.published_at.tzinfo is UTC


@steady
@given(said=st.lists(st.tuples(texts, st.sampled_from([*Stance]), moments), min_size=1, max_size=3), outlets=texts)
def test_an_entry_is_written_as_all_messages_are_though_its_history_is_encoded_once(
    said: list[tuple[str, Stance, datetime]], outlets: str
) -> None:
    history = tuple(  # with one id for all: what is encoded is told apart by more than that
        make_position(evidence=Span(start=0, end=len(text), text=text), stance=stance, published_at=at)
        for text, stance, at in said
    )
    entry = make_entry(
        history[-1],
        history=history,
        outlets=(outlets,),
        past_words=("2025-05-12T12:04:31Z favor ",),
        copies=(f"2025-05-12T12:04:31Z favor {outlets}",),
    )

    assert entry.encode() == entry.encode() == entry.model_dump_json().encode()


@steady
@given(text=texts, start=st.integers(0, 100), length=st.integers(0, 100))
def test_spans_count_code_points_on_both_sides_of_the_wire(text: str, start: int, length: int) -> None:
    article = make_article(text)
    span = Span(start=start, end=start + length, text=text[start : start + length])
    position = make_position(evidence=span)
    back = Position.decode(position.encode(), position.headers()).evidence

    assert Article.decode(article.encode(), article.headers()).text[back.start : back.end] == back.text == span.text


@pytest.mark.parametrize("message", MADE, ids=lambda message: message.message_type)
def test_fields_of_a_newer_version_are_ignored(message: Message) -> None:
    value = json.dumps({**json.loads(message.encode()), "added_later": {"a": [1]}}).encode()

    assert type(message).decode(value, message.headers()) == message


def test_a_message_without_headers_is_read_as_of_this_version() -> None:
    assert Article.decode(make_article().encode(), {}) == make_article()


@pytest.mark.parametrize(
    ("value", "headers", "reason", "detail"),
    [
        (None, {}, "empty", "without a value"),
        (b"", {}, "not a message", "Invalid JSON"),
        (b"\xff", {}, "not a message", "Invalid JSON"),
        (b"[]", {}, "not a message", "article: "),
        (b"{}", {}, "not a message", "id: Field required"),
        (b'{"id": 1}', {}, "not a message", "id: "),
        (make_article().encode(), {"message-type": b"alert"}, "unknown type", "'alert'.*'article'"),
        (make_article().encode(), {"schema-version": b"7"}, "unknown version", "'7'.*'1'"),
        (make_article().encode(), {"schema-version": b"\xff" * 999}, "unknown version", "schema-version is '.{40}',"),
        (b'{"a":' * 50_000, {}, "not a message", "Invalid JSON"),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(
    value: bytes | None, headers: dict[str, bytes], reason: str, detail: str
) -> None:
    with pytest.raises(InvalidMessage, match=detail) as refused:
        Article.decode(value, headers)

    assert refused.value.reason == reason
    assert len(refused.value.detail) < 300


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        make_article(published_at=datetime(2025, 5, 12))  # noqa: DTZ001


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"])
def test_a_moment_that_is_none_in_utc_is_no_message_and_no_bug(moment: str) -> None:
    value = json.dumps({**json.loads(make_article().encode()), "published_at": moment}).encode()

    with pytest.raises(InvalidMessage, match=r"published_at.*years 1 to 9999"):
        Article.decode(value, {})


def test_moments_are_kept_in_utc() -> None:
    kyiv = MOMENT.astimezone(timezone(timedelta(hours=3)))

    assert b"2025-05-12T12:04:31Z" in make_article(published_at=kyiv).encode()


def test_messages_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_article().text = "other"


def test_a_position_and_its_entry_share_their_key() -> None:
    position = make_position()

    assert (
        position.key == make_entry(position).key == entry_key("viktor-orban", "sanctions") == b"viktor-orban|sanctions"
    )


def test_stance_and_kind_are_words_on_the_wire() -> None:
    wire = json.loads(make_alert().encode())

    assert (wire["kind"], wire["position"]["stance"]) == (AlertKind.NEW, "favor")


def test_given_fields_are_kept_by_no_message():
    position = make_position()
    copies = [position.model_copy(update={"issue": "sanctions"}), copy.deepcopy(position)]

    assert position.model_fields_set == make_position().model_fields_set == set()
    assert [one.holder for one in copies] == [position.holder] * 2
