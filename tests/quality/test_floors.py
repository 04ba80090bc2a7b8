"""Extraction keeps to what it once reached: each figure stays above its floor, each count of errors under its ceiling.

floors.toml is the record; lowering a floor is an explicit act. The real articles are no part of the project:
STANCEWATCH_TEST_EVAL names the folder that has them.
"""

import functools
import json
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from process.evaluate import label_gold, label_position, score_positions
from process.evaluate_report import report_score
from process.extract.pipeline import make_extractor
from stancewatch.contracts import Article
from stancewatch.ids import content_sha256

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
MEDIAN_WORDS = 35
"""Evidence is a sentence, not a paragraph."""
MOMENT = datetime(2025, 1, 1, tzinfo=UTC)

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def score():
    """Return a function that gives the score of a set by name and its report; each set is read once."""
    extractor = make_extractor()

    @functools.cache
    def score_set(name):
        records = [json.loads(line) for line in _find(name).read_text(encoding="utf-8").splitlines()]
        gold = {record["id"]: label_gold(record) for record in records}
        found = {
            record["id"]: [label_position(one) for one in extractor.extract(_article(record))] for record in records
        }
        return score_positions(gold, found), report_score(gold, found)

    return score_set


def _find(name):
    for folder in (HERE / "gold", Path(os.environ.get("STANCEWATCH_TEST_EVAL", ""))):
        path = folder / f"{name}.jsonl"
        if path.is_file():
            return path
    leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    return leave_out(f"{name}.jsonl is left out: STANCEWATCH_TEST_EVAL names no folder that has it")


def _article(record):
    return Article(
        id=record["id"],
        title=record.get("title") or "",
        text=record["text"],
        published_at=MOMENT,
        retrieved_at=MOMENT,
        content_sha256=content_sha256(record["text"]),
    )


@pytest.mark.parametrize("name", FLOORS)
def test_figures_stay_above_their_floors(score, name):
    (result, report), floors = score(name), FLOORS[name]

    print(report)  # noqa: T201 - what a failure shows
    assert round(result.positions.f1, 3) >= floors["f1"]
    assert round(result.positions.precision, 3) >= floors["precision"]
    assert round(result.strict.f1, 3) >= floors["strict_holder_f1"]
    assert round(result.evidence_accuracy, 3) >= floors["evidence_accuracy"]
    assert round(result.conditions.f1, 3) >= floors.get("condition_f1", 0)
    assert result.evidence_words <= MEDIAN_WORDS
    assert result.alarmed <= floors["alarmed_at_most"]


@pytest.mark.parametrize("name", FLOORS)
def test_side_is_seldom_wrong(score, name):
    result, _ = score(name)

    assert result.wrong_side <= FLOORS[name]["wrong_side_at_most"]
