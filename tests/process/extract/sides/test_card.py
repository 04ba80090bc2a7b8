import json

import pytest

from process.extract.sides.card import CARD, Calibration, hash_file, read_card

RECORD = {
    "labels": [["ceasefire", "favor"], ["ceasefire", "against"]],
    "calibration": {"slope": 2.0, "offset": -1.0},
    "threshold": 0.6,
    "condition_threshold": 0.4,
    "belief": {"bias": -1.0, "side": 0.7, "article": 0.3, "share": 0.9, "signs": 0.5, "agrees": 0.4},
    "sha256": {},
    "recipe": {"seed": 7},
}


def test_card_is_read_and_knows_its_issues(tmp_path):
    (tmp_path / CARD).write_text(json.dumps(RECORD), encoding="utf-8")

    card = read_card(tmp_path)

    assert card.labels == (("ceasefire", "favor"), ("ceasefire", "against"))
    assert card.issues == {"ceasefire"}
    assert card.calibration == Calibration(2.0, -1.0)
    assert card.belief.signs == 0.5


def test_confidence_without_calibration_is_the_probability():
    assert Calibration().confidence(0.3) == pytest.approx(0.3)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certain_probability_has_a_confidence_too(probability):
    assert 0 <= Calibration(3.0, 1.0).confidence(probability) <= 1


def test_confidence_grows_with_the_probability():
    confidences = [Calibration(0.7, -0.5).confidence(step / 20) for step in range(21)]

    assert confidences == sorted(confidences)


def test_hash_is_that_of_the_content(tmp_path):
    (tmp_path / "a").write_bytes(b"")

    assert hash_file(tmp_path / "a").startswith("e3b0c442")
