from dataclasses import replace

from process.extract.claim import Claim, believed, clearest, without_strangers
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Stance

RUSSIA = Actor(id="russia", name="Russia", kind="state")
UKRAINE = Actor(id="ukraine", name="Ukraine", kind="state")
PESKOV = Actor(id="dmitry-peskov", name="Dmitry Peskov", kind="person")
CLAIM = Claim(RUSSIA, None, "ceasefire", Stance.AGAINST, 3, None, None, 0.6, "model")


def test_surest_claim_of_a_holder_on_a_side_is_kept():
    surer = replace(CLAIM, confidence=0.8, sentence=5)

    assert clearest([CLAIM, surer]) == [surer]


def test_earliest_of_equals_is_kept_whatever_the_order():
    later = replace(CLAIM, sentence=4)

    assert clearest([CLAIM, later]) == clearest([later, CLAIM]) == [CLAIM]


def test_both_sides_of_an_issue_are_kept_only_where_both_are_likely():
    likely, unlikely = (replace(CLAIM, stance=Stance.FAVOR, confidence=sure, sentence=8) for sure in (0.58, 0.4))

    assert believed([CLAIM, likely], 0.3) == [CLAIM, likely]
    assert believed([CLAIM, unlikely], 0.3) == [CLAIM]


def test_second_holder_of_a_sentence_must_be_nearly_as_likely():
    likely, unlikely = (replace(CLAIM, holder=UKRAINE, confidence=sure) for sure in (0.55, 0.35))

    assert believed([CLAIM, likely], 0.3) == [CLAIM, likely]
    assert believed([CLAIM, unlikely], 0.3) == [CLAIM]
    assert believed([CLAIM, replace(unlikely, sentence=9)], 0.3) == [CLAIM, replace(unlikely, sentence=9)]


def test_who_speaks_for_the_holder_holds_nothing_beside():
    spoken = replace(CLAIM, speaker=PESKOV)
    own = replace(CLAIM, holder=PESKOV, confidence=0.59)

    assert believed([own, spoken], 0.3) == [spoken]


def test_who_tells_of_another_holds_nothing_where_the_grammar_has_found_the_other():
    told = replace(CLAIM, speaker=UKRAINE, rule="model+grammar:ceasefire.1", confidence=0.4)
    teller = replace(CLAIM, holder=UKRAINE)

    assert believed([teller, told], 0.3) == [told]
    assert believed([replace(teller, sentence=9), told], 0.3) == [replace(teller, sentence=9), told]
    assert believed([teller, replace(told, rule="model")], 0.3) == [teller]


def test_two_states_that_the_grammar_has_found_both_hold_it_whoever_speaks():
    told = replace(CLAIM, speaker=UKRAINE, rule="grammar:ceasefire.1")
    own = replace(CLAIM, holder=UKRAINE, rule="grammar:ceasefire.1")

    assert believed([told, own], 0.3) == [told, own]
    assert believed([told, replace(own, holder=PESKOV)], 0.3) == [told, replace(own, holder=PESKOV)]
    assert believed([replace(told, speaker=PESKOV), replace(own, holder=PESKOV)], 0.3) == [
        replace(told, speaker=PESKOV)
    ]


def test_claims_below_the_threshold_become_no_position():
    assert believed([CLAIM], 0.6) == [CLAIM]
    assert believed([CLAIM], 0.61) == []


def test_stranger_is_held_back_and_leaves_others_no_room():
    stranger, weaker = without_strangers(CLAIM, {RUSSIA}), replace(CLAIM, holder=UKRAINE, confidence=0.35)

    assert stranger.reason == Reason(Why.UNEXPLAINED, "Russia")
    assert believed([stranger, weaker], 0.3) == []
    assert believed([stranger, replace(weaker, sentence=9)], 0.3) == [replace(weaker, sentence=9)]


def test_stranger_speaks_for_nobody():
    assert without_strangers(replace(CLAIM, speaker=PESKOV), {PESKOV}) == CLAIM
    assert without_strangers(replace(CLAIM, speaker=PESKOV), {UKRAINE}).speaker == PESKOV


def test_why_a_stranger_is_held_back_is_what_was_found_first():
    asked = replace(CLAIM, reason=Reason(Why.OBLIGED, "must"))

    assert without_strangers(asked, {RUSSIA}) == asked
