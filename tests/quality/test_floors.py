"""Extraction keeps to what it once reached: each figure stays above its floor, each count of errors under its ceiling.

floors.toml is the record; lowering a floor is an explicit act. The real articles are no part of the project:
STANCEWATCH_TEST_EVAL names the folder that has them.
"""

import functools
import shutil
import tomllib
from pathlib import Path

import pytest

from process.evaluate import score_positions
from process.evaluate_report import report_score
from process.extract.desks.files import find_desk, load_desk
from process.extract.naming.names import surname
from process.extract.pipeline import make_extractor
from tests.quality.conftest import find_positions

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
MEDIAN_WORDS = 35
"""Evidence is a sentence, not a paragraph."""
MADE = "invented"
"""The set on which the actor file is tried without its persons."""
NEWER = ("us-peace-plan", "army-limits", "frozen-assets", "elections", "europe-at-the-table", "eu-membership")

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def score(gold, found):
    """Return a function that gives the score of a set by name."""
    return functools.cache(lambda name: score_positions(gold(name), found(name)))


@pytest.mark.parametrize("name", FLOORS)
def test_figures_stay_above_their_floors(score, gold, found, name):
    result, floors = score(name), FLOORS[name]

    print(report_score(gold(name), found(name)))  # noqa: T201 - what a failure shows
    assert round(result.positions.f1, 3) >= floors["f1"]
    assert round(result.positions.precision, 3) >= floors["precision"]
    assert round(result.strict.f1, 3) >= floors["strict_holder_f1"]
    assert round(result.evidence_accuracy, 3) >= floors["evidence_accuracy"]
    assert round(result.conditions.f1, 3) >= floors.get("condition_f1", 0)
    assert result.evidence_words <= MEDIAN_WORDS
    assert result.alarmed <= floors["alarmed_at_most"]


def test_newer_issues_are_found_too(score):
    assert round(score(MADE).together(NEWER).f1, 3) >= FLOORS[MADE]["newer_issues_f1"]


@pytest.mark.parametrize("name", FLOORS)
def test_side_is_seldom_wrong(score, name):
    assert score(name).wrong_side <= FLOORS[name]["wrong_side_at_most"]


@pytest.fixture(scope="session")
def without_people(tmp_path_factory):
    """Return what is found in the invented articles when the actor file has no persons."""
    folder = tmp_path_factory.mktemp("desk") / "desk"
    shutil.copytree(find_desk(), folder)
    (folder / "actors" / "people.toml").write_text("", encoding="utf-8")
    return find_positions(MADE, make_extractor(folder))


@pytest.fixture(scope="session")
def is_outside():
    """Return whether a name is that of no state, body or person of the desk."""
    actors = load_desk().actors
    people = {surname(alias) for one in actors if one.actor.kind == "person" for alias in one.aliases}
    others = {one.actor.name for one in actors if one.actor.kind != "person"}
    return lambda name: name not in others and surname(name) not in people


def strict_f1(gold, found, accepts=lambda _: True):
    """Return the strict holder F1 over the holders that are accepted."""
    wanted, kept = (
        {name: [one for one in labels if accepts(one.holder)] for name, labels in part.items()}
        for part in (gold, found)
    )
    return score_positions(wanted, kept).strict.f1


def test_people_outside_the_file_are_found_as_well_without_it(gold, found, without_people, is_outside):
    before, after = (strict_f1(gold(MADE), one, is_outside) for one in (found(MADE), without_people))

    assert after >= before


def test_an_actor_file_without_people_costs_little(gold, found, without_people):
    lost = strict_f1(gold(MADE), found(MADE)) - strict_f1(gold(MADE), without_people)

    assert round(lost, 3) <= FLOORS[MADE]["lost_without_people_at_most"]
