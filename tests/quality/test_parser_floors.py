"""The pipelines keep to what they once reached on treebanks, in time, and in size; parser_floors.toml is the record.

The treebanks are no part of the project: STANCEWATCH_TEST_UD names the folder that has them.
"""

import functools
import os
import statistics
import time
import tomllib
from pathlib import Path

import pytest

from process.evaluate import label_gold, label_position, score_positions
from process.extract.desks.files import load_desk
from process.extract.nlp import MODELS, make_nlp, make_small_nlp
from process.extract.pipeline import Extractor
from tests.quality.conftest import make_article, read_records
from training.parser.corpora import TESTS
from training.parser.evaluate import evaluate

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "parser_floors.toml").read_text(encoding="utf-8"))
PIPELINES = {"full": functools.cache(make_nlp), "small": functools.cache(make_small_nlp)}
ROUNDS = 3

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def treebanks():
    folder = Path(os.environ.get("STANCEWATCH_TEST_UD", ""))
    if (folder / "pud.conllu.gz").is_file():
        return folder
    leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    return leave_out("the treebanks are left out: STANCEWATCH_TEST_UD names no folder that has them")


@pytest.mark.parametrize(
    ("pipeline", "name"), [(pipeline, name) for pipeline in PIPELINES for name in FLOORS[pipeline]]
)
def test_figures_on_treebanks_stay_above_their_floors(treebanks, pipeline, name):
    figures = evaluate(PIPELINES[pipeline](), TESTS[name](treebanks))

    print(figures)  # noqa: T201 - what a failure shows
    floors = FLOORS[pipeline][name]
    assert {layer: round(figures[layer], 3) for layer in floors if round(figures[layer], 3) < floors[layer]} == {}


@pytest.mark.parametrize("name", FLOORS["extraction"])
def test_grammar_on_the_small_pipeline_stays_above_its_floor(name):
    extractor = Extractor(load_desk(None), PIPELINES["small"]())
    records = read_records(name)
    gold = {record["id"]: label_gold(record) for record in records}
    found = {
        record["id"]: [label_position(one) for one in extractor.extract(make_article(record))] for record in records
    }

    positions = score_positions(gold, found).positions

    assert round(positions.f1, 3) >= FLOORS["extraction"][name]["f1"]
    assert round(positions.precision, 3) >= FLOORS["extraction"][name]["precision"]


def test_full_pipeline_is_fast_for_what_it_does():
    texts = [record["text"] for record in read_records("invented")[:5]]
    full, small = (PIPELINES[name]() for name in ("full", "small"))
    for nlp in (full, small):
        read_all(nlp, texts)

    ratios = [read_all(full, texts) / read_all(small, texts) for _ in range(ROUNDS)]

    assert statistics.median(ratios) <= FLOORS["time"]["at_most"]


def read_all(nlp, texts):
    """Return the processor's seconds that reading takes: other work on the machine counts for little."""
    start = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - start


@pytest.mark.parametrize("name", FLOORS["size"])
def test_model_is_no_larger_than_it_was(name):
    size = sum(path.stat().st_size for path in (MODELS / name).rglob("*") if path.is_file())

    assert size / 1e6 <= FLOORS["size"][name]
