import pytest

from process.extract.claim import Claim
from process.extract.holders.doubts import Doubts
from process.extract.reason import Reason, Why
from stancewatch.contracts import Stance

TITLE = "A day in Donetsk"


@pytest.fixture
def doubt(scene_of, desk):
    """Return why the desk holds back a claim that an actor takes a side in the last sentence of a text."""
    doubts = Doubts(desk)

    def find(text, actor, issue, stance, *, confidence=0.6, title=TITLE):
        scene = scene_of(text, title)
        number = len(scene.sentences) - 1
        anchor = next((one.anchor for one in scene.sentences[number].climbs if one.cue.issue == issue), None)
        claim = Claim(scene.actors[actor], None, issue, Stance(stance), number, anchor, None, confidence, "model")
        reason = doubts.hold_back(claim, scene, title).reason
        return reason and reason.why

    return find


REFUSAL = "Robert Fico will never ratify it."


def test_an_issue_without_any_of_its_words_near_is_not_meant(doubt):
    text = f"The allies of NATO met. {REFUSAL}"

    assert doubt(text, "robert-fico", "eu-membership", "against") is Why.UNNAMED
    assert doubt(text, "robert-fico", "nato-membership", "against") is None


@pytest.mark.parametrize("title", ["Ukraine's accession", "The European Union and Kyiv"])
def test_a_title_names_the_issue(doubt, title):
    assert doubt(REFUSAL, "robert-fico", "eu-membership", "against", title=title) is None


def test_an_issue_named_long_before_is_not_meant(doubt):
    text = f"The NATO summit opened. {'It rained. ' * 5}{REFUSAL}"

    assert doubt(text, "robert-fico", "nato-membership", "against", title="Rain") is Why.UNNAMED


def test_an_issue_that_the_desk_lists_no_words_of_is_always_near(doubt):
    assert doubt("Robert Fico put the kettle on.", "robert-fico", "mediation", "favor") is None


@pytest.mark.parametrize("actor", ["vladimir-putin", "russia"])
def test_a_side_that_nobody_of_a_country_takes_must_be_clear(doubt, actor):
    text = "Vladimir Putin of Russia spoke of a withdrawal of Russian troops from Ukraine."

    assert doubt(text, actor, "russian-withdrawal", "favor", confidence=0.69) is Why.UNLIKELY
    assert doubt(text, actor, "russian-withdrawal", "favor", confidence=0.7) is None
    assert doubt(text, actor, "russian-withdrawal", "against") is None


def test_what_was_held_back_before_keeps_its_reason(scene_of, desk):
    scene = scene_of(REFUSAL, TITLE)
    holder, reason = scene.actors["robert-fico"], Reason(Why.OBLIGED)
    known = Claim(holder, None, "sanctions", Stance.AGAINST, 0, None, None, 0.6, "model", reason)

    assert Doubts(desk).hold_back(known, scene, TITLE) is known


def test_of_two_issues_with_the_same_words_the_one_whose_other_words_are_near_is_meant(doubt):
    text = "The NATO summit opened in The Hague. Robert Fico will never ratify Ukraine's accession."

    assert doubt(text, "robert-fico", "eu-membership", "against") is Why.UNNAMED
    assert doubt(text, "robert-fico", "nato-membership", "against") is None


def test_words_that_two_issues_share_name_either_where_nothing_else_is_near(doubt):
    text = "Robert Fico will never ratify Ukraine's accession."

    assert doubt(text, "robert-fico", "eu-membership", "against") is None


@pytest.mark.parametrize(
    ("text", "actor", "issue"),
    [
        ("Zelenskyy said that he wants to keep talking to the Americans.", "volodymyr-zelenskyy", "us-russia-talks"),
        ("Trump wants to sit down with Putin in Jeddah.", "donald-trump", "leaders-summit"),
    ],
)
def test_a_party_of_other_talks_that_names_one_side_means_its_own(doubt, text, actor, issue):
    assert doubt(text, actor, issue, "favor", confidence=0.9) is Why.OTHER_TALKS


