"""The model of sides that lies in the bundled desk."""

import json

import pytest

from process.extract.desks.files import DEFAULT_DESK, DESKS, MODEL_FOLDER
from process.extract.sides.card import CARD, hash_file, read_card
from process.extract.sides.component import QUESTION, SIDES, SideScorer
from process.extract.sides.model import VOCABULARY, Question
from process.extract.sides.network import ENCODER, WHOLE

FOLDER = DESKS / DEFAULT_DESK / MODEL_FOLDER
TEXT = "Hungary will never agree to new sanctions on Russia. It rained."


@pytest.fixture(scope="module")
def scorer():
    return SideScorer().from_disk(FOLDER)


def test_files_are_those_that_the_card_names():
    card = read_card(FOLDER)

    assert {name: hash_file(FOLDER / name) for name in card.sha256} == dict(card.sha256)


def test_model_knows_every_issue_of_the_desk(desk):
    assert set(desk.issue_ids) <= read_card(FOLDER).issues


def test_plain_stance_is_seen_and_small_talk_is_not(scorer, nlp):
    first, second = scorer(nlp(TEXT))._.get(SIDES)

    assert (first[0].issue, first[0].stance) == ("sanctions", "against")
    assert first[0].confidence > 0.5
    assert all(side.confidence < 0.2 for side in second)


def test_sentence_that_is_not_wanted_takes_no_side(scorer, nlp):
    doc = nlp(TEXT)
    doc._.set(QUESTION, Question(wanted={1}))

    assert scorer(doc)._.get(SIDES)[0] == ()


def test_saved_component_says_the_same(scorer, nlp, tmp_path):
    scorer.to_disk(tmp_path / "saved")
    loaded = SideScorer().from_disk(tmp_path / "saved")

    assert loaded.predict(nlp(TEXT)) == scorer.predict(nlp(TEXT))


def test_network_of_bytes_says_what_the_network_of_blocks_does(scorer, nlp, tmp_path):
    for name in (WHOLE, VOCABULARY):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    card = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    del card["sha256"][ENCODER]
    (tmp_path / CARD).write_text(json.dumps(card), encoding="utf-8")
    doc = nlp(TEXT)

    in_bytes, in_blocks = scorer.predict(doc)[0][0], SideScorer().from_disk(tmp_path).predict(doc)[0][0]

    assert (in_bytes.issue, in_bytes.stance) == (in_blocks.issue, in_blocks.stance)
    assert in_bytes.confidence != in_blocks.confidence  # else the same network was loaded twice
    assert in_bytes.confidence == pytest.approx(in_blocks.confidence, abs=0.1)


def test_component_without_a_model_says_what_to_do(nlp):
    with pytest.raises(ValueError, match="from_disk"):
        nlp.create_pipe("side_scorer")(nlp(TEXT))
