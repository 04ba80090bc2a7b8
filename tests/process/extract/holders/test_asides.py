import pytest

from process.extract.reason import Why


def test_a_thing_that_is_only_possible_is_not_wanted(veto):
    text = "Moscow and Kyiv agreed to present their vision of a possible ceasefire."

    assert veto(text, "ukraine", "ceasefire", "favor") is Why.SPECULATIVE
    assert veto("Kyiv agreed to a full ceasefire.", "ukraine", "ceasefire", "favor") is None


def test_who_asks_for_another_thing_first_is_not_for_what_comes_then(veto):
    text = "The Kremlin wants its banks readmitted before it honours the truce."

    assert veto(text, "russia", "ceasefire", "favor") is Why.OBLIGED


@pytest.mark.parametrize(
    "text",
    [
        "Reports that Vladimir Putin conveyed an offer of a ceasefire are not true, the Kremlin said.",
        "The report that Vladimir Putin proposed a ceasefire is false.",
    ],
)
def test_what_is_said_to_be_untrue_is_no_stance(veto, text):
    assert veto(text, "vladimir-putin", "ceasefire", "favor") is Why.DENIED


def test_who_gives_up_a_demand_does_not_refuse_the_thing(veto):
    text = "The White House backed off its demand for an immediate ceasefire."

    assert veto(text, "united-states", "ceasefire", "against") is Why.GIVEN_UP


def test_who_gives_up_a_bid_does_without_the_thing(veto):
    text = "Kyiv dropped its bid to join NATO."

    assert veto(text, "ukraine", "nato-membership", "against") is None


def test_an_act_that_would_be_to_do_something_worse_is_not_wanted(veto):
    text = "“To lift the sanctions on Russia would be to pay the burglar,” Friedrich Merz said."

    assert veto(text, "friedrich-merz", "sanctions", "against") is Why.HYPOTHETICAL
    assert veto(text, "friedrich-merz", "sanctions", "favor") is None


@pytest.mark.parametrize(
    "text",
    [
        "The tanker had broken the sanctions imposed by Britain on Russia.",
        "He spoke of a price cap on Russian oil set by Poland and Britain.",
    ],
)
def test_whose_rule_is_in_force_is_only_mentioned(veto, text):
    assert veto(text, "united-kingdom", "sanctions", "favor") is Why.MENTIONED


@pytest.mark.parametrize(
    "text",
    [
        "Britain spoke of the sanctions imposed by Britain on Russia.",
        "Sanctions on Russia were imposed by Britain.",
        "The sanctions backed by Britain would hurt Russia.",
    ],
)
def test_who_acts_or_backs_an_act_is_more_than_mentioned(veto, text):
    assert veto(text, "united-kingdom", "sanctions", "favor") is None


def test_what_somebody_once_said_beside_is_not_held(veto):
    text = "Robert Fico, who once called the sanctions on Russia a triumph, struck a different note."

    assert veto(text, "robert-fico", "sanctions", "favor") is Why.GIVEN_UP
