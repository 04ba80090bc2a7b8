import pytest

from process.extract.english.lexicon import load_lexicon
from process.extract.stances.conditions import find_any_condition, find_first_condition, find_first_step

LEXICON = load_lexicon()


@pytest.fixture
def sent(nlp):
    return lambda text: next(iter(nlp(text).sents))


def words(sent, extent):
    return sent.doc[slice(*extent)].text if extent else None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Should Moscow refuse the truce, Berlin will send more guns.", "Should Moscow refuse the truce"),
        ("Should Putin turn down the truce, Washington would impose tariffs, Vance said.",
         "Should Putin turn down the truce"),
        ("Were Moscow to accept a truce, Washington would ease its sanctions.", "Were Moscow to accept a truce"),
        ("Kyiv will hold no talks until the shelling of its ports stops.", "until the shelling of its ports stops"),
        ("Oslo would recognise the line only in return for a truce.", "only in return for a truce"),
        ("Oslo will send troops only under a clear mandate.", "only under a clear mandate"),
        ("He would order a truce the moment Kyiv withdrew.", "the moment Kyiv withdrew"),
        ("Assuming that the truce holds, Ottawa will send a battalion.", "Assuming that the truce holds"),
        ("No truce without an end to the deliveries.", "without an end to the deliveries"),
        ("He opposed new sanctions as long as the pipeline had not been reopened.",
         "as long as the pipeline had not been reopened"),
        ("Kyiv will not cede a village before the guns are silent.", "before the guns are silent"),
    ],
)  # fmt: skip
def test_condition_of_any_kind(sent, text, condition):
    one = sent(text)

    assert words(one, find_any_condition(one, LEXICON)) == condition


@pytest.mark.parametrize(
    "text",
    [
        "She would like a truce before the frosts set in.",
        "Moscow has demanded since before the war that Kyiv stay neutral.",
        "The Danes announced new sanctions, a day after a call had failed.",
        "The sanctions will be tightened when the ministers meet in Oslo.",
        "The sanctions will not be lifted if talks begin, or even if a deal gets done.",
        "Were the Danes asked, or the Swedes?",
        "Zelensky rejects a truce before winter.",
        "Erdogan ruled out sanctions after a meeting with Putin.",
        "Oslo will send no troops after all.",
    ],
)
def test_times_and_concessions_are_no_conditions(sent, text):
    assert find_any_condition(sent(text), LEXICON) is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If nothing moves by autumn, Oslo will pass its own sanctions.", "If nothing moves by autumn"),
        ("If it can be done to them, then it can be done to us.", None),
        ("Oslo will pass sanctions if nothing moves.", None),
    ],
)
def test_promise_stands_under_the_condition_that_opens_its_sentence(sent, text, condition):
    one = sent(text)

    assert words(one, find_first_condition(one, LEXICON)) == condition


@pytest.mark.parametrize(
    ("text", "thing", "step"),
    [
        ("First a truce, then the talks, he said.", "talks", "First a truce"),
        ("First a truce, then the talks, he said.", "truce", None),
        ("First he went to Oslo, then he called for talks.", "talks", None),
    ],
)
def test_what_has_to_come_first_is_a_condition(sent, text, thing, step):
    one = sent(text)
    (anchor,) = (token for token in one if token.text == thing)

    assert words(one, find_first_step(one, anchor)) == step