def test_who_is_no_party_of_any_talks_and_names_one_side_must_be_clear(doubt):
    text = "Narendra Modi hopes to speak to Washington again."

    assert doubt(text, "narendra-modi", "us-russia-talks", "favor", confidence=0.69) is Why.OTHER_TALKS
    assert doubt(text, "narendra-modi", "us-russia-talks", "favor", confidence=0.7) is None


@pytest.mark.parametrize(
    ("text", "actor", "issue", "stance"),
    [
        ("Trump wants Putin to sit down with Zelenskyy.", "donald-trump", "leaders-summit", "favor"),
        ("Trump told Putin that the three presidents should meet.", "donald-trump", "leaders-summit", "favor"),
        ("Trump thinks that it should be soon.", "donald-trump", "leaders-summit", "favor"),
        ("Putin wants to see Trump again.", "vladimir-putin", "us-russia-talks", "favor"),
        ("Zelenskyy is against calls to Putin.", "volodymyr-zelenskyy", "us-russia-talks", "against"),
    ],
)
def test_talks_are_meant_by_a_party_where_both_or_none_is_named_and_by_who_objects(doubt, text, actor, issue, stance):
    assert doubt(text, actor, issue, stance, confidence=0.5) is None


def test_a_truce_of_another_war_is_not_meant(doubt):
    text = "Macron, who stands by Ukraine, said he welcomed any truce in {}."

    assert doubt(text.format("the Middle East"), "emmanuel-macron", "ceasefire", "favor") is Why.ELSEWHERE
    assert doubt(text.format("Donetsk"), "emmanuel-macron", "ceasefire", "favor") is None


@pytest.mark.parametrize(
    "text",
    [
        "Zelenskyy said a Middle East truce was welcome, and asked for weapons against Russia.",
        "A truce in the Middle East would be welcome, Zelenskyy said after talks on Ukraine.",
        "Zelenskyy welcomes any truce, in the Middle East or anywhere else, but Russia wants none.",
    ],
)
def test_a_thing_said_to_be_of_another_place_is_of_it_in_any_clause(doubt, text):
    assert doubt(text, "volodymyr-zelenskyy", "ceasefire", "favor", confidence=0.9) is Why.ELSEWHERE


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Zelenskyy wanted Israel-style security guarantees, and Russia refused.", "security-guarantees"),
        ("Zelenskyy backed a ceasefire in Ukraine and in the Middle East.", "ceasefire"),
        ("Zelenskyy backed a ceasefire for air strikes, and Russia none.", "ceasefire"),
    ],
)
def test_a_thing_likened_to_or_also_of_another_place_is_meant(doubt, text, issue):
    assert doubt(text, "volodymyr-zelenskyy", issue, "favor", confidence=0.9) is None


ARMS = "The minister spoke in Oslo."


@pytest.mark.parametrize(
    "text",
    [
        f"{ARMS} Denmark will buy missiles.",
        f"{ARMS} Denmark is to borrow money for weapons.",
        f"{ARMS} Denmark will send two Patriots to the eastern flank.",
        f"{ARMS} Denmark bought a Patriot battery to replace the one that it gave to Ukraine.",
    ],
)
def test_arms_that_somebody_gets_for_himself_are_no_aid(doubt, text):
    assert doubt(text, "denmark", "military-aid", "favor", confidence=0.9) is Why.OWN


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{ARMS} Denmark will buy missiles for Ukraine.", TITLE),
        (f"{ARMS} Denmark will buy missiles for the Ukrainian army.", TITLE),
        (f"{ARMS} Denmark will buy missiles that it is going to give to Ukraine.", TITLE),
        (f"{ARMS} Denmark will buy missiles which will be given to Ukraine.", TITLE),
        ("Volodymyr Zelenskyy came to Oslo. Denmark will buy missiles.", TITLE),
        ("Denmark has promised Kyiv a lot. It will buy missiles for it.", TITLE),
        (f"{ARMS} Denmark will buy missiles.", "A present for Ukraine"),
        (f"{ARMS} Denmark will send missiles.", TITLE),
        (f"{ARMS} Denmark will send missiles from its own stocks.", TITLE),
    ],
)
def test_arms_are_aid_where_ukraine_is_named_near_or_nothing_says_otherwise(doubt, text, title):
    assert doubt(text, "denmark", "military-aid", "favor", title=title) is None


