"""stancewatch ledger as a user types it, on the local log."""

import csv
import io
import json

import pytest

from stancewatch import topics
from stancewatch.transport.base import Outgoing
from tests.process.track.builders import make_actor, make_position
from tests.stancewatch.cli.told import make_story, tell, write


@pytest.fixture
def ledger(stancewatch, tmp_path):
    return lambda *arguments: stancewatch("ledger", "--data", tmp_path, *arguments)


def test_the_table_shows_where_everyone_stands(log, ledger):
    tell(log, *make_story())
    finished = ledger()

    assert finished.status == 0
    assert "Olaf Scholz   favor      –\nViktor Orbán  –          favor if\n" in finished.out  # noqa: RUF001 - a dash
    assert "\x1b" not in finished.out
    assert finished.err == ""


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("--holder", "orban"), ["Viktor Orbán"]),
        (("--holder", "Scholz", "--holder", "viktor-orban"), ["Olaf Scholz", "Viktor Orbán"]),
        (("--issue", "ceasefire"), ["Olaf Scholz"]),
        (("--stance", "favor", "--since", "2025-05-31"), ["Olaf Scholz"]),
        (("--since", "2025-05-21T12:00"), ["Olaf Scholz", "Viktor Orbán"]),
        (("--as-of", "2025-05-01", "--stance", "against"), ["Viktor Orbán"]),
    ],
)
def test_filters_narrow_it_down(log, ledger, arguments, shown):
    tell(log, *make_story())
    rows = [json.loads(line) for line in ledger("--json", *arguments).out.splitlines()]

    assert [row["holder"] for row in rows] == shown


def test_a_holder_has_a_history_with_quotations_dates_and_links(log, ledger):
    tell(log, *make_story())
    lines = ledger("viktor orban").out.splitlines()

    assert lines[0] == (
        "Viktor Orbán · sanctions · FAVOR as of 2025-05-21, under a condition: “if Brussels pays”; carried by 3 outlets"
    )
    assert lines[1:3] == [
        "  2025-05-01  against  We will not vote for it, he told the paper.",
        "                       Harbour Wire https://harbourwire.example/a-0",
    ]


def test_the_history_can_be_asked_for_as_of_a_day_and_on_an_issue(log, ledger):
    tell(log, *make_story())

    assert [
        json.loads(line)["stance"] for line in ledger("orban", "--as-of", "2025-05-11", "--json").out.splitlines()
    ] == [
        "against",
        "favor",
    ]
    assert ledger("orban", "sanctions").out == ledger("orban").out
    assert "no stance of Viktor Orbán fits" in ledger("orban", "ceasefire").err


def test_csv_is_read_back_as_it_was(log, ledger):
    tell(log, make_position(evidence='=SUM("A1"),\n\x1b[31mred', publisher="Ünder, Wire"))
    (row,) = csv.DictReader(io.StringIO(ledger("--csv").out))

    assert row["evidence"] == '\'=SUM("A1"),\n\x1b[31mred'
    assert (row["holder"], row["outlets"], row["condition"]) == ("Viktor Orbán", "Ünder, Wire", "")


def test_csv_of_a_history_has_a_row_for_each_position(log, ledger):
    tell(log, *make_story())

    assert [row["stance"] for row in csv.DictReader(io.StringIO(ledger("orban", "--csv").out))] == [
        "against",
        "favor",
        "favor",
        "favor",
    ]


def test_where_history_was_cut_the_past_says_so(log, ledger):
    tell(log, *(make_position(day=day, evidence=f"Number {day} of them.") for day in range(40)))
    finished = ledger("--as-of", "2025-05-03")

    assert "Viktor Orbán  ?" in finished.out
    assert "one stance is not known as of 2025-05-03: an entry keeps its latest 32 positions" in finished.err
    assert "published on 2025-05-09" in finished.err
    assert "no stance" not in finished.err
    assert "keeps the latest 32" in ledger("orban").out


