import pytest

from process.extract.claim import Claim
from process.extract.holders.vetoes import hold_back
from process.extract.reason import Why
from stancewatch.contracts import Stance


@pytest.fixture
def veto(scene_of):
    """Return why a claim is held back that an actor of the text takes a side in its last sentence."""

    def find(text, actor, issue, stance):
        scene = scene_of(text)
        view = scene.sentences[-1]
        anchor = next((one.anchor for one in view.climbs if one.cue.issue == issue and one.findings), None)
        claim = Claim(
            scene.actors[actor], None, issue, Stance(stance), len(scene.sentences) - 1, anchor, None, 0.6, "model"
        )
        reason = hold_back(claim, scene).reason
        return reason and reason.why

    return find


@pytest.mark.parametrize(
    "text",
    [
        "Zelenskyy rejected any negotiations that exclude Ukraine.",
        "Zelenskyy rejected any negotiations that exclude Ukraine from the peace process.",
        "Zelenskyy has rejected any peace talks without Ukraine.",
    ],
)
def test_who_refuses_one_kind_of_talks_does_not_refuse_talks(veto, text):
    assert veto(text, "volodymyr-zelenskyy", "negotiations", "against") is Why.PART
    assert veto(text, "volodymyr-zelenskyy", "ukraine-at-the-table", "favor") is None


def test_who_refuses_talks_refuses_them(veto):
    assert veto("Zelenskyy rejected negotiations.", "volodymyr-zelenskyy", "negotiations", "against") is None


@pytest.mark.parametrize(
    "text",
    [
        "Donald Tusk would not be drawn on Polish soldiers in Ukraine.",
        "Donald Tusk has not yet decided whether Poland will send soldiers to Ukraine.",
        "Donald Tusk declined to say whether Poland would send soldiers to Ukraine.",
    ],
)
def test_who_takes_no_position_has_none(veto, text):
    assert veto(text, "donald-tusk", "peacekeepers", "against") is Why.UNDECIDED


def test_what_stands_beside_no_position_is_one(veto):
    text = "Donald Tusk would not be drawn on dates but rejected sanctions on Russia."

    assert veto(text, "donald-tusk", "sanctions", "against") is None


def test_who_would_have_to_do_a_thing_under_a_plan_is_not_for_it(veto):
    text = "Moscow made its plan known. Under it, Kyiv would have to give up Crimea."

    assert veto(text, "ukraine", "territorial-concessions", "favor") is Why.OBLIGED


def test_what_a_country_says_that_it_would_have_to_do_is_its_own(veto):
    text = "“Ukraine would have to give up Crimea,” Volodymyr Zelenskyy said."

    assert veto(text, "ukraine", "territorial-concessions", "favor") is None


def test_what_somebody_has_never_suggested_is_left_open(veto):
    assert veto("Keith Kellogg had never suggested handing over Donbas.", "keith-kellogg", "territorial-concessions",
                "against") is Why.DENIED  # fmt: skip


def test_whose_minister_acts_does_not_act(veto):
    text = "Viktor Orban was in Brussels. His foreign minister, Péter Szijjártó, rejected the ceasefire."

    assert veto(text, "viktor-orban", "ceasefire", "against") is Why.BESIDE
    assert veto(text, "peter-szijjarto", "ceasefire", "against") is None
