import random

import pytest

from process.extract.sides.card import Calibration
from process.extract.sides.odds import logit
from training.sides.calibration import best_threshold, calibration_error, fit_calibration, reliability


def draw_pairs(truth, count=4000):
    draw = random.Random(3)  # noqa: S311 - chance, not secrets
    probabilities = [draw.random() for _ in range(count)]
    return [(p, draw.random() < truth.confidence(p)) for p in probabilities]


def test_known_line_is_found_again():
    found = fit_calibration(draw_pairs(Calibration(0.5, -1.0)))

    assert found.slope == pytest.approx(0.5, abs=0.06)
    assert found.offset == pytest.approx(-1.0, abs=0.12)


def test_calibration_lowers_the_error():
    pairs = draw_pairs(Calibration(0.4, -1.5))
    found = fit_calibration(pairs)

    assert calibration_error(pairs) > 0.15
    assert calibration_error([(found.confidence(p), right) for p, right in pairs]) < 0.05


def test_findings_that_are_all_right_still_give_a_finite_line():
    found = fit_calibration([(0.8, True)] * 50 + [(0.4, True)] * 50)

    assert 0.5 < found.confidence(0.8) <= 1


def test_findings_that_are_sure_and_often_wrong_give_a_flat_line():
    sure = [(0.99999, True)] * 70 + [(0.99999, False)] * 30 + [(0.00001, False)] * 90 + [(0.00001, True)] * 10

    found = fit_calibration(sure)

    assert found.confidence(0.99999) == pytest.approx(0.7, abs=0.01)
    assert found.confidence(0.00001) == pytest.approx(0.1, abs=0.01)


def test_logit_is_finite_at_both_ends():
    assert logit(0.0) == pytest.approx(-logit(1.0))


def test_reliability_leaves_out_empty_bins():
    (low, high) = reliability([(0.05, False), (0.95, True), (1.0, True)])

    assert (low.count, high.count, high.right) == (1, 2, 1.0)


def test_threshold_is_the_middle_of_the_best_plateau():
    scores = {0.1: 0.2, 0.2: 0.8, 0.3: 0.801, 0.4: 0.799, 0.5: 0.3}

    assert best_threshold(scores.__getitem__, grid=tuple(scores)) == 0.3
