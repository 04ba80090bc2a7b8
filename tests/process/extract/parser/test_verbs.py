import pytest

from process.extract.parser.verbs import Verbs

FORMS = {
    "rise": "rise",
    "rode": "ride",
    "eased": "ease",
    "lift": "lift",
    "drop": "drop",
    "veto": "veto",
    "hope": "hope",
    "deny": "deny",
    "insist": "insist",
    "oppose": "oppose",
}


@pytest.mark.parametrize(
    ("form", "lemma", "verb"),
    [
        ("lifting", "lift", "lift"),  # the rule has made a known verb
        ("easing", "eas", "ease"),
        ("vetoed", "vetoe", "veto"),
        ("dropping", "dropp", "drop"),
        ("hoping", "hop", "hope"),
        ("denies", "denie", "deny"),
        ("denied", "deni", "deny"),
        ("insisted", "insiste", "insist"),
        ("opposes", "oppos", "oppose"),
        ("withstood", "withstood", "withstand"),
        ("waived", "waiv", "waive"),  # unknown verbs, by spelling
        ("paused", "paus", "pause"),
        ("scrapped", "scrapp", "scrap"),
        ("overrode", "overrod", "override"),
        ("froze", "fro", "freeze"),
        ("greeted", "greet", "greet"),
    ],
)
def test_verb_of_a_form_that_was_not_seen(form, lemma, verb):
    assert Verbs(FORMS).find(form, lemma) == verb
