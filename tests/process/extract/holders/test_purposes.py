"""What another's plan is for is not the side of who only tells of it."""

import pytest

from process.extract.reason import Why


@pytest.mark.parametrize(
    ("text", "actor", "issue"),
    [
        ("Macron said the Russian proposal was designed to end military aid to Ukraine.", "emmanuel-macron",
         "military-aid"),
        ("Rubio described a Russian scheme to keep Ukraine out of NATO.", "marco-rubio", "nato-membership"),
        ("Tusk said Putin's raid was an attempt to stop arms deliveries to Ukraine.", "donald-tusk", "military-aid"),
    ],
)  # fmt: skip
def test_who_tells_what_another_is_up_to_does_not_want_it(veto, text, actor, issue):
    assert veto(text, actor, issue, "against") is Why.BESIDE


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("Starmer welcomed the American plan to send arms to Ukraine.", "keir-starmer", "favor"),
        ("Starmer praised the American plan to send arms to Ukraine.", "keir-starmer", "favor"),
        ("Macron said the French proposal was designed to end military aid to Ukraine.", "emmanuel-macron", "against"),
        ("Macron presented his plan to send arms to Ukraine.", "emmanuel-macron", "favor"),
        ("Macron said the Russian proposal was designed to end military aid to Ukraine.", "russia", "against"),
        ("Tusk said the proposal was designed to end military aid to Ukraine.", "donald-tusk", "against"),
    ],
)
def test_who_has_or_backs_a_plan_wants_what_it_is_for(veto, text, actor, stance):
    assert veto(text, actor, "military-aid", stance) is None
