import pytest

from process.extract.stances.patterns import PatternIndex, parse_pattern, token_keys
from stancewatch.errors import ConfigurationError


@pytest.fixture
def match(nlp):
    def match_pattern(pattern, text, actors=None, groups=None):
        sent = next(nlp(text).sents)
        names = actors or {}
        keys = [token_keys(token, lambda token: names.get(token.text)) for token in sent]
        index = PatternIndex([(parse_pattern(pattern, groups), "found")])
        return [anchor.text for _, anchor, _ in index.match(sent, keys)]

    return match_pattern


def test_word_matches_by_lemma_or_form(match):
    assert match("truce|ceasefire", "They agreed on ceasefires.") == ["ceasefires"]


def test_gap_bridges_four_words_and_no_more(match):
    text = "They halt the long and bitter fighting."

    assert match("halt ~ fighting", text) == ["halt"]
    assert match("halt fighting", text) == []


def test_gap_bridges_no_word_of_supposing(match):
    assert match("stop ~ truce", "They stop shelling under a truce.") == ["stop"]
    assert match("stop ~ truce", "They will stop if a truce is signed.") == []


def test_optional_word_may_be_absent(match):
    assert match("end of the? war", "The end of war is near.") == ["end"]


def test_actor_matches_by_its_id(match):
    assert match("@ukraine join nato", "Will Ukraine join NATO?", {"Ukraine": "ukraine"}) == ["join"]


def test_part_of_speech_can_be_asked_for(match):
    assert match("talk/noun", "We talk about talks.") == ["talks"]


def test_brackets_choose_the_anchor_and_the_word_above_it_in_the_match(match):
    assert match("[without] ukraine", "They decide without Ukraine.") == ["Ukraine"]


def test_required_and_excluded_words_look_at_the_whole_sentence(match):
    assert match("call & putin", "The call was long, Putin said.") == ["call"]
    assert match("call & putin", "The call was long.") == []
    assert match("call ! putin", "The call was long, Putin said.") == []


def test_words_that_must_not_stand_between_may_stand_elsewhere(match):
    pattern = "ukraine ~ leave ~~ donbas !~ russian"

    assert match(pattern, "Ukraine saw Russian troops leave the Donbas.") == []
    assert match(pattern, "Russian envoys said that Ukraine must leave the Donbas.") == ["leave"]


def test_group_stands_for_its_words(match):
    assert match("$aid", "They send tanks.", groups={"aid": "tank|shell"}) == ["tanks"]


def test_hyphenated_word_is_matched_whole(match):
    assert match("go-between", "He acts as a go-between.") == ["go"]


def test_words_of_two_clauses_do_not_make_a_match(match):
    text = "Moscow insists that the troops of Kyiv leave."

    assert match("moscow ~ troop ~ leave", text) == []


@pytest.mark.parametrize("pattern", ["", "~ a", "a ~", "a? b"])
def test_pattern_must_begin_and_end_with_a_word(pattern):
    with pytest.raises(ConfigurationError, match="must begin and end with a word"):
        parse_pattern(pattern)


def test_unknown_group_is_named():
    with pytest.raises(ConfigurationError, match=r"\$aid"):
        parse_pattern("send $aid")


@pytest.mark.parametrize("pattern", ["send aid !~ ", "send aid & "])
def test_condition_without_words_is_a_mistake(pattern):
    with pytest.raises(ConfigurationError, match="nothing stands behind"):
        parse_pattern(pattern)
