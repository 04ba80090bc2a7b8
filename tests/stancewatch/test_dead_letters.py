"""A dead letter holds the record as it was, says why and where, and always fits on its topic."""

import pytest

from stancewatch import topics
from stancewatch.dead_letters import PREFIX, make_dead_letter
from stancewatch.transport.base import Outgoing, Record, size_of


def letter_of(record: Record, *, detail: str = "title: Field required") -> tuple[Outgoing, dict[str, str]]:
    letter = make_dead_letter(record, reason="not a message", detail=detail, worker="extract", version="1.2.3")
    ours = {name.removeprefix(PREFIX): value.decode() for name, value in letter.headers if name.startswith(PREFIX)}
    return letter, ours


def make_record(**fields: object) -> Record:
    given = {"topic": "t", "partition": 3, "offset": 7, "key": b"\x00k", "value": b"\xffv", "timestamp_ms": 1000}
    return Record(**{**given, **fields})  # type: ignore[arg-type]


def test_it_holds_the_original_bytes_and_headers() -> None:
    headers = (("message-type", b"article"), ("odd", b"\xff\x00"), ("odd", b"twice"))
    letter, _ = letter_of(make_record(headers=headers))

    assert (letter.topic, letter.key, letter.value) == (topics.DEAD_LETTERS.name, b"\x00k", b"\xffv")
    assert letter.headers[-3:] == headers


def test_it_says_why_where_and_who() -> None:
    assert letter_of(make_record())[1] == {
        "reason": "not a message",
        "detail": "title: Field required",
        "worker": "extract",
        "version": "1.2.3",
        "topic": "t",
        "partition": "3",
        "offset": "7",
        "timestamp-ms": "1000",
    }


def test_it_says_how_many_workers_the_record_has_killed() -> None:
    letter = make_dead_letter(make_record(), reason="deadly", detail="", worker="extract", version="1", deaths=3)

    assert dict(letter.headers)[PREFIX + "deaths"] == b"3"


def test_a_record_without_key_or_value_has_a_letter_too() -> None:
    letter, _ = letter_of(make_record(key=None, value=None))

    assert (letter.key, letter.value) == (b"", None)


@pytest.mark.parametrize("detail", ["x" * 5000, "я" * 5000, "\ud800" * 5000])
def test_its_detail_is_at_most_a_kibibyte(detail: str) -> None:
    assert 1000 < len(letter_of(make_record(), detail=detail)[1]["detail"].encode()) <= 1024


@pytest.mark.parametrize(
    "fields",
    [
        {"value": b"x" * topics.MESSAGE_BYTES, "key": b""},
        {"value": b"x" * 20_000_000},
        {"key": b"x" * 20_000_000},
        {"headers": tuple((f"header-{number}", b"x" * 1000) for number in range(5000))},
    ],
)
def test_it_fits_whatever_the_record_was(fields: dict[str, object]) -> None:
    letter, _ = letter_of(make_record(**fields), detail="x" * 5000)

    assert size_of(letter) <= topics.DEAD_LETTERS.max_bytes


def test_what_was_cut_off_is_told() -> None:
    headers = tuple(("header", b"x" * 16_000) for _ in range(5))
    letter, ours = letter_of(make_record(key=b"key", value=b"x" * 3_000_000, headers=headers))

    assert (ours["original-bytes"], ours["headers-left-out"]) == ("3000003", "3")
    assert letter.value is not None
    assert len(letter.value) == topics.MESSAGE_BYTES - 3
