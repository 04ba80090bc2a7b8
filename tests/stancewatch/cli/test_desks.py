"""stancewatch desk check and --desk as a user types them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from process.extract.desks.files import DESKS
from stancewatch.cli.desks import SCREEN_LINES

ROOT = Path(__file__).parents[3]
SMALL = "sudan-ceasefire"
SENTENCE = "Sudan's army has rejected the truce in Darfur."


def stancewatch(*arguments, given=None, folder=ROOT):
    return subprocess.run(
        [sys.executable, "-m", "stancewatch", *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )


@pytest.fixture
def desk(tmp_path):
    return shutil.copytree(DESKS / SMALL, tmp_path / "my-desk")


def test_sound_desk_passes_with_warnings_of_silent_cues(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"text": SENTENCE, "positions": []}), encoding="utf-8")
    finished = stancewatch("desk", "check", SMALL, "--gold", gold, "--all")
    *warnings, model, summary = finished.stdout.splitlines()

    assert finished.returncode == 0, finished.stderr
    assert {line.split(":")[0] for line in warnings} == {"warning"}
    assert len(warnings) > SCREEN_LINES
    assert "issues/truce.toml:6" not in finished.stdout
    assert "grammar alone" in model
    assert summary.startswith("sudan-ceasefire: 6 issues, 20 actors, 46 cues; 0 errors, ")


def test_so_many_warnings_are_summed_up_issue_by_issue(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"text": SENTENCE, "positions": []}), encoding="utf-8")
    *warnings, _, summary = stancewatch("desk", "check", SMALL, "--gold", gold).stdout.splitlines()

    assert len(warnings) == 6
    assert all("cues were never found in 1 article; --all lists them" in line for line in warnings)
    assert summary.endswith("0 errors, 6 warnings")


def test_a_file_without_articles_is_an_error(tmp_path):
    (tmp_path / "gold.jsonl").touch()
    finished = stancewatch("desk", "check", SMALL, "--gold", tmp_path / "gold.jsonl")

    assert (finished.returncode, finished.stdout) == (1, "")
    assert "gold.jsonl holds no article to try the cues on" in finished.stderr


def test_on_many_articles_it_tells_how_far_it_is(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join([json.dumps({"text": SENTENCE, "positions": []})] * 41), encoding="utf-8")
    finished = stancewatch("desk", "check", SMALL, "--gold", gold)

    assert finished.stderr.splitlines() == ["trying 46 cues on 41 articles", "20/41 articles", "40/41 articles"]


def test_mistakes_are_listed_each_on_a_line_and_fail(desk):
    for file, old, new in [("truce", "favor =", "for ="), ("direct-talks", "[negotiate]", "@nobody")]:
        path = desk / "issues" / f"{file}.toml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    finished = stancewatch("desk", "check", "my-desk", folder=desk.parent)
    *errors, summary = finished.stdout.splitlines()

    assert finished.returncode == 1
    assert [line.split(": ")[1] for line in errors] == [
        "my-desk/issues/direct-talks.toml:7",
        "my-desk/issues/truce.toml:1",
        "my-desk/issues/truce.toml:1",
    ]
    assert summary.endswith("3 errors, 0 warnings")


def test_where_no_articles_are_nothing_has_passed_and_one_line_says_why(desk):
    finished = stancewatch("desk", "check", "my-desk", folder=desk.parent)

    assert finished.returncode == 1
    assert finished.stdout == ""
    assert finished.stderr == (
        "error: the files of sudan-ceasefire hold no mistake, but its cues were tried on nothing: there are no "
        "labelled articles in tests/quality/gold here; name some with --gold FILE\n"
    )


def test_any_command_takes_another_desk(desk):
    for name in (SMALL, desk):
        position = json.loads(stancewatch("extract", "--desk", name, given=SENTENCE).stdout)
        assert (position["holder_id"], position["issue"], position["stance"]) == ("sudanese-army", "truce", "against")


def test_desk_that_is_none_ends_in_one_line_with_those_there_are():
    finished = stancewatch("extract", "--desk", "atlantis", given=SENTENCE)

    assert finished.returncode == 1
    assert finished.stderr.startswith("error: no desk at atlantis")
    assert finished.stderr.endswith("sudan-ceasefire, ukraine-peace-talks\n")


def test_labels_that_nothing_can_match_are_told_with_their_line(tmp_path):
    gold = tmp_path / "gold.jsonl"
    label = {"holder": "Sudanese army", "issue": "truce", "stance": "against"}
    positions = [label, {**label, "issue": "trucks"}, {**label, "stance": "neutral"}]
    gold.write_text("\n".join(json.dumps({"text": SENTENCE, "positions": one}) for one in ([], positions)))
    finished = stancewatch("--desk", SMALL, "eval", gold)

    assert finished.returncode == 0
    assert "gold.jsonl:2: 'trucks' is no issue of the desk" in finished.stderr
    assert "gold.jsonl:2: 'neutral' is no stance: it can be favor or against" in finished.stderr


def test_label_that_is_none_ends_in_one_line(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"text": SENTENCE, "positions": [{"holder": "Sudan"}]}))
    finished = stancewatch("--desk", SMALL, "eval", gold)

    assert finished.returncode == 1
    assert finished.stderr.count("\n") == 1
    assert "gold.jsonl:1: no list" in finished.stderr
