"""Sets of labelled articles, and what an extractor finds in them; a set is read once for all tests of a file."""

import functools
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from process.evaluate import label_gold, label_position
from process.extract.pipeline import make_extractor
from stancewatch.contracts import Article
from stancewatch.ids import content_sha256

GOLD = Path(__file__).parent / "gold"
MOMENT = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def gold():
    """Return a function that gives the labels of a set by article."""

    @functools.cache
    def read(name):
        return {record["id"]: label_gold(record) for record in read_records(name)}

    return read


@pytest.fixture(scope="session")
def found():
    """Return a function that gives what is found in a set by article, by the bundled desk."""
    extractor = make_extractor()
    return functools.cache(lambda name: find_positions(name, extractor))


def find_positions(name, extractor):
    """Return the labels of what an extractor finds in a set, by article."""
    return {
        record["id"]: [label_position(one) for one in extractor.extract(make_article(record))]
        for record in read_records(name)
    }


@functools.cache
def read_records(name):
    """Return the records of a set; the real articles are no part of the project."""
    for folder in (GOLD, Path(os.environ.get("STANCEWATCH_TEST_EVAL", ""))):
        path = folder / f"{name}.jsonl"
        if path.is_file():
            return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    return leave_out(f"{name}.jsonl is left out: STANCEWATCH_TEST_EVAL names no folder that has it")


def make_article(record):
    """Return the article of a record."""
    return Article(
        id=record["id"],
        title=record.get("title") or "",
        text=record["text"],
        published_at=MOMENT,
        retrieved_at=MOMENT,
        content_sha256=content_sha256(record["text"]),
    )
