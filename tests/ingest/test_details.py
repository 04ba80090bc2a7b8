import time
from datetime import UTC, datetime

import pytest

from ingest.details import Details, DetailsError, make_details, parse_toml, split_front_matter


def test_a_sidecar_gives_every_detail() -> None:
    details = parse_toml(
        b'id = "x"\ntitle = "T"\npublisher = "P"\nurl = "https://example.org/a"\nlanguage = "en"\n'
        b'authors = ["A", "B"]\npublished_at = 2025-03-18T14:05:00+02:00\nrecord = "a statement"\n'
    )

    assert details == Details(
        id="x",
        title="T",
        publisher="P",
        url="https://example.org/a",
        language="en",
        authors=("A", "B"),
        published_at=datetime(2025, 3, 18, 12, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize("value", ["2025-03-18", '"2025-03-18"', "2025-03-18T00:00:00"])
def test_a_day_stands_for_its_midnight_in_utc(value: str) -> None:
    assert parse_toml(f"published_at = {value}".encode()).published_at == datetime(2025, 3, 18, tzinfo=UTC)


@pytest.mark.parametrize("value", ['"soon"', "9999-12-31T23:59:59-05:00", "20250318.5"])
def test_a_date_that_cannot_be_read_is_none_with_a_warning(value: str) -> None:
    details = parse_toml(f"published_at = {value}".encode())

    assert details.published_at is None
    assert "is no date that can be read" in details.warnings[0]


def test_a_misspelt_name_is_a_warning_with_a_suggestion() -> None:
    assert parse_toml(b'titel = "T"').warnings == ("'titel' is not known and has no effect; did you mean title?",)


@pytest.mark.parametrize(
    "data",
    [
        b"title = ",
        b"\xff",
        b'title = ["a"]',
        b"publisher = { a = 1 }",
        b"a = " + b"[" * 10_000,
        b"id = " + b"1" * 5000,
        b"id = 0x" + b"f" * 5000,
        b"a." * 10_000 + b"a = 1",
    ],
    ids=lambda data: repr(data[:20]),
)
def test_a_sidecar_that_does_not_fit_is_an_error(data: bytes) -> None:
    with pytest.raises(DetailsError):
        parse_toml(data)


def test_simple_lines_between_dashes_are_front_matter() -> None:
    details, body = split_front_matter(
        "---\ntitle: 'Talks: day two'\n# a note\nsource: Wire\ndate: 2025-03-18\ntags:\n  - a\n- b\nempty:\n---\nText\n"
    )

    assert (details.title, details.publisher, body) == ("Talks: day two", "Wire", "Text\n")
    assert details.published_at == datetime(2025, 3, 18, tzinfo=UTC)
    assert details.warnings == ()


def test_blanks_before_the_colon_of_a_line_do_not_count() -> None:
    assert split_front_matter("---\ntitle \t: T\n---\n")[0].title == "T"


def test_a_line_of_blanks_without_a_colon_is_refused_at_once() -> None:
    start = time.process_time()

    with pytest.raises(DetailsError, match="line 2"):
        split_front_matter("---\na" + " " * 500_000 + "b\n---\n")

    assert time.process_time() - start < 5


def test_front_matter_between_pluses_is_toml() -> None:
    details, body = split_front_matter('+++\ntitle = "T"\n+++\r\nText')

    assert (details.title, body) == ("T", "Text")


def test_a_text_without_a_fence_has_no_front_matter() -> None:
    assert split_front_matter("Text\n---\nmore") == (Details(), "Text\n---\nmore")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\n",
        "---\nno colon\n---\n",
        "---\ntitle:\n  nested: x\n---\n",
        "---\n- a\n---\n",
        "+++\ntitle: T\n+++\n",
    ],
)
def test_front_matter_that_does_not_parse_is_an_error(text: str) -> None:
    with pytest.raises(DetailsError):
        split_front_matter(text)


def test_of_two_names_for_one_thing_the_one_with_a_value_holds() -> None:
    assert make_details({"publisher": "P", "source": ""}).publisher == "P"
    assert make_details({"publisher": None, "source": "S"}).publisher == "S"


def test_details_give_way_where_they_say_nothing() -> None:
    sidecar, own = Details(title="T", warnings=("b",)), Details(title="X", url="https://example.org", warnings=("a",))

    assert sidecar.over(own) == Details(title="T", url="https://example.org", warnings=("a", "b"))
