"""From the seed documents to alerts: the commands as a user types them, each in a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  (NEW|CHANGED|CONDITION) +(.+?) · ([a-z-]+) · (FAVOR|AGAINST)")
DEADLINE_SECONDS = 60.0

pytestmark = pytest.mark.timeout(300)


def command(*arguments):
    return [sys.executable, "-m", "stancewatch", *map(str, arguments)]


def environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("STANCEWATCH_")}


def run(*arguments, given=None, folder=ROOT):
    return subprocess.run(
        command(*arguments), input=given, capture_output=True, text=True, cwd=folder, env=environment(), check=False
    )


@pytest.fixture(scope="module")
def demo():
    return run("demo")


def kinds(lines):
    return [found[1] for found in map(LINE.match, lines) if found]


def test_demo_shows_every_kind_of_alert(demo):
    assert demo.returncode == 0, demo.stderr
    assert set(kinds(demo.stdout.splitlines())) == {"NEW", "CHANGED", "CONDITION"}


def test_demo_raises_nothing_for_the_copy_and_for_the_restatement(demo):
    assert "Northern Ledger" not in demo.stdout
    assert not re.search("Zelenskyy · .*Isar Courier", demo.stdout)


def test_demo_ends_with_the_ledger_and_keeps_progress_on_stderr(demo):
    after = demo.stdout.split("\n\n", 1)[1]

    assert all(LINE.match(line) for line in demo.stdout.split("\n\n", 1)[0].splitlines())
    assert re.search(r"^Vladimir Putin .* favor", after, flags=re.MULTILINE)
    assert "8/8" in demo.stderr


def test_extract_prints_positions_and_nothing_else():
    finished = run("extract", SEEDS / "000_5c2d44bbc8687844.txt")
    positions = [json.loads(line) for line in finished.stdout.splitlines()]
    text = (SEEDS / "000_5c2d44bbc8687844.txt").read_text(encoding="utf-8")

    assert finished.returncode == 0
    assert {"Volodymyr Zelenskyy", "Vladimir Putin"} <= {position["holder"] for position in positions}
    assert all(
        text[position["evidence"]["start"] : position["evidence"]["end"]] == position["evidence"]["text"]
        for position in positions
    )


def test_extract_reads_stdin_as_json_lines_or_as_text():
    sentence = "Hungary has rejected new sanctions on Russia over the war in Ukraine."
    as_text = run("extract", given=sentence)
    as_json = run("extract", "-", given=json.dumps({"id": "a-1", "text": sentence}))

    for finished in (as_text, as_json):
        position = json.loads(finished.stdout)
        assert (position["holder"], position["issue"], position["stance"]) == ("Hungary", "sanctions", "against")
    assert json.loads(as_json.stdout)["article_id"] == "a-1"


def test_extract_refuses_what_is_no_article_in_one_line_and_goes_on(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00broken")
    (tmp_path / "good.txt").write_text(
        "Hungary has rejected new sanctions on Russia over the war in Ukraine.", encoding="utf-8"
    )
    finished = run("extract", tmp_path / "absent.txt", tmp_path / "bad.txt", tmp_path / "good.txt")

    assert finished.returncode == 1
    assert len(finished.stdout.splitlines()) == 1
    *refused, loading = finished.stderr.splitlines()
    assert [line.split(":")[0].split("/")[-1] for line in refused] == ["absent.txt", "bad.txt"]
    assert loading == "loading the English pipeline"


ARTICLES = [
    {
        "id": "a-1",
        "published_at": "2025-03-01T10:00:00Z",
        "text": "Hungary has rejected new sanctions on Russia over the war in Ukraine.",
    },
    {
        "id": "a-2",
        "published_at": "2025-03-02T10:00:00Z",
        "text": "Hungary again rejects any new sanctions on Russia over the war in Ukraine.",
    },
    {"article": {"id": "a-3", "text": "Hungary now supports new sanctions on Russia over the war in Ukraine."}},
    {"id": "a-3", "text": "Hungary now supports new sanctions on Russia over the war in Ukraine."},
]


def replayed(tmp_path, articles):
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    return run("replay", file)


def test_replay_alerts_on_what_is_new_and_on_nothing_else(tmp_path):
    finished = replayed(tmp_path, ARTICLES)
    alerts = [json.loads(line) for line in finished.stdout.splitlines()]

    assert finished.returncode == 0, finished.stderr
    assert [(alert["article_id"], alert["kind"], alert["previous_stance"]) for alert in alerts] == [
        ("a-1", "new", None),
        ("a-3", "changed", "against"),
    ]
    assert "was against on 2 March 2025" in alerts[1]["reason"]


def test_replay_gives_the_same_bytes_twice(tmp_path):
    assert replayed(tmp_path, ARTICLES).stdout == replayed(tmp_path, ARTICLES).stdout


def test_replay_tells_of_a_bad_line_and_goes_on(tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text("no json\n" + json.dumps(ARTICLES[0]), encoding="utf-8")
    finished = run("replay", file)

    assert len(finished.stdout.splitlines()) == 1
    assert "articles.jsonl:1" in finished.stderr
    assert "Traceback" not in finished.stderr


@contextmanager
def started(data, seeds):
    """Run all workers until the block ends; then, as Ctrl-C would, ask them to stop."""
    arguments = command("run", "--data", data, "--seeds", seeds, "--port", 0)
    with (
        (data.parent / "out").open("a", encoding="utf-8") as out,
        (data.parent / "err").open("a", encoding="utf-8") as err,
    ):
        process = subprocess.Popen(arguments, stdout=out, stderr=err, cwd=data.parent, env=environment())
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def wait_for(question):
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


def test_run_raises_each_alert_once_over_restarts(tmp_path):
    data, seeds = tmp_path / "data", tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "one.txt").write_text(
        "Hungary has rejected new sanctions on Russia over the war in Ukraine.", encoding="utf-8"
    )

    def lines():
        return (tmp_path / "out").read_text(encoding="utf-8").splitlines()

    with started(data, seeds) as process:
        wait_for(lambda: len(lines()) == 1)
    assert process.returncode == 0
    (seeds / "two.txt").write_text(
        "Slovakia has rejected new sanctions on Russia over the war in Ukraine.", encoding="utf-8"
    )
    with started(data, seeds) as process:
        wait_for(lambda: len(lines()) == 2)

    assert process.returncode == 0
    assert [LINE.match(line)[2] for line in lines()] == ["Hungary", "Slovakia"]
    assert len((data / "alerts.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--data", "/proc/nowhere"], "/proc/nowhere"),
        (["replay", "absent.jsonl"], "absent.jsonl cannot be read"),
        (["--config", "absent.toml", "run"], "absent.toml"),
        (["demo", "--seeds", "absent"], "the seeds folder absent"),
        (["topics", "ensure", "--transport", "kafka", "--wait", "0"], "localhost:1"),
    ],
)
def test_what_cannot_work_ends_at_once_in_one_line(tmp_path, arguments, said):
    finished = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**environment(), "STANCEWATCH_KAFKA__BOOTSTRAP_SERVERS": "localhost:1"},
        check=False,
        timeout=60,
    )

    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith("error: ")
    assert said in finished.stderr.splitlines()[-1]
    assert "Traceback" not in finished.stderr
