"""What a text tells as history, and what only looks like it; published on the day that conftest.py names."""

from datetime import UTC, datetime

import pytest

from process.extract.background import choose, find_told, tell_background
from process.extract.claim import Claim
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Background, Stance
from tests.process.extract.conftest import MOMENT
from tests.process.track.builders import make_position

ORBAN = Actor(id="viktor-orban", name="Viktor Orbán", kind="person")


@pytest.fixture
def tell(nlp):
    """Return how a sentence tells the stance that shows in a word of it."""

    def tell_of(sentence, word):
        return find_told(next(token for token in nlp(sentence) if token.text == word), MOMENT)

    return tell_of


@pytest.mark.parametrize(
    ("sentence", "word", "day"),
    [
        ("In January Putin said he was ready for talks.", "talks", (2025, 1, 1)),
        ("In January I said there was nothing to discuss.", "discuss", (2025, 1, 1)),
        ("Scholz had promised weapons in October.", "weapons", (2024, 10, 1)),
        ("Last year Germany refused to send missiles.", "missiles", (2024, 1, 1)),
        ("Kyiv said on 3 February that it would not cede land.", "cede", (2025, 2, 3)),
        ("Two weeks ago the Kremlin rejected a ceasefire.", "ceasefire", (2025, 2, 28)),
        ("From January Orbán blocked the aid.", "aid", (2025, 1, 1)),
        ("Kyiv rejected the plan from December in January.", "plan", (2025, 1, 1)),
        ("Hungary said in a letter from January that it opposed sanctions.", "sanctions", (2025, 1, 1)),
        ("Asked in January, Putin rejected talks.", "talks", (2025, 1, 1)),
        ("Trump withdrew aid from Ukraine in January.", "aid", (2025, 1, 1)),
        ("Kyiv said it had agreed to a truce in January.", "truce", (2025, 1, 1)),
        ("In February 2024, Macron said that sending troops could not be ruled out.", "troops", (2024, 2, 1)),
        ("Earlier this year the EU adopted new sanctions.", "sanctions", (2025, 1, 1)),
        ("At the time, Berlin rejected the idea.", "idea", None),
        ("Zelenskyy previously ruled out talks.", "talks", None),
        ("Until now Olaf Scholz had promised Ukraine weapons without ifs and buts.", "weapons", None),
    ],
)
def test_a_clause_of_the_past_with_its_date_is_history(tell, sentence, word, day):
    told = tell(sentence, word)

    assert told is not None
    assert told.background is Background.PAST
    assert told.said_at == (datetime(*day, tzinfo=UTC) if day else None)


@pytest.mark.parametrize(
    ("sentence", "word", "day"),
    [
        ("Hungary has long demanded that sanctions be lifted.", "lifted", None),
        ("Orbán, who has repeatedly blocked aid, met Putin on Monday.", "aid", None),
        ("Hungary, long opposed to sanctions, voted against them.", "sanctions", None),
        ("Poland has always supported NATO membership.", "membership", None),
        ("Moscow has for years demanded that Ukraine disarm.", "disarm", None),
        ("Beijing has consistently called for talks.", "talks", None),
        ("China has been calling for talks since the start of the war.", "talks", None),
        ("Since 2022 Kyiv has demanded that Russia withdraw.", "withdraw", (2022, 1, 1)),
    ],
)
def test_what_has_long_held_is_standing(tell, sentence, word, day):
    told = tell(sentence, word)

    assert told is not None
    assert told.background is Background.STANDING
    assert told.said_at == (datetime(*day, tzinfo=UTC) if day else None)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Putin rejected a ceasefire.", "ceasefire"),
        ("Zelenskyy said on Monday that he was in favour of peace talks.", "talks"),
        ("Trump said last week that he wanted a ceasefire.", "ceasefire"),
        ("In March Putin said he would talk.", "talk"),
        ("Poland will send tanks in June.", "tanks"),
        ("Merz demanded that elections be held in February.", "elections"),
        ("Kyiv rejected the plan, which Washington had presented in January.", "plan"),
        ("Kyiv rejects the plan from January.", "plan"),
        ("Kyiv rejected the plan from January.", "plan"),
        ("Kyiv has rejected the American plan from last year.", "plan"),
        ("Moscow demanded a return to the Istanbul draft from 2022.", "draft"),
        ("Moscow insisted on the borders from 1991.", "borders"),
        ("Zelenskyy agreed to a truce from 1 March.", "truce"),
        ("Kyiv rejected the ceasefire agreed in January.", "ceasefire"),
        ("The Kremlin dismissed the truce proposed in 2024.", "truce"),
        ("“We have always supported talks,” Sikorski said.", "talks"),
        ("Putin said on Monday that he had always supported talks.", "talks"),
        ("Moscow has since rejected the truce.", "truce"),
        ("Hungary still opposes the sanctions.", "sanctions"),
        ("Unlike in February 2022, Germany backed the sanctions.", "sanctions"),
        ("As he did last year, Orbán blocked the aid.", "aid"),
        ("For the first time since 2022, Moscow accepted a truce.", "truce"),
        ("In the last month Putin has rejected a ceasefire.", "ceasefire"),
        ("Weeks before the election, Orbán rejected the sanctions.", "sanctions"),
    ],
)
def test_what_is_said_today_is_news(tell, sentence, word):
    assert tell(sentence, word) is None


