import pytest

from process.extract.claim import MODEL, Claim
from process.extract.holders.reversed import find_reversed
from process.extract.reason import Why
from stancewatch.contracts import Stance


@pytest.mark.parametrize(
    "text",
    [
        "Robert Fico had blocked the sanctions on Russia for weeks, but lifted his veto on Friday.",
        "Robert Fico had rejected the sanctions on Russia, but relented in May.",
        "Robert Fico had opposed the sanctions on Russia, but changed his mind.",
        "Robert Fico, who had rejected the sanctions on Russia, now supports them.",
    ],
)
def test_what_is_undone_is_held_no_more(veto, text):
    assert veto(text, "robert-fico", "sanctions", "against") is Why.GIVEN_UP


@pytest.mark.parametrize(
    "text",
    [
        "Norway had paused its arms deliveries to Ukraine, but resumed them a week later.",
        "Norway paused its arms deliveries to Ukraine in May before resuming them in June.",
        "Norway halted and then restarted arms exports to Ukraine.",
        "Norway had suspended arms deliveries to Ukraine but has since restored them.",
    ],
)
def test_what_is_taken_up_again_is_ended_no_more(veto, text):
    assert veto(text, "norway", "military-aid", "against") is Why.GIVEN_UP


@pytest.mark.parametrize(
    "text",
    [
        "Robert Fico has stopped opposing the sanctions on Russia.",
        "Robert Fico no longer opposes the sanctions on Russia.",
        "Robert Fico ceased to resist the sanctions on Russia.",
    ],
)
def test_who_has_ceased_to_oppose_holds_neither_side(veto, text):
    assert veto(text, "robert-fico", "sanctions", "against") is Why.GIVEN_UP
    assert veto(text, "robert-fico", "sanctions", "favor") is Why.GIVEN_UP


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Robert Fico stopped opposing the oil embargo on Russia and now backs it.", "favor"),
        ("Robert Fico has stopped blocking the sanctions on Russia.", "favor"),
        ("Robert Fico rejected the sanctions on Russia, but lifted the ban on grain.", "against"),
        ("Robert Fico rejected the sanctions on Russia, but Estonia changed its mind.", "against"),
        ("Robert Fico rejected the sanctions on Russia and would not change his mind.", "against"),
    ],
)
def test_what_still_holds_is_held(veto, text, stance):
    assert veto(text, "robert-fico", "sanctions", stance) is None


@pytest.mark.parametrize("verb", ["ditched", "dropped", "scrapped", "has abandoned"])
def test_who_gives_up_a_plan_to_end_a_thing_is_for_it(find, verb):
    assert find(f"The EU {verb} its plan to lift sanctions on Russian banks.") == [
        ("European Union", "sanctions", "favor")
    ]
    assert find(f"The EU {verb} a plan to send troops to Ukraine.") == [("European Union", "peacekeepers", "against")]


@pytest.mark.parametrize(
    ("following", "why"),
    [
        ("He relented on Friday.", Why.GIVEN_UP),
        ("He gave in after a night of talks.", Why.GIVEN_UP),
        ("He lifted the veto in May.", Why.GIVEN_UP),
        ("He has not relented.", None),
        ("He lifted his veto on the package on Friday.", Why.GIVEN_UP),
        ("He reversed his decision to block them.", Why.GIVEN_UP),
        ("He lifted the ban on grain.", None),
        ("He changed his position on gas imports last year.", None),
        ("He reversed his decision to leave the court.", None),
        ("He backed down from his threat.", Why.GIVEN_UP),
        ("He relented on gas imports.", None),
        ("He backed down from a row on milk.", None),
        ("The rain relented on Friday.", None),
    ],
)
def test_who_gives_way_in_the_next_sentence_is_against_no_more(scene_of, following, why):
    scene = scene_of(f"Robert Fico rejected the sanctions on Russia. {following}")
    holder = next(actor for actor in scene.actors.values() if actor.name == "Robert Fico")
    claim = Claim(holder, None, "sanctions", Stance.AGAINST, 0, None, None, 0.9, MODEL)

    reason = find_reversed(claim, scene)

    assert (reason.why if reason else None) is why
