import pytest

from process.extract.claim import Claim
from process.extract.holders.vetoes import hold_back
from process.extract.reason import Reason, Why
from stancewatch.contracts import Stance


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


@pytest.mark.parametrize(
    "text",
    [
        "Last year in Washington the allies promised Kyiv a path into NATO.",
        "Leaders promised Kyiv in Washington a path into NATO.",
    ],
)
def test_a_country_that_is_only_a_place_holds_nothing(veto, text):
    assert veto(text, "united-states", "nato-membership", "favor") is Why.BESIDE


def test_a_capital_in_which_officials_speak_is_no_mere_place(veto):
    text = "In Moscow, the foreign ministry rejected NATO membership for Ukraine."

    assert veto(text, "russia", "nato-membership", "against") is None


def test_what_somebody_is_expected_to_do_is_a_guess(veto):
    text = "Viktor Orban is expected to back the sanctions on Friday."

    assert veto(text, "viktor-orban", "sanctions", "favor") is Why.SPECULATIVE
    assert veto("Viktor Orban backs the sanctions.", "viktor-orban", "sanctions", "favor") is None


@pytest.mark.parametrize(
    "text",
    ["Spain stopped short of rejecting the American plan.", "Spain would not rule out supporting the American plan."],
)
def test_who_only_does_not_refuse_takes_no_side(veto, text):
    assert veto(text, "spain", "us-peace-plan", "favor") is Why.UNDECIDED


@pytest.mark.parametrize(
    "text",
    [
        "Friedrich Merz asked whether Russia would ever agree to a ceasefire.",
        "Friedrich Merz wonders what a ceasefire is to be good for.",
    ],
)
def test_who_asks_a_question_has_not_answered_it(veto, text):
    assert veto(text, "friedrich-merz", "ceasefire", "favor") is Why.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "Friedrich Merz asked Russia to agree to a ceasefire.",
        "Friedrich Merz asked what it would cost and called for a ceasefire.",
        "Friedrich Merz asked that a ceasefire be declared.",
        "Friedrich Merz has asked who will pay, and he expects that a ceasefire will come.",
    ],
)
def test_who_asks_for_a_thing_wants_it(veto, text):
    assert veto(text, "friedrich-merz", "ceasefire", "favor") is None


@pytest.mark.parametrize("stance", ["favor", "against"])
def test_side_of_a_pronoun_is_that_of_the_proposal_before(veto, stance):
    text = "The plan foresees lifting sanctions on Russia. Germany opposes this."

    assert veto(text, "germany", "sanctions", stance) is (Why.OUTWEIGHED if stance == "against" else None)


def test_whom_only_the_next_sentence_names_is_not_of_this_one(scene_of):
    scene = scene_of("The plan foresees lifting sanctions on Russia. Germany opposes this.")
    claim = Claim(scene.actors["germany"], None, "sanctions", Stance.AGAINST, 0, None, None, 0.6, "model")

    assert hold_back(claim, scene).reason == Reason(Why.OUTWEIGHED, "this")


def test_a_court_takes_no_side(veto):
    text = "The International Criminal Court upheld the sanctions on Russia."

    assert veto(text, "international-criminal-court", "sanctions", "favor") is Why.NOBODY


def test_somebody_who_once_was_an_ambassador_takes_no_side(scene_of):
    scene = scene_of("The former Danish ambassador to Poland Jo Dow rejects sanctions on Russia.")
    holder = next(actor for actor in scene.actors.values() if actor.name == "Jo Dow")
    claim = Claim(holder, None, "sanctions", Stance.AGAINST, 0, None, None, 0.9, "model")

    assert hold_back(claim, scene).reason == Reason(Why.NOBODY, "Jo Dow")


