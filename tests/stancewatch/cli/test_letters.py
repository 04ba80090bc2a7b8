"""A letter gives back the record that it was made of, whatever that was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancewatch import topics
from stancewatch.cli.letters import parse_letter, printable, render_list, to_original, to_row, why_not_replayable
from stancewatch.dead_letters import PREFIX, make_dead_letter
from stancewatch.text import cell_width
from stancewatch.transport.base import Outgoing, Record

HEADERS = st.lists(st.tuples(st.text(max_size=8), st.binary(max_size=8)), max_size=4)


def letter_of(record):
    outgoing = make_dead_letter(record, reason="bug", detail="why", worker="extract", version="1")
    return parse_letter(Record(outgoing.topic, 3, 17, outgoing.key, outgoing.value, outgoing.headers, 2000))


@given(st.binary(max_size=20), st.none() | st.binary(max_size=20), HEADERS)
def test_the_record_comes_back_byte_for_byte(key, value, headers):
    record = Record(topics.ARTICLES.name, 2, 9, key, value, tuple(headers))
    letter = letter_of(record)

    assert to_original(letter) == Outgoing(record.topic, key, value, record.headers)
    assert (letter.id, letter.reason, letter.place) == ("3:17", "bug", "stancewatch.articles 2@9")


def test_headers_of_the_record_that_look_like_ours_stay_its_own():
    headers = ((PREFIX + "topic", b"elsewhere"), ("a", b"1"))
    letter = letter_of(Record(topics.ARTICLES.name, 2, 9, b"k", b"v", headers))

    assert (letter.topic, letter.headers) == (topics.ARTICLES.name, headers)


def test_the_size_is_that_before_the_cut():
    letter = letter_of(Record(topics.ARTICLES.name, 0, 0, b"key", b"x" * 3_000_000))

    assert (letter.size, to_row(letter)["bytes"]) == (3_000_003, 3_000_003)
    assert "cut" in why_not_replayable(letter)


@pytest.mark.parametrize("digits", [b"", b"many", b"9" * 5000])
def test_a_size_that_is_no_number_is_that_of_what_is_there(digits):
    headers = ((PREFIX + "original-bytes", digits), (PREFIX + "offset", digits))
    letter = parse_letter(Record(topics.DEAD_LETTERS.name, 3, 17, b"key", b"value", headers, 2000))

    assert (letter.size, to_row(letter)["offset"]) == (8, None)


@pytest.mark.parametrize("topic", [topics.ARTICLES, topics.POSITIONS, topics.ALERTS])
def test_what_workers_read_can_be_sent_back(topic):
    assert why_not_replayable(letter_of(Record(topic.name, 0, 0, b"k", b"v"))) == ""


@pytest.mark.parametrize("topic", [topics.LEDGER, topics.SEEN, topics.DEAD_LETTERS])
def test_state_and_letters_cannot(topic):
    assert why_not_replayable(letter_of(Record(topic.name, 0, 0, b"k", b"v")))


@given(st.binary(max_size=50))
def test_any_bytes_are_printable(data):
    assert printable(data).isprintable()


@pytest.mark.parametrize("width", [80, 100, 160, None])
def test_the_list_fits_a_terminal(width):
    letter = letter_of(Record(topics.ARTICLES.name, 0, 9, b"k", b"v"))
    (line,) = render_list(
        [replace(letter, facts={**letter.facts, "detail": "published_at: Field required " * 20})], width=width
    )

    assert line.startswith("3:17    1970-01-01 00:00Z        2 B  bug              stancewatch.articles 0@9")
    assert cell_width(line) <= (width or 1000)
    assert line.endswith("…") is (width in {100, 160})
