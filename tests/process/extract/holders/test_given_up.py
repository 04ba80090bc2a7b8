import pytest

from process.extract.reason import Why


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Robert Fico has dropped his opposition to the sanctions on Russia, diplomats said.",
        "Robert Fico lifted his veto on the sanctions on Wednesday and now backs the package in full.",
        "Robert Fico gave up his resistance to the sanctions on Russia.",
        "Robert Fico's objections to the sanctions on Russia were withdrawn on Monday.",
    ],
)
def test_who_has_given_up_an_opposition_is_not_against_the_thing(veto, text):
    assert veto(text, "robert-fico", "sanctions", "against") is Why.GIVEN_UP
    assert veto(text, "robert-fico", "sanctions", "favor") is None


def test_who_has_given_up_a_demand_holds_neither_side(veto):
    text = "Ukraine gave up its demand for NATO membership."

    assert veto(text, "ukraine", "nato-membership", "favor") is Why.GIVEN_UP
    assert veto(text, "ukraine", "nato-membership", "against") is Why.GIVEN_UP


@pytest.mark.parametrize(
    "text",
    [
        "Robert Fico has not dropped his opposition to the sanctions on Russia.",
        "Robert Fico may soften his opposition to the sanctions on Russia next week.",
        "The envoys urged Robert Fico to drop his veto on the sanctions on Russia.",
        "Robert Fico dropped his objections to the loan and rejected the sanctions on Russia.",
    ],
)
def test_what_is_not_given_up_is_held(veto, text):
    assert veto(text, "robert-fico", "sanctions", "against") is None


@pytest.mark.parametrize(
    "text",
    [
        "Robert Fico waived his objections to the sanctions on Russia.",
        "Robert Fico backed away from his opposition to the sanctions on Russia.",
        "Robert Fico scrapped his threat to veto the sanctions on Russia.",
        "Robert Fico said he would lift his freeze on the sanctions against Russia.",
    ],
)
def test_what_is_waived_or_let_go_is_given_up(veto, text):
    assert veto(text, "robert-fico", "sanctions", "against") is not None
