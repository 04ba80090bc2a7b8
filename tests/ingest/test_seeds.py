import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.drafts import TEXT_BYTES, Draft, Refusal
from ingest.seeds import SUFFIXES, list_seeds, parse_json_line, parse_seed, read_seed
from tests.ingest.factories import NOW

SEEDS = Path(__file__).parents[2] / "seeds"


def draft_of(name: str, data: bytes, sidecar: bytes | None = None) -> Draft:
    (draft,) = parse_seed(name, data, sidecar=sidecar, retrieved_at=NOW)
    assert isinstance(draft, Draft), draft
    return draft


def refusal_of(name: str, data: bytes, sidecar: bytes | None = None) -> Refusal:
    (refusal,) = parse_seed(name, data, sidecar=sidecar, retrieved_at=NOW)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def test_the_sidecar_wins_over_front_matter_and_that_over_the_defaults() -> None:
    data = b"---\ntitle: Own\npublisher: Own\n---\nText"

    draft = draft_of("a.md", data, b'title = "Beside"\npublished_at = 2025-03-17')

    assert (draft.title, draft.publisher) == ("Beside", "Own")
    assert draft.published_at == datetime(2025, 3, 17, tzinfo=UTC)


def test_without_details_the_defaults_hold_and_the_missing_date_is_told() -> None:
    draft = draft_of("folder/2025-talks.txt", b"The talks resumed.\n")

    assert (draft.title, draft.publisher, draft.published_at) == ("2025-talks", "seed", None)
    assert draft.warnings[0].startswith("no date;")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"caf\xe9", "not utf-8"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("a.txt", "text".encode("utf-16"), "binary"),
        ("a.txt", b"a" * (TEXT_BYTES + 1), "too large"),
        ("a.md", b"---\ntitle: T\n", "front matter"),
        ("a.md", b"---\ntitle: T\n---\n\n", "empty"),
        ("a.md", b"---\n\xff\n---\n", "not utf-8"),
        ("a.html", b"<html><script>x()</script></html>", "empty"),
        ("a.html", b"<p>" + b"a" * (TEXT_BYTES + 1), "too large"),
        ("a.json", b"{", "not json"),
        ("a.json", b"[" * 100_000, "not json"),
        ("a.json", b"[1]", "not an article"),
        ("a.json", b'"text"', "not an article"),
        ("a.json", b"[]", "empty"),
        ("a.json", b'{"text": 1}', "not an article"),
        ("a.json", b'{"text": "a", "title": {}}', "not an article"),
        ("a.json", b'{"title": "a"}', "empty"),
        ("a.json", b'{"text": null}', "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.jsonl", b'{"text": "caf\xe9"}', "not utf-8"),
        ("a.pdf", b"%PDF", "unsupported"),
        ("Makefile", b"all:", "unsupported"),
    ],
)
def test_bad_input_is_refused_with_its_reason_size_and_hash(name: str, data: bytes, reason: str) -> None:
    refusal = refusal_of(name, data)

    assert (refusal.reason, refusal.size) == (reason, len(data))
    assert refusal.sha256 == (hashlib.sha256(data).hexdigest() if data else "")
    assert ";" in refusal.detail, "what is wrong; what to do next"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'{"id": "x-1", "text": "Text"}'),
        ("a.json", b'[{"id": "x-1", "text": "Text"}]'),
        ("a.jsonl", b'{"id": "x-1", "text": "Text"}\r\n'),
        ("a.md", b"---\nid: x-1\n---\nText"),
    ],
)
def test_a_byte_order_mark_changes_nothing(name: str, data: bytes) -> None:
    draft = draft_of(name, b"\xef\xbb\xbf" + data)

    assert (draft.id, draft.text) == ("x-1", "Text")


def test_a_byte_order_mark_before_a_sidecar_changes_nothing() -> None:
    assert draft_of("a.txt", b"\xef\xbb\xbfText", b'\xef\xbb\xbfid = "x-1"').id == "x-1"


def test_a_text_of_20_mb_is_refused() -> None:
    assert refusal_of("a.json", json.dumps({"text": "a" * 20_000_000}).encode()).reason == "too large"


def test_a_sidecar_that_does_not_parse_is_named() -> None:
    refusal = refusal_of("folder/a.txt", b"Text", b"title =")

    assert refusal.reason == "sidecar"
    assert refusal.detail.startswith("a.toml: not valid TOML")


@pytest.mark.parametrize("day", ["1994-12-31", "2025-03-20"])
def test_a_date_that_cannot_be_true_counts_as_none(day: str) -> None:
    draft = draft_of("a.txt", b"Text", f"published_at = {day}".encode())

    assert draft.published_at is None
    assert f"the date {day} counts as none" in draft.warnings[0]


