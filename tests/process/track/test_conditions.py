"""Two conditions that say the same in substance are one, however they are worded."""

import pytest

from process.track.condition_words import FILE, parse_condition_words
from process.track.conditions import is_same_condition, read_substance
from stancewatch.errors import ConfigurationError


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
        ("if Russia withdraws its troops", "if Moscow withdraws its troops"),
        ("if Russia withdraws its troops", "if Moscow withdraws its troops from Donbas"),
        ("if talks are held in Istanbul", "if talks are held"),
        ("if talks are held in Istanbul", "once the Istanbul talks are held"),
        ("if the talks begin in Kiev", "once talks have begun in Kyiv"),
        ("if talks are held in Kyiv and Moscow", "if talks are held in Moscow and Kyiv"),
        ("if its soldiers are in Russian hands", "if its soldiers are in Ukrainian hands"),
        ("if it gets binding guarantees from Washington", "if it gets binding guarantees from the United States"),
        ("if Russia frees twenty-four prisoners", "once Moscow has freed 24 prisoners"),
        ("if the truce lasts a hundred days", "provided a 100-day truce holds"),
        ("if the truce lasts 30, or more, days", "if the truce lasts thirty days"),
        ("if it gets 30,000 soldiers", "if it gets thirty thousand troops"),
        ("if the West pays 1.5 billion euros", "if the West pays 1,500 million euros"),
        ("if Kyiv cedes Crimea", "if Kyiv cedes the Crimean peninsula"),
        ("if Kyiv gives up Kherson", "if Kyiv gives up Kherson Oblast"),
        (
            "if it leaves the Donetsk, Luhansk, Kherson and Zaporizhzhia regions",
            "if it leaves the Zaporizhia, Kherson, Lugansk and Donetsk regions",
        ),
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
        ("if the truce lasts twenty-four days", "if the truce lasts twenty days"),
        ("if the truce lasts twenty-four days", "if the truce lasts four days"),
        ("if the truce lasts eleven days", "if the truce lasts thirteen days"),
        ("if the truce lasts a hundred days", "if the truce lasts a hundred and five days"),
        ("if it gets two hundred tanks", "if it gets two thousand tanks"),
        ("if talks are held in Istanbul", "if talks are held in Geneva"),
        ("if leaders meet at the table in Riyadh", "if leaders meet at the table in Turkey"),
        ("if talks are held in Moscow", "if talks are held in Kyiv"),
        ("if Russia withdraws from Donbas", "if Moscow withdraws from Crimea"),
        (
            "if Russia withdraws all its troops from Kherson",
            "if Russia withdraws all its troops from the Donetsk region",
        ),
        ("if Kyiv cedes Crimea", "if Kyiv cedes the whole Donbas"),
        ("if Russia stops bombing their cities", "if Russia continues to bomb their cities"),
        ("if Kyiv gives up Crimea", "if Kyiv gives up Donbas"),
        (
            "if Kyiv withdraws its troops from Russia's Kursk region",
            "if Kyiv withdraws its troops from Russia's Belgorod region",
        ),
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
    assert read_substance(condition).words == words


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[aside]", "[aside", "conditions.toml is no TOML"),
        ("[actors]", "[actor]", "has the tables aside, negations, actor, synonyms"),
        ("acronyms = ", "capitals = ", r"has the lists of \[actors\] capitals; it needs acronyms"),
        ('partner = "ally"', 'partner = "ally, friend"', r"other things than words, in synonyms\.partner; write words"),
        (" eleven", "", "has 19 words in below_twenty; it needs 20"),
        ('hundred = "2"', 'hundred = "two"', "has “two” for the zeros of hundred; write one number"),
        ('partner = "ally"', 'partner = "ally truce"', "has “truce” twice in synonyms"),
        ('partner = "ally"', 'partner = "ally hold"', "has “hold” in synonyms or opposites, and aside"),
        ('leave = "stay', 'leave = "enters', "has “enters” in synonyms or opposites, and aside"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_what_to_do(old, new, problem):
    text = FILE.read_text(encoding="utf-8")
    assert old in text

    with pytest.raises(ConfigurationError, match=problem):
        parse_condition_words(text.replace(old, new))
