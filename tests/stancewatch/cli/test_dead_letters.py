"""stancewatch dead-letters as a user types it, on the local log."""

import json
import os
import pty
import subprocess
import sys
import tracemalloc

import pytest

from stancewatch import topics
from stancewatch.transport.base import Outgoing
from tests.stancewatch.cli.told import bury, write
from tests.transport.local_log import read


@pytest.fixture
def letters(stancewatch, tmp_path):
    return lambda command, *arguments: stancewatch("dead-letters", command, "--data", tmp_path, *arguments)


def test_the_list_says_why_where_when_and_how_large(log, letters):
    bury(log, b"\xff\x1b[31m", b"x" * 100)
    lines = letters("list").out.splitlines()

    assert len(lines) == 2
    assert lines[0].startswith("0:0 ")
    assert lines[0].endswith("9 B  not a message    stancewatch.articles 0@0  text: no")
    assert "103 B" in lines[1]


@pytest.mark.parametrize("command", [("list",), ("replay", "--reason", "not a message", "--yes")])
def test_few_records_are_held_at_a_time_however_many_there_are(log, letters, command):
    bury(log, *[b"x" * 300_000] * 160)
    letters("list")
    tracemalloc.start()
    finished = letters(*command)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(finished.out.splitlines()) == 160
    assert peak < 24_000_000


def test_the_list_is_narrowed_by_reason_and_can_be_json(log, letters):
    bury(log, b"one")
    write(log, Outgoing(topics.DEAD_LETTERS.name, b"k", b"of a stranger"))
    rows = [json.loads(line) for line in letters("list", "--json").out.splitlines()]

    assert [(row["id"], row["reason"], row["offset"]) for row in rows] == [
        ("0:0", "not a message", 0),
        ("0:1", "", None),
    ]
    assert len(letters("list", "--reason", "not a message").out.splitlines()) == 1
    assert "no dead letter has the reason 'bug'" in letters("list", "--reason", "bug").err


@pytest.mark.usefixtures("log")
def test_none_is_no_error(letters):
    assert letters("list") == (0, "", "there are no dead letters\n")


def test_one_is_shown_with_headers_and_bytes_that_do_nothing_to_a_terminal(log, letters):
    bury(log, "“Слава” \x1b]0;title\x07 \u202e".encode() + b"\xff\x00")
    finished = letters("show", "0:0")

    assert finished.status == 0
    assert all(line.isprintable() for line in finished.out.splitlines())
    assert "  reason: not a message\n" in finished.out
    assert "  message-type: article\n  odd: \\x1b\\xff\n" in finished.out
    assert "“Слава” \\x1b]0;title\\x07 \\u202e\\xff\\x00\n" in finished.out


def test_a_long_value_is_cut_on_a_terminal_and_whole_when_raw(log, letters, tmp_path):
    value = b"\xfe" * 20_000
    bury(log, value)
    raw = subprocess.run(
        [sys.executable, "-m", "stancewatch", "dead-letters", "show", "0:0", "--raw", "--data", tmp_path],
        capture_output=True,
        check=True,
    )

    assert "… 3616 bytes more; --raw writes all" in letters("show", "0:0").out
    assert raw.stdout == value


def test_records_go_back_to_their_topic_as_they_were(log, letters):
    bury(log, b"\xffone", None, key=b"\x00k")
    finished = letters("replay", "0:1", "0:0", "0:1", "--yes")

    assert (finished.status, finished.out) == (
        0,
        "sent 0:1 back to stancewatch.articles\nsent 0:0 back to stancewatch.articles\n",
    )
    assert "2 records sent back; the letters stay" in finished.err
    assert [(record.key, record.value, record.headers) for record in read(log, topics.ARTICLES)] == [
        (b"\x00k", None, (("message-type", b"article"), ("odd", b"\x1b\xff"))),
        (b"\x00k", b"\xffone", (("message-type", b"article"), ("odd", b"\x1b\xff"))),
    ]


def test_all_of_a_reason_go_back_in_their_order(log, letters):
    bury(log, *(b"%d" % number for number in range(45)))

    assert letters("replay", "--reason", "not a message", "--yes").status == 0
    assert [record.value for record in read(log, topics.ARTICLES)] == [b"%d" % number for number in range(45)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"topic": topics.LEDGER.name}, "no worker reads stancewatch.ledger"),
        ({"topic": "else\x1bwhere"}, "no worker reads else\\x1bwhere"),
        ({"headers": (("large", b"x" * 40_000),)}, "1 of its headers were left out"),
        ({"key": b"x" * topics.MESSAGE_BYTES}, "its bytes were cut"),
    ],
)
def test_what_cannot_go_back_is_told_of_and_the_rest_goes(log, letters, fields, why):
    bury(log, b"good")
    bury(log, b"bad", **fields)
    finished = letters("replay", "0:0", "0:1", "--yes")

    assert finished.status == 1
    assert f"0:1 cannot be sent back: {why}" in finished.err
    assert [record.value for record in read(log, topics.ARTICLES)] == [b"good"]


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        ("show", ("0:7",), "there is no dead letter 0:7; `stancewatch dead-letters list`"),
        ("show", ("x",), "there is no dead letter x;"),
        ("replay", ("0:0", "0:9", "--yes"), "there is no dead letter 0:9;"),
        ("replay", ("--yes",), "say which: their ids, or --reason REASON"),
        ("replay", ("0:0", "--reason", "bug", "--yes"), "say which"),
        ("replay", ("--reason", "bug", "--yes"), "no dead letter has the reason 'bug'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_sent(log, letters, command, arguments, words):
    bury(log, b"one")
    finished = letters(command, *arguments)

    assert (finished.status, finished.out, len(finished.err.splitlines())) == (1, "", 1)
    assert words in finished.err
    assert read(log, topics.ARTICLES) == []


def test_where_nobody_can_be_asked_nothing_is_sent(log, letters, monkeypatch):
    bury(log, b"one")
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: PTH123, SIM115 - closed below
    finished = letters("replay", "0:0")
    sys.stdin.close()

    assert finished.status == 1
    assert "add --yes" in finished.err
    assert read(log, topics.ARTICLES) == []


@pytest.mark.parametrize(("answer", "sent"), [(b"y\n", [b"one"]), (b"n\n", []), (b"\n", [])])
def test_on_a_terminal_it_asks_first(log, tmp_path, answer, sent):
    bury(log, b"one")
    leader, follower = pty.openpty()
    os.write(leader, answer)
    arguments = [sys.executable, "-m", "stancewatch", "dead-letters", "replay", "0:0", "--data", str(tmp_path)]
    finished = subprocess.run(arguments, stdin=follower, capture_output=True, text=True, check=False)
    os.close(leader)
    os.close(follower)

    assert "Send 1 record back to stancewatch.articles? [y/N]" in finished.stderr
    assert finished.returncode == (0 if sent else 1)
    assert [record.value for record in read(log, topics.ARTICLES)] == sent