@pytest.mark.parametrize(
    "text",
    [
        "Robert Fico agreed to drop his objections to the sanctions on Russia.",
        "Robert Fico urged Vienna to lift its veto on the sanctions on Russia.",
        "Robert Fico refused to block the sanctions on Russia.",
    ],
)
def test_who_turns_a_refusal_round_does_not_refuse(veto, text):
    assert veto(text, "robert-fico", "sanctions", "against") is Why.OUTWEIGHED
    assert veto(text, "robert-fico", "sanctions", "favor") is None


def test_who_keeps_a_veto_refuses(veto):
    assert veto("Robert Fico refused to lift his veto on the sanctions.", "robert-fico", "sanctions", "against") is None


@pytest.mark.parametrize(
    ("text", "stance", "why"),
    [
        ("Robert Fico used to oppose the sanctions on Russia.", "against", Why.GIVEN_UP),
        ("Robert Fico refused to rule out sanctions on Russia.", "favor", Why.UNDECIDED),
        ("Robert Fico did not reject the sanctions on Russia.", "favor", Why.UNDECIDED),
    ],
)
def test_what_is_past_or_left_open_is_not_held(veto, text, stance, why):
    assert veto(text, "robert-fico", "sanctions", stance) is why


@pytest.mark.parametrize(
    "text",
    [
        "Unlike Hungary, Poland backed the sanctions on Russia.",
        "The 26 leaders, without Hungary, backed the sanctions on Russia.",
        "All but Hungary backed the sanctions on Russia.",
    ],
)
def test_who_is_set_apart_does_not_do_what_others_do(veto, text):
    assert veto(text, "hungary", "sanctions", "favor") is Why.OUTWEIGHED
    assert veto(text, "hungary", "sanctions", "against") is None


def test_who_is_set_apart_but_speaks_may_hold_what_he_says(veto):
    text = "Unlike Hungary, Poland backed the sanctions on Russia, and Hungary backed them too."

    assert veto(text, "hungary", "sanctions", "favor") is None


def test_who_blames_another_for_a_side_does_not_take_it(veto):
    text = "Donald Tusk accused Viktor Orbán of blocking sanctions on Russia."

    assert veto(text, "donald-tusk", "sanctions", "against") is Why.OUTWEIGHED
    assert veto(text, "viktor-orban", "sanctions", "against") is None


def test_what_a_text_asks_is_not_held_but_what_somebody_asks_may_be(veto):
    assert veto("Will Vladimir Putin agree to a ceasefire?", "vladimir-putin", "ceasefire", "favor") is Why.QUESTION
    assert veto("“Why not a ceasefire?” Vladimir Putin asked.", "vladimir-putin", "ceasefire", "favor") is None
    assert veto("Hungary vetoed sanctions, but who will stop it?", "hungary", "sanctions", "against") is None


def test_what_a_relative_clause_says_is_not_left_open_with_the_main_one(veto):
    text = "Hakan Fidan, who said that Ankara wanted peace talks, would not be drawn on the date."

    assert veto(text, "turkey", "negotiations", "favor") is None
    assert veto("Donald Tusk declined to elaborate but rejected a ceasefire.", "donald-tusk", "ceasefire",
                "against") is None  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Keir Starmer was urged to lift the sanctions on Russia.",
        "Keir Starmer is under pressure to lift the sanctions on Russia.",
        "Keir Starmer faces calls to lift the sanctions on Russia.",
    ],
)
def test_who_is_asked_for_a_thing_does_not_want_it_thereby(veto, text):
    assert veto(text, "keir-starmer", "sanctions", "against") is Why.OBLIGED
    assert veto(text, "keir-starmer", "sanctions", "favor") is None


@pytest.mark.parametrize(
    "text",
    [
        "Germany met a request to lift the sanctions on Russia.",
        "Germany was persuaded to lift the sanctions on Russia.",
        "Germany was told to lift the sanctions on Russia and lifted them.",
    ],
)
def test_who_does_what_is_asked_takes_its_side(veto, text):
    assert veto(text, "germany", "sanctions", "against") is not Why.OBLIGED
