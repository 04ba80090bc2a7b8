from dataclasses import replace

from process.extract.claim import Claim, believed, clearest
from stancewatch.contracts import Actor, Stance

RUSSIA = Actor(id="russia", name="Russia", kind="state")
CLAIM = Claim(RUSSIA, None, "ceasefire", Stance.AGAINST, 3, None, None, 0.6, "model")


def test_surest_claim_of_a_holder_on_a_side_is_kept():
    surer = replace(CLAIM, confidence=0.8, sentence=5)

    assert clearest([CLAIM, surer]) == [surer]


def test_earliest_of_equals_is_kept_whatever_the_order():
    later = replace(CLAIM, sentence=4)

    assert clearest([CLAIM, later]) == clearest([later, CLAIM]) == [CLAIM]


def test_both_sides_of_an_issue_are_two_claims():
    other = replace(CLAIM, stance=Stance.FAVOR)

    assert clearest([CLAIM, other]) == [CLAIM, other]


def test_claims_below_the_threshold_become_no_position():
    assert believed([CLAIM], 0.6) == [CLAIM]
    assert believed([CLAIM], 0.61) == []
