import pytest

from process.extract.claim import Claim
from process.extract.holders.aims import Aims
from process.extract.reading.elsewhere import Elsewhere
from stancewatch.contracts import Stance

TITLE = "A day in Kyiv"


@pytest.fixture
def aim(scene_of, desk):
    """Return at which other state a claim about the first actor of a sentence is found to be aimed."""
    aims = Aims(desk, Elsewhere(desk))

    def find(text, actor, issue, stance="favor", *, is_found=True, title=TITLE):
        scene = scene_of(text, title)
        climbs = [one for one in scene.sentences[-1].climbs if one.cue.issue == issue]
        assert climbs
        anchor = climbs[0].anchor if is_found else None
        number = len(scene.sentences) - 1
        claim = Claim(scene.actors[actor], None, issue, Stance(stance), number, anchor, None, 0.9, "model")
        reason = aims.find_other(claim, scene, title)
        return reason and reason.words

    return find


@pytest.mark.parametrize(
    ("text", "actor", "issue", "word"),
    [
        ("The European Union imposed sanctions on Belarus.", "european-union", "sanctions", "Belarus"),
        ("Norway joined the sanctions against Minsk on Friday.", "norway", "sanctions", "Minsk"),
        ("The Danes imposed sanctions on Belarusian officials.", "denmark", "sanctions", "officials"),
        ("The European Union wants sanctions on Lukashenko.", "european-union", "sanctions", "Lukashenko"),
        ("France will station a battalion in Romania.", "france", "peacekeepers", "Romania"),
        ("France said that a European force would be sent to Estonia and Latvia.", "france", "peacekeepers", "Estonia"),
        ("Germany will deliver missiles to Turkey.", "germany", "military-aid", "Turkey"),
        (
            "Vladimir Putin offered on Sunday to mediate between Israel and Iran.",
            "vladimir-putin",
            "mediation",
            "Israel",
        ),
        ("The Kremlin rejects talks with Moldova.", "russia", "negotiations", "Moldova"),
        ("Volodymyr Zelenskyy is ready for talks with Poland.", "volodymyr-zelenskyy", "negotiations", "Poland"),
    ],
)
def test_a_thing_may_be_aimed_at_another_state(aim, text, actor, issue, word):
    assert aim(text, actor, issue) == word


@pytest.mark.parametrize(
    ("text", "actor", "issue"),
    [
        ("The European Union imposed sanctions on Russia.", "european-union", "sanctions"),
        ("The European Union imposed sanctions on Russia and Belarus.", "european-union", "sanctions"),
        ("The European Union imposed sanctions on China for buying Russian oil.", "european-union", "sanctions"),
        ("The European Union imposed sanctions on eleven banks.", "european-union", "sanctions"),
        (
            "The European Union imposed sanctions on Belarus for its part in the war on Ukraine.",
            "european-union",
            "sanctions",
        ),
        ("France will station a battalion in Odesa.", "france", "peacekeepers"),
        ("France has agreed in Bucharest to send a battalion.", "france", "peacekeepers"),
        ("Germany will send Turkey the tanks that it owes Ukraine.", "germany", "military-aid"),
        ("The Kremlin is ready for talks with Washington.", "russia", "negotiations"),
        ("Qatar has offered to mediate between Russia and the West.", "qatar", "mediation"),
        ("Turkey is ready to host talks in Istanbul.", "turkey", "mediation"),
    ],
)
def test_a_thing_is_the_issues_own_where_those_are_named_whom_it_is_about_or_nobody(aim, text, actor, issue):
    assert aim(text, actor, issue) is None


def test_all_words_of_the_issue_are_looked_at_where_the_grammar_has_found_no_holder(aim):
    text = "Talks with Moldova are out of the question for the Kremlin."

    assert aim(text, "russia", "negotiations", "against", is_found=False) == "Moldova"


def test_who_is_under_sanctions_himself_pleads_his_own_case(aim):
    text = "Alexander Lukashenko wants the sanctions that were imposed on {} to be lifted."

    assert aim(text.format("him"), "alexander-lukashenko", "sanctions", "against") == "him"
    assert aim(text.format("Russia"), "alexander-lukashenko", "sanctions", "against") is None


def test_a_capital_in_which_something_is_announced_is_no_aim(aim):
    assert aim("France announced the deployment of its troops in Warsaw.", "france", "peacekeepers") is None


def test_a_thing_is_aimed_as_it_was_when_last_named(aim):
    text = "The European Union imposed sanctions on {}. Viktor Orbán said that sanctions were useless."

    assert aim(text.format("Minsk"), "viktor-orban", "sanctions", "against") == "Minsk"
    assert aim(text.format("Moscow"), "viktor-orban", "sanctions", "against") is None


@pytest.mark.parametrize("title", ["A day in Kyiv", "The Ukrainians wait", "Zelenskyy in Oslo"])
def test_those_whom_the_issue_is_about_are_named_before_in_the_title_or_soon_after(aim, title):
    text = "Norway will send missiles."

    assert aim(text, "norway", "military-aid", title="A day in Oslo") == ""
    assert aim(text, "norway", "military-aid", title=title) is None
    assert aim(f"The snow in Donetsk melts. {'It rained. ' * 9}{text}", "norway", "military-aid", title="Rain") is None


def test_an_issue_without_an_aim_has_none(aim):
    assert aim("Norway wants an election in Belarus and Ukraine.", "norway", "elections") is None


def test_a_text_is_searched_once_for_whom_an_issue_is_about(scene_of, desk, monkeypatch):
    searched = []
    find_first = Aims._find_first
    monkeypatch.setattr(Aims, "_find_first", lambda *given: searched.append(given) or find_first(*given))
    aims, scene = Aims(desk, Elsewhere(desk)), scene_of("Hungary opposes sanctions. Norway backs sanctions.", "News")

    for number, actor in enumerate(("hungary", "norway")):
        claim = Claim(scene.actors[actor], None, "sanctions", Stance.FAVOR, number, None, None, 0.9, "model")
        assert aims.find_other(claim, scene, "News")

    assert len(searched) == 1
