"""Two conditions that say the same in substance are one, however they are worded."""

import pytest

from process.track.conditions import content_words, is_same_condition


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("only if parliament suspends the debt brake", "provided the Bundestag first lifts the debt brake"),
        ("only if parliament suspends the debt brake", "as soon as the debt brake is out of the way"),
        ("only if sanctions are lifted", "once sanctions have been lifted"),
        ("only if sanctions are lifted", "after the lifting of sanctions"),
        ("once a ceasefire holds", "after a truce"),
        ("once a ceasefire holds", "only if there is a lasting ceasefire"),
        ("as long as Kyiv drops its NATO bid", "provided that Kyiv first gives up its bid to join NATO"),
        ("until Russian troops withdraw", "before Moscow pulls its forces out"),
        ("once a peace deal has been signed", "only after a peace agreement has been concluded"),
        ("if the United States provides a backstop", "with an American backstop"),
        ("as long as martial law lasts", "while martial law is in force"),
        ("unless Russia agrees to a truce", "so long as Moscow refuses a truce"),
        ("unless every member state shares the risk", "only if every member state shares the risk"),
        ("If asked", "if asked"),
        ("if Kyiv recognises Crimea as Russian", "provided Ukraine recognizes Crimea as Russian"),
        ("if Ukraine stays neutral", "as long as Ukraine remains neutral"),
        ("if the West stops arms deliveries", "once Western weapons supplies end"),
        ("if the Bundestag approves", "once the Bundestag has given its approval"),
        ("once Ukraine joins NATO", "after NATO membership for Ukraine"),
        ("if the truce lasts thirty days", "provided a 30-day truce holds"),
        ("if Kyiv agrees", "once Kyiv has agreed"),
    ],
)
def test_other_words_for_the_same(one, other):
    assert is_same_condition(one, other)
    assert is_same_condition(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "provided that Kyiv first gives up its bid to join NATO",
            "as soon as Ukrainian troops have left the four regions",
        ),
        ("only once a peace deal has been signed", "only after partners have signed binding security guarantees"),
        ("if sanctions are lifted", "as long as sanctions are kept"),
        ("if there is no deal within 50 days", "if there is no deal within 10 days"),
        ("if Russia agrees to a ceasefire", "if Russia leaves the four regions"),
        ("if Russia agrees to a ceasefire", "if Russia does not agree to a ceasefire"),
        ("if Russia agrees", "if Ukraine agrees"),
        ("until the bombardment of its cities stops", "until the prisoners are home"),
        ("once a ceasefire holds", "once elections are held"),
        ("if the ceasefire lasts thirty days", "if the ceasefire lasts sixty days"),
        ("if the sanctions on Russian banks are lifted", "as long as the sanctions on Russian banks are kept"),
        ("if Russian troops leave the four regions", "if Russian troops stay in the four regions"),
        ("if Russia stops bombing their cities", "if Russia continues to bomb their cities"),
    ],
)
def test_the_same_words_for_something_else(one, other):
    assert not is_same_condition(one, other)
    assert not is_same_condition(other, one)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("only if the Bundestag suspends the debt brake", {"suspend", "debt", "brak"}),
        ("as long as U.S. officials stay away from NATO", {"official", "stay", "away", "nato"}),
        ("if Putin agrees", {"putin"}),
        ("", set()),
    ],
)
def test_joining_words_and_names_are_aside_unless_nothing_else_is_there(condition, words):
    assert content_words(condition) == words
