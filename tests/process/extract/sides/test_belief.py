from hypothesis import given
from hypothesis import strategies as st

from process.extract.holders.weights import Weights
from process.extract.sides.belief import Belief, Evidence

BELIEF = Belief(bias=-1.0, side=0.7, article=0.3, share=1.0, signs=0.5, agrees=0.5)
chance = st.floats(0, 1)


@given(chance, chance, chance, st.floats(-30, 30), st.booleans())
def test_confidence_is_a_probability_for_all_evidence(side, article, share, signs, agrees):
    assert 0 <= BELIEF.confidence(Evidence(side, article, share, signs, agrees)) <= 1


@given(chance, chance)
def test_more_evidence_is_never_believed_less(low, high):
    low, high = sorted((low, high))

    weaker, stronger = (BELIEF.confidence(Evidence(side, 0.5, 0.5, 0.0, agrees=False)) for side in (low, high))

    assert weaker <= stronger


def test_signs_without_a_weight_weigh_nothing():
    weights = Weights(-1.0, {"speaks": 2.0})

    assert weights.score({"speaks", "unheard of"}) == 1.0