@pytest.fixture
def choose_from(nlp):
    """Return what is chosen of claims, each a word of a text with a stance and how much it is believed."""

    def choose_claims(text, *claims):
        doc = nlp(text)
        starts = [sent.start for sent in doc.sents]
        made = []
        for word, stance, confidence in claims:
            anchor = next(token for token in doc if token.text == word)
            number = max(index for index, start in enumerate(starts) if start <= anchor.i)
            made.append(Claim(ORBAN, None, "military-aid", Stance(stance), number, anchor, None, confidence, "test"))
        return choose(doc, made, 0.3, MOMENT)

    return choose_claims


TEXT = "Orbán has long opposed weapons. On Monday Orbán rejected shells for Kyiv."


def test_what_is_said_today_shows_a_stance_rather_than_what_has_long_held(choose_from):
    chosen = choose_from(TEXT, ("weapons", "against", 0.9), ("shells", "against", 0.5))

    assert [claim.anchor.text for claim in chosen.claims] == ["shells"]
    assert not chosen.told


def test_history_does_not_outweigh_what_is_said_today(choose_from):
    chosen = choose_from(TEXT, ("weapons", "favor", 0.9), ("shells", "against", 0.4))

    assert {claim.stance for claim in chosen.claims} == {"favor", "against"}
    assert set(chosen.told) == {("viktor-orban", "military-aid", Stance.FAVOR)}


def test_history_alone_is_chosen_and_told_as_such(choose_from):
    chosen = choose_from(TEXT, ("weapons", "against", 0.9))

    assert [told.background for told in chosen.told.values()] == [Background.STANDING]


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("“I stopped the shells and I am starting the guns again,” he said.", True),
        ("“I stopped the shells, but I am sending the guns,” he said.", False),
        ("He stopped the shells and is now sending the guns.", False),
    ],
)
def test_a_side_that_a_quotation_puts_behind_is_history(choose_from, text, is_left):
    chosen = choose_from(text, ("shells", "against", 0.9), ("guns", "favor", 0.9))

    assert (set(chosen.told) == {("viktor-orban", "military-aid", Stance.AGAINST)}) is is_left


def test_of_two_sides_one_of_which_is_history_there_are_not_both(choose_from):
    chosen = choose_from(TEXT, ("weapons", "favor", 0.9), ("shells", "against", 0.9))
    both = [make_position(stance, issue="military-aid", has_both=True) for stance in ("favor", "against")]
    other = make_position(has_both=True)
    favor, against, same = tell_background([*both, other], chosen.told)

    assert (favor.background, favor.has_both) == (Background.STANDING, False)
    assert (against.background, against.has_both) == (None, False)
    assert same is other


def test_an_article_gets_positions_with_their_background(extractor, make_article):
    text = "Hungary has long opposed sanctions on Russia. In January Poland rejected a ceasefire in Ukraine."
    told = {one.holder.name: (one.background, one.said_at) for one in extractor.extract(make_article(text))}

    assert told == {"Hungary": ("standing", None), "Poland": ("past", datetime(2025, 1, 1, tzinfo=UTC))}


@pytest.mark.parametrize(("confidence", "is_bound"), [(0.85, True), (0.7, False)])
def test_a_claim_with_its_condition_stands_for_one_that_is_hardly_surer(nlp, confidence, is_bound):
    doc = nlp("Orbán backs weapons. Orbán backs weapons if they are paid for.")
    plain = Claim(ORBAN, None, "military-aid", Stance.FAVOR, 0, doc[2], None, 0.9, "test")
    bound = Claim(ORBAN, None, "military-aid", Stance.FAVOR, 1, doc[6], (7, 12), confidence, "test")

    assert choose(doc, [plain, bound], 0.3, MOMENT).claims == [bound if is_bound else plain]


def test_a_side_that_was_taken_before_it_was_given_up_is_history(nlp):
    doc = nlp("Orbán gave up his veto on weapons. He had threatened to block weapons.")
    given_up = Claim(ORBAN, None, "military-aid", Stance.AGAINST, 0, doc[6], None, 0.9, "test", Reason(Why.GIVEN_UP))
    before = Claim(ORBAN, None, "military-aid", Stance.AGAINST, 1, doc[13], None, 0.9, "test")

    assert choose(doc, [before], 0.3, MOMENT).told == {}
    assert [told.background for told in choose(doc, [given_up, before], 0.3, MOMENT).told.values()] == ["past"]
