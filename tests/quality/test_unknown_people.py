"""People whom no file knows are found by what an article says of them: without the desk's persons little is lost."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from process.evaluate import label_gold, label_position, score_positions
from process.extract.desk_files import find_desk, load_desk
from process.extract.names import surname
from process.extract.pipeline import make_extractor
from stancewatch.contracts import Article
from stancewatch.ids import content_sha256

GOLD = Path(__file__).parent / "gold" / "invented.jsonl"
MOMENT = datetime(2025, 1, 1, tzinfo=UTC)
MOST_LOST = 0.12
"""Strict holder F1 that taking all persons out of the actor file costs at most; 0.10 is wanted (docs/quality.md)."""

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def gold():
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return {record["id"]: (record, label_gold(record)) for record in records}


@pytest.fixture(scope="module")
def with_people(gold):
    return find_positions(gold, make_extractor())


@pytest.fixture(scope="module")
def without_people(gold, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "desk"
    shutil.copytree(find_desk(), folder)
    (folder / "actors" / "people.toml").write_text("", encoding="utf-8")
    return find_positions(gold, make_extractor(folder))


def find_positions(gold, extractor):
    return {
        name: [label_position(one) for one in extractor.extract(make(record))] for name, (record, _) in gold.items()
    }


def make(record):
    return Article(
        id=record["id"],
        title=record["title"],
        text=record["text"],
        published_at=MOMENT,
        retrieved_at=MOMENT,
        content_sha256=content_sha256(record["text"]),
    )


def strict_f1(gold, found, accepts=lambda _: True):
    wanted = {name: [one for one in labels if accepts(one.holder)] for name, (_, labels) in gold.items()}
    kept = {name: [one for one in labels if accepts(one.holder)] for name, labels in found.items()}
    return score_positions(wanted, kept).strict.f1


@pytest.fixture(scope="module")
def is_outside():
    """Return whether a name is that of no state, body or person of the desk."""
    actors = load_desk().actors
    people = {surname(alias) for one in actors if one.actor.kind == "person" for alias in one.aliases}
    others = {one.actor.name for one in actors if one.actor.kind != "person"}
    return lambda name: name not in others and surname(name) not in people


def test_people_outside_the_file_are_found_as_well_without_it(gold, with_people, without_people, is_outside):
    before, after = (strict_f1(gold, found, is_outside) for found in (with_people, without_people))

    assert after >= before


def test_an_actor_file_without_people_costs_little(gold, with_people, without_people):
    assert strict_f1(gold, with_people) - strict_f1(gold, without_people) <= MOST_LOST