def test_a_json_article_is_read_with_its_keys_and_without_others() -> None:
    article = {
        "id": "x-1",
        "title": "T",
        "text": " Text ",
        "url": "https://example.org/a",
        "source": "Wire",
        "published_at": "2025-03-17T10:00:00Z",
        "language": "en",
        "authors": [{"name": "A"}],
        "lang": 1,
    }

    assert draft_of("a.json", json.dumps(article).encode()) == Draft(
        text=" Text ",
        retrieved_at=NOW,
        id="x-1",
        url="https://example.org/a",
        title="T",
        publisher="Wire",
        language="en",
        published_at=datetime(2025, 3, 17, 10, tzinfo=UTC),
        place="a.json",
    )


@pytest.mark.parametrize("value", [None, ""])
def test_everything_but_the_text_may_be_missing_or_empty(value: object) -> None:
    keys = ("id", "title", "url", "source", "publisher", "published_at", "language")

    empty = draft_of("a.json", json.dumps({"text": "Text", **dict.fromkeys(keys, value)}).encode())

    assert empty == draft_of("a.json", b'{"text": "Text"}')


def test_one_article_a_line_plain_or_under_a_key_and_a_bad_line_costs_no_other() -> None:
    data = b'{"text": "One", "id": 7}\n\nnonsense\n{"article": {"text": "Two"}, "alerts": []}\r\n'

    first, second, third = parse_seed("a.jsonl", data, retrieved_at=NOW)

    assert isinstance(first, Draft)
    assert (first.id, first.place) == ("7", "a.jsonl:1")
    assert isinstance(second, Refusal)
    assert (second.reason, second.place, second.size) == ("not json", "a.jsonl:3", 8)
    assert isinstance(third, Draft)
    assert third.text == "Two"


def test_a_list_of_articles_is_read_one_by_one() -> None:
    first, second = parse_seed("a.json", b'[{"text": "One"}, {"text": ""}]', retrieved_at=NOW)

    assert isinstance(first, Draft)
    assert isinstance(second, Refusal)
    assert second.place == "a.json[2]"


def test_half_pairs_in_json_do_not_break_the_wire() -> None:
    draft = parse_json_line("-:1", b'{"text": "a\\ud800b"}', retrieved_at=NOW)

    assert isinstance(draft, Draft)
    assert draft.text == "a\ufffdb"


@settings(deadline=None)
@given(st.sampled_from(SUFFIXES), st.binary(max_size=200), st.none() | st.binary(max_size=50))
def test_no_bytes_make_the_reader_fail(suffix: str, data: bytes, sidecar: bytes | None) -> None:
    assert parse_seed("a" + suffix, data, sidecar=sidecar, retrieved_at=NOW)


def test_a_file_is_read_with_the_sidecar_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Text")
    (tmp_path / "a.toml").write_bytes(b'publisher = "Wire"\npublished_at = 2025-03-17')

    (draft,) = read_seed(tmp_path / "a.txt", retrieved_at=NOW)

    assert isinstance(draft, Draft)
    assert (draft.publisher, draft.warnings) == ("Wire", ())


@pytest.mark.parametrize(("name", "reason"), [("none.txt", "missing"), ("folder.txt", "unreadable")])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder.txt").mkdir()

    (refusal,) = read_seed(tmp_path / name, retrieved_at=NOW)

    assert isinstance(refusal, Refusal)
    assert refusal.reason == reason


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        os.truncate(file.fileno(), 1 << 40)

    (refusal,) = read_seed(tmp_path / "a.jsonl", retrieved_at=NOW)

    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.size) == ("too large", 1 << 40)


def test_a_folder_gives_its_own_files_by_name_without_sidecars_and_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", "b.toml", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text("x")

    assert [path.name for path in list_seeds(tmp_path)] == ["a.pdf", "b.txt"]
    assert list_seeds(tmp_path / "a.pdf") == [tmp_path / "a.pdf"]


def test_the_seed_documents_are_complete_and_the_examples_name_their_public_record() -> None:
    files = [*list_seeds(SEEDS), *list_seeds(SEEDS / "examples")]

    drafts = [draft for file in files for draft in read_seed(file, retrieved_at=datetime.now(UTC))]

    assert len(drafts) == 8
    assert all(
        isinstance(draft, Draft) and draft.title and draft.published_at and not draft.warnings for draft in drafts
    )
    assert all("record = " in path.read_text() for path in (SEEDS / "examples").glob("*.toml"))


def test_the_first_document_is_the_one_that_was_given() -> None:
    data = (SEEDS / "000_5c2d44bbc8687844.txt").read_bytes()

    assert hashlib.sha256(data).hexdigest() == "6ccc20def5c7e958cd388e8cc2f194f03bf15fe90eca3443cf6963440854dd0f"