@pytest.mark.parametrize("options", [("--as-of", "2025-05-20"), ("--json",), ("--csv", "--as-of", "2025-05-20")])
def test_a_history_says_that_it_is_not_whole_also_of_a_day_and_as_rows(log, ledger, options):
    tell(log, *(make_position(day=day, evidence=f"Number {day} of them.") for day in range(40)))

    assert "a history here is not whole" in ledger("orban", *options).err
    assert "not whole" not in ledger(*options).err


def test_an_actor_without_any_stance_is_no_mistake(log, ledger):
    tell(log, *make_story())
    finished = ledger("Kremlin")

    assert (finished.status, finished.out) == (0, "")
    assert "no stance of Russia fits" in finished.err


def test_of_somebody_who_only_speaks_for_others_it_is_said_for_whom(log, ledger):
    macron = make_actor("Emmanuel Macron")
    tell(log, *(make_position(holder=holder, speaker=macron) for holder in ("European Union", "France")))
    finished = ledger("Macron")

    assert (finished.status, finished.out) == (0, "")
    assert "no stance of Emmanuel Macron fits; words of Emmanuel Macron stand under " in finished.err
    assert 'European Union and France: `stancewatch ledger "European Union"`' in finished.err


def test_what_was_forgotten_is_gone_and_what_is_no_entry_is_passed_over(log, ledger):
    positions = make_story()
    tell(log, *positions)
    write(log, Outgoing(topics.LEDGER.name, positions[0].key, None), Outgoing(topics.LEDGER.name, b"odd", b"no entry"))

    assert [json.loads(line)["holder"] for line in ledger("--json").out.splitlines()] == ["Olaf Scholz"]


def test_a_copy_whose_original_has_not_come_yet_shows_no_stance(log, ledger):
    copy = make_position(holder="Donald Tusk", copy_of="a-9", is_carried=True)
    tell(log, *make_story(), copy)

    assert "Tusk" not in ledger().out
    assert {json.loads(line)["holder"] for line in ledger("--json").out.splitlines()} == {"Olaf Scholz", "Viktor Orbán"}


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("arguments", [(), ("--json",), ("orban",)])
def test_an_empty_ledger_is_told_of_and_no_error(ledger, arguments):
    finished = ledger(*arguments)

    assert (finished.status, finished.out) == (0, "")
    assert "the ledger is empty" in finished.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Orbna",), "did you mean Viktor Orbán (viktor-orban)"),
        (("orban", "sanktions"), "did you mean sanctions?"),
        (("--holder", "qqqq"), "no holder is called 'qqqq'"),
        (("--holder", "orban", "sanctions"), "the first word is a holder; for the issue write --issue sanctions"),
        (("--as-of", "May"), "--as-of 'May' is no date"),
        (("--json", "--csv"), "--json and --csv exclude each other"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(log, ledger, arguments, words):
    tell(log, *make_story())
    finished = ledger(*arguments)

    assert (finished.status, finished.out) == (1, "")
    assert finished.err.startswith("error: ")
    assert len(finished.err.splitlines()) == 1
    assert words in finished.err


def test_a_folder_without_a_log_is_an_error_and_stays_as_it_is(ledger, tmp_path):
    finished = ledger()

    assert finished.status == 1
    assert "there is no log in" in finished.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_broker_it_says_so(ledger, monkeypatch):
    monkeypatch.setenv("STANCEWATCH_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    finished = ledger("--transport", "kafka")

    assert finished.status == 1
    assert finished.err.startswith("error: Kafka at 127.0.0.1:1 does not answer")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("",), "no holder is called ''"),
        ((" ", "sanctions"), "no holder is called ' '"),
        (("orban", ""), "no issue is called ''"),
        (("--holder", ""), "no holder is called ''"),
    ],
)
def test_an_empty_name_is_nobodys(log, ledger, arguments, words):
    tell(log, *make_story())
    finished = ledger(*arguments)

    assert (finished.status, finished.out) == (1, "")
    assert words in finished.err
