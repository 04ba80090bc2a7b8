"""The example of docs/desks.md, as it stands there, is a desk that does what the page says."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from process.evaluate import label_gold, label_position, score_positions
from process.explain.lines import render_lines
from process.extract.desk_check import check_desk, find_silent
from process.extract.pipeline import make_extractor
from stancewatch.contracts import Article
from stancewatch.ids import content_sha256

PAGE = (Path(__file__).parents[2] / "docs" / "desks.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w/.-]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SHOWN = re.search(r"^```\n(found .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[1].splitlines()
MOMENT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("river-ome")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def records():
    return [json.loads(line) for line in FILES["gold.jsonl"].splitlines()]


@pytest.fixture(scope="module")
def analyses(folder, records):
    extractor = make_extractor(folder)
    return [extractor.analyse(make_article(record)) for record in records]


def make_article(record):
    text = record["text"]
    return Article(
        id=record["id"],
        title=record["title"],
        text=text,
        published_at=MOMENT,
        retrieved_at=MOMENT,
        content_sha256=content_sha256(text),
    )


def test_page_has_every_file_of_a_desk():
    assert FILES.keys() == {
        *("desk.toml", "gold.jsonl", "issues/treaty.toml", "issues/dam.toml"),
        *("actors/states.toml", "actors/bodies.toml", "actors/people.toml"),
    }


def test_desk_has_no_mistake_and_as_many_silent_cues_as_the_page_says(folder, analyses):
    desk, problems = check_desk(folder)
    fired = {candidate.rule.partition("grammar:")[2] for one in analyses for candidate in one.candidates}
    silent = find_silent(desk, folder, fired=fired, articles=len(analyses))

    assert problems == []
    assert sum(problem.what.count("'") // 2 for problem in silent) == 4


def test_every_labelled_position_is_found_and_nothing_else(records, analyses):
    gold = {record["id"]: label_gold(record) for record in records}
    found = {one.article.id: [label_position(position) for position in one.positions] for one in analyses}
    score = score_positions(gold, found)

    assert (score.strict.f1, score.conditions.f1, score.evidence_accuracy) == (1.0, 1.0, 1.0)


def test_explain_shows_what_the_page_shows(analyses):
    lines = "\n".join(line.strip() for one in analyses for line in render_lines(one, width=200))

    assert [line for line in SHOWN if line not in lines] == []