def test_arms_that_ukraine_buys_for_itself_are_meant(doubt):
    text = "Volodymyr Zelenskyy spoke in Oslo. The talks were long. He wants to buy missiles."

    assert doubt(text, "volodymyr-zelenskyy", "military-aid", "favor") is None


def test_who_refuses_arms_for_his_own_army_refuses_no_aid(doubt):
    assert doubt(f"{ARMS} Denmark will not buy missiles.", "denmark", "military-aid", "against") is Why.OWN


def test_accession_is_that_of_ukraine_where_another_candidate_is_named_alone(doubt):
    text = "The hall was full. Viktor Orbán wants Moldova in the European Union."

    assert doubt(text, "viktor-orban", "eu-membership", "favor", confidence=0.9) is Why.OWN
    assert doubt(text, "viktor-orban", "eu-membership", "favor", title="Kyiv and Ukraine") is None


@pytest.mark.parametrize("title", ["Egypt presses Hamas again", "Seoul and Pyongyang", "Putin speaks on Gaza"])
def test_under_a_title_about_another_place_the_subject_must_be_named(doubt, title):
    text = "Emmanuel Macron spoke in Paris. He called for a ceasefire."

    assert doubt(text, "emmanuel-macron", "ceasefire", "favor", title=title) is Why.ELSEWHERE
    assert doubt(text, "emmanuel-macron", "ceasefire", "favor") is None


def test_a_mere_aside_does_not_name_the_subject_under_such_a_title(doubt):
    aside = "Steve Witkoff, who met the Russians over the war in Ukraine, landed in Doha. He wants a ceasefire."
    stated = "Steve Witkoff spoke of the war in Ukraine. He wants a ceasefire."

    assert doubt(aside, "steve-witkoff", "ceasefire", "favor", title="Hamas waits") is Why.ELSEWHERE
    assert doubt(stated, "steve-witkoff", "ceasefire", "favor", title="Hamas waits") is None


def test_under_such_a_title_a_thing_aimed_at_the_subject_is_meant(doubt):
    text = "Aleksandar Vučić spoke in Niš. Serbia rejects sanctions on Russia."

    assert doubt(text, "serbia", "sanctions", "against", title="Kosovo waits") is None


def test_under_a_title_about_the_holders_own_country_its_word_on_the_subject_is_meant(doubt):
    text = "The trade ministry spoke in Tokyo. Japan will keep its sanctions {}."

    assert doubt(text.format("until Moscow withdraws"), "japan", "sanctions", "favor", title="Japan decides") is None
    assert doubt(text.format("as they are"), "japan", "sanctions", "favor", title="Japan decides") is Why.ELSEWHERE


@pytest.mark.parametrize("title", ["Ukraine and the Gaza truce", "Russia, trade and tariffs"])
def test_a_title_with_the_subject_or_without_a_place_leads_nowhere_else(doubt, title):
    text = "Emmanuel Macron spoke in Paris. He called for a ceasefire."

    assert doubt(text, "emmanuel-macron", "ceasefire", "favor", title=title) is None


def test_who_wants_russias_troops_out_of_a_region_does_not_want_it_ceded(doubt):
    wanted = "Volodymyr Zelenskyy demanded the withdrawal of Russian forces from Donetsk."

    assert doubt(wanted, "volodymyr-zelenskyy", "territorial-concessions", "favor") is Why.PART
    assert doubt(wanted, "volodymyr-zelenskyy", "territorial-concessions", "against") is None
