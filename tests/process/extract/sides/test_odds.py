import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.extract.sides.odds import logistic, logit


@given(st.floats(-1e6, 1e6))
def test_logistic_stays_between_0_and_1(logit):
    assert 0 <= logistic(logit) <= 1


@given(st.floats(0.001, 0.999))
def test_logit_and_logistic_undo_each_other(probability):
    assert logistic(logit(probability)) == pytest.approx(probability)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certainty_has_a_logit_too(probability):
    assert abs(logit(probability, certain=0.01)) == pytest.approx(4.595, abs=0.001)
