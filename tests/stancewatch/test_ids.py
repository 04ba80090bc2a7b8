"""Ids are the same for the same thing, differ for different things, and hold no clock and no score."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancewatch import ids

steady = settings(deadline=None, derandomize=True)
parts = st.lists(st.text(), min_size=1, max_size=4)


@steady
@given(one=parts, other=parts)
def test_digests_are_equal_exactly_for_equal_parts(one: list[str], other: list[str]) -> None:
    assert (ids.make_digest(*one) == ids.make_digest(*other)) == (one == other)


def test_where_a_part_ends_matters() -> None:
    assert ids.make_digest("ab", "c") != ids.make_digest("a", "bc")


def test_ids_stay_what_they_were() -> None:
    """These stand in ledgers and alert files: a change would raise every alert again."""
    position = ids.position_id(
        article_id="a", content="c", holder_id="h", issue="i", stance="favor", condition="if it holds"
    )

    assert position == "4cbe2c59d904fe057e68e8ca"
    assert ids.alert_id("new", position) == "4f2f7deadc1e7a5b3ecb0062"
    assert ids.article_id("https://harbour.example/1?utm_source=x", "any") == "3dfb8862cf97902e46831f5b"
    assert ids.article_id("", "Peace  talks") == "724770d0b5d10238be176c28"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://Harbour.example/a/b/",
        "https://harbour.example:443/a/b",
        "https://harbour.example./a/b#comments",
        "https://harbour.example/a/b?utm_source=feed&fbclid=1",
        " https://harbour.example/a/b ",
        "HTTPS://HARBOUR.EXAMPLE/a/b?UTM_Campaign=x",
    ],
)
def test_spellings_of_an_address_are_one_address(spelling: str) -> None:
    assert ids.canonical_url(spelling) == "https://harbour.example/a/b"


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/a/B",
        "https://harbour.example/a/b?id=2",
        "https://harbour.example:8443/a/b",
        "https://www.harbour.example/a/b",
        "https://harbour.example/a/b/c",
    ],
)
def test_other_addresses_stay_apart(url: str) -> None:
    assert ids.canonical_url(url) not in {"", "https://harbour.example/a/b"}


@pytest.mark.parametrize(
    "text",
    ["", "no address", "ftp://harbour.example/a", "https://", "https://[::1", "https://h:99999/", "javascript:x"],
)
def test_what_is_no_web_address_has_no_canonical_form(text: str) -> None:
    assert ids.canonical_url(text) == ""


@steady
@given(text=st.text())
def test_a_canonical_url_is_its_own_canonical_form(text: str) -> None:
    once = ids.canonical_url(f"https://harbour.example/{text}")

    assert ids.canonical_url(once) == once


def test_blanks_and_unicode_spelling_do_not_change_the_content() -> None:
    assert ids.content_sha256("Orba\u0301n  said\r\nso. ") == ids.content_sha256("Orbán said so.")
    assert ids.content_sha256("Orbán said so.") != ids.content_sha256("Orbán said no.")


def test_an_article_with_an_address_keeps_its_id_when_the_text_changes() -> None:
    url = "https://harbour.example/1"

    assert ids.article_id(url, "first") == ids.article_id(url, "second")
    assert ids.article_id("", "first") != ids.article_id("", "second")


@pytest.mark.parametrize("field", ["article_id", "content", "holder_id", "issue", "stance", "condition"])
def test_every_part_of_a_position_makes_its_id(field: str) -> None:
    given_parts = dict.fromkeys(("article_id", "content", "holder_id", "issue", "stance", "condition"), "x")

    assert ids.position_id(**given_parts) != ids.position_id(**{**given_parts, field: "y"})


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Viktor Orbán", "viktor-orban"),
        ("  Péter  Szijjártó ", "peter-szijjarto"),
        ("The U.S. Senate", "the-u-s-senate"),
        ("European Union", "european-union"),
    ],
)
def test_a_slug_is_readable(name: str, slug: str) -> None:
    assert ids.slug(name) == slug


@steady
@given(name=st.text())
def test_a_slug_is_never_empty_and_fits_a_key(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ids.slug(name))
