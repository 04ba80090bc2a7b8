import pytest

from process.extract.holders.signs import signs_of
from stancewatch.contracts import Stance


@pytest.fixture
def signs(scene_of):
    def find(text, actor, *, sentence=0, title="Ukraine and Russia", stance=Stance.AGAINST):
        return signs_of(scene_of(text, title), sentence, "ceasefire", stance).get(actor, frozenset())

    return find


def test_subject_of_an_attitude_is_told_from_that_of_another_verb(signs):
    text = "Moscow rejects the ceasefire that Kyiv signed."

    assert "subject of attitude" in signs(text, "russia")
    assert "subject of attitude" not in signs(text, "ukraine")


def test_who_speaks_a_quotation_is_told_though_only_the_sentence_before_names_him(signs):
    text = "Dmitry Peskov was blunt. “No ceasefire will be signed,” he said."

    assert "speaks the quotation" in signs(text, "dmitry-peskov", sentence=1)
    assert "named 1 before" in signs(text, "dmitry-peskov", sentence=1)


def test_who_is_named_inside_a_quotation_is_not_taken_for_its_speaker(signs):
    text = "“Ukraine must not get a ceasefire,” Sergei Lavrov said."

    assert "speaks" in signs(text, "sergei-lavrov")
    assert not {"speaks", "speaks the quotation"} & signs(text, "ukraine")
    assert "is nsubj quoted" in signs(text, "ukraine")


def test_grammar_tells_whom_it_found_on_this_side(signs):
    text = "Moscow rejects the ceasefire."

    assert "grammar: this side" in signs(text, "russia")
    assert "grammar: other side" in signs(text, "russia", stance=Stance.FAVOR)


def test_actors_of_the_title_may_hold_what_a_sentence_without_names_says(signs):
    found = signs("There would be no ceasefire.", "viktor-orban", title="Orban against a ceasefire in Ukraine")

    assert {"in the title", "first in the title", "not here", "a person", "of the desk"} <= found


def test_nobody_is_near_a_sentence_without_names(scene_of):
    assert signs_of(scene_of("It rained.", "Weather"), 0, "ceasefire", Stance.FAVOR) == {}
