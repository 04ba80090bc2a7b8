from datetime import datetime, timedelta

import pytest

from ingest.drafts import TEXT_BYTES, Draft, Refusal, check_draft
from tests.ingest.factories import NOW, make_draft


def checked(**changes: object) -> Draft:
    draft = check_draft(make_draft(**changes), b"data")  # type: ignore[arg-type]
    assert isinstance(draft, Draft)
    return draft


def test_a_good_draft_stays_as_it_is() -> None:
    assert check_draft(make_draft(), b"data") == make_draft()


@pytest.mark.parametrize(
    ("text", "reason"), [("", "empty"), (" \n\u00a0", "empty"), ("ü" * (TEXT_BYTES // 2 + 1), "too large")]
)
def test_a_text_that_is_none_or_too_much_is_refused_with_the_hash_of_its_bytes(text: str, reason: str) -> None:
    refusal = check_draft(make_draft(text, place="a.txt"), b"data")

    assert isinstance(refusal, Refusal)
    assert (refusal.place, refusal.reason, refusal.size) == ("a.txt", reason, 4)
    assert refusal.sha256 == "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7"


def test_a_text_of_a_mebibyte_is_taken() -> None:
    assert checked(text="a" * TEXT_BYTES).text == "a" * TEXT_BYTES


def test_half_pairs_are_replaced_one_for_one_so_that_offsets_hold() -> None:
    assert checked(text="a\ud800b").text == "a\ufffdb"


def test_everything_but_the_text_is_tidied() -> None:
    draft = checked(text=" a\x07b ", title="T\x1b[1m\n", publisher="\u202eP", url="javascript:x", authors=("A\n", "\n"))

    assert (draft.text, draft.title, draft.publisher, draft.url, draft.authors) == (" a\x07b ", "T", "P", "", ("A",))


def test_a_given_id_is_kept_as_it_is_unless_it_is_too_long_for_a_key() -> None:
    assert checked(id=" a <b> ").id == " a <b> "
    assert checked(id="a" * 501).id == ""


@pytest.mark.parametrize("moment", [datetime(1994, 6, 1, tzinfo=NOW.tzinfo), NOW + timedelta(days=1, seconds=1)])
def test_a_date_that_cannot_be_true_counts_as_none_with_a_warning(moment: datetime) -> None:
    draft = checked(published_at=moment)

    assert draft.published_at is None
    assert f"the date {moment:%Y-%m-%d} counts as none" in draft.warnings[0]


def test_no_date_is_a_warning_that_says_what_stands_in_for_it() -> None:
    assert checked(published_at=None).warnings == ("no date; the time of reading, 2025-03-18 12:00Z, stands in for it",)
