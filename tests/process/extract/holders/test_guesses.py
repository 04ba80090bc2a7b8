import pytest

from process.extract.reason import Why


@pytest.mark.parametrize(
    "text",
    [
        "Some observers believe that Putin would agree to a truce if his generals told him that it was over.",
        "Diplomats in the city reckon that Putin will accept a ceasefire.",
        "Others fear Putin may reject a ceasefire.",
    ],
)
def test_what_people_without_a_name_think_that_he_would_do_is_a_guess(veto, text):
    stance = "against" if "reject" in text else "favor"

    assert veto(text, "vladimir-putin", "ceasefire", stance) is Why.SPECULATIVE


@pytest.mark.parametrize(
    "text",
    [
        "Putin believes that a ceasefire would help Russia.",
        "Some observers believe that Putin is wrong, but he wants a ceasefire.",
        "Diplomats know that Putin will accept a ceasefire.",
    ],
)
def test_what_he_thinks_himself_or_what_is_known_is_no_guess(veto, text):
    assert veto(text, "vladimir-putin", "ceasefire", "favor") is None
