"""stancewatch alerts as a user types it, on the local log."""

import json
import signal
import subprocess
import sys

import pytest

from stancewatch import topics
from stancewatch.transport.base import Outgoing, make_outgoing
from tests.process.track.builders import make_position
from tests.stancewatch.cli.told import make_story, tell, write

COMMAND = [sys.executable, "-m", "stancewatch", "alerts"]


@pytest.fixture
def alerts(stancewatch, tmp_path):
    return lambda *arguments: stancewatch("alerts", "--data", tmp_path, *arguments)


def kinds(finished):
    return [json.loads(line)["kind"] for line in finished.out.splitlines()]


def test_alerts_are_shown_the_oldest_first_with_all_that_is_known(log, alerts):
    tell(log, *make_story())
    finished = alerts()

    assert (finished.status, finished.err) == (0, "")
    assert [line.split()[0] for line in finished.out.splitlines() if line[:1].isupper()] == [
        "NEW",
        "CHANGED",
        "CONDITION",
        "NEW",
    ]
    assert "by now in 3 outlets\n           https://harbourwire.example/a-10\nbefore     AGAINST: We" in finished.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["new", "changed", "condition", "new"]),
        (("--kind", "new"), ["new", "new"]),
        (("--kind", "new", "--kind", "changed"), ["new", "changed", "new"]),
        (("--holder", "scholz"), ["new"]),
        (("--issue", "sanctions", "--stance", "favor"), ["changed", "condition"]),
        (("--publisher", "baltic"), ["changed"]),
        (("--since", "2025-06-02"), ["changed", "condition", "new"]),
        (("--until", "2025-06-02"), ["new", "changed"]),
        (("--last", "2"), ["condition", "new"]),
        (("--last", "0"), []),
    ],
)
def test_filters_narrow_them_down(log, alerts, arguments, expected):
    tell(log, *make_story())

    assert kinds(alerts("--json", *arguments)) == expected


def test_a_line_of_json_has_the_fields_of_the_sink_and_the_outlets_by_now(log, alerts):
    tell(log, *make_story())
    fields = json.loads(alerts("--json", "--kind", "changed").out)

    assert (fields["previous"]["stance"], fields["previous_stance"]) == ("against", "against")
    assert fields["outlets"] == ["Baltic Courier", "Dunmore Herald", "Harbour Wire"]


def test_a_repeat_is_shown_once_and_what_is_no_alert_is_passed_over(log, alerts):
    (alert,) = tell(log, make_position())
    write(log, make_outgoing(topics.ALERTS, b"k", alert), Outgoing(topics.ALERTS.name, b"k", b"\x1b[31mno alert"))
    finished = alerts("--json")

    assert kinds(finished) == ["new"]
    assert "passed over stancewatch.alerts 0@2: not a message" in finished.err


def test_without_its_entry_the_outlets_of_an_alert_are_not_known(log, alerts):
    (alert,) = tell(log, make_position())
    write(log, Outgoing(topics.LEDGER.name, alert.position.key, None))

    assert json.loads(alerts("--json").out)["outlets"] is None


def test_none_at_all_and_none_that_fit_are_told_of(log, alerts):
    assert "there are no alerts yet" in alerts().err
    tell(log, *make_story())
    finished = alerts("--kind", "condition", "--holder", "scholz")

    assert (finished.status, finished.out) == (0, "")
    assert "no alert fits" in finished.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--holder", "Skolz"), "did you mean Olaf Scholz (olaf-scholz)?"),
        (("--issue", "sanktions"), "did you mean sanctions?"),
        (("--until", "soon"), "--until 'soon' is no date"),
        (("--since", "2025-05-02", "--until", "2025-05-01"), "nothing lies between --since 2025-05-02 and"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(log, alerts, arguments, words):
    tell(log, *make_story())
    finished = alerts(*arguments)

    assert (finished.status, finished.out, len(finished.err.splitlines())) == (1, "", 1)
    assert words in finished.err


def test_following_shows_what_comes_and_ends_quietly(log, tmp_path):
    first, second = make_position("against"), make_position("favor", day=1)
    tell(log, first)
    arguments = [*COMMAND, "--data", str(tmp_path), "--follow", "--json", "--holder", "orban"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as following:
        lines = [following.stdout.readline()]
        tell(log, make_position(holder="Olaf Scholz"))
        tell(log, first, second)
        lines.append(following.stdout.readline())
        following.send_signal(signal.SIGINT)
        rest = following.communicate(timeout=60)

    assert [json.loads(line)["kind"] for line in lines] == ["new", "changed"]
    assert (following.returncode, *rest) == (0, "", "")


def test_a_reader_that_goes_away_is_no_noise(log, tmp_path):
    tell(log, *make_story())
    with subprocess.Popen(
        [*COMMAND, "--data", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as command:
        command.stdout.close()
        assert command.stderr.read() == ""
