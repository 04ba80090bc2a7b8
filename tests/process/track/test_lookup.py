"""A holder is found by any name, a wrong one suggests near ones, and two of one name are never mixed up."""

import pytest

from process.track.lookup import find_holder, find_issue
from stancewatch.contracts import Actor
from stancewatch.errors import ConfigurationError
from tests.process.track.builders import make_actor

ORBAN, SCHOLZ, TUSK = map(make_actor, ("Viktor Orbán", "Olaf Scholz", "Donald Tusk"))
TRUMP, RUSSIA = make_actor("Donald Trump"), Actor(id="russia", name="Russia", kind="state")
KNOWN = {RUSSIA: ("Moscow", "Kremlin"), TRUMP: ("Trump",), ORBAN: ("Orban", "Orbán"), SCHOLZ: ("Scholz",)}


@pytest.mark.parametrize("words", ["viktor-orban", "Viktor Orbán", "viktor orban", " ORBAN ", "orb"])
def test_a_holder_is_found_by_id_name_alias_and_part(words):
    assert find_holder(words, [ORBAN, SCHOLZ], KNOWN) == ORBAN


def test_an_actor_of_the_desk_is_found_without_any_stance():
    assert find_holder("kremlin", [ORBAN], KNOWN) == RUSSIA


def test_a_part_means_whoever_is_in_the_ledger_first():
    assert find_holder("donald", [TUSK], KNOWN) == TUSK


def test_whole_words_come_before_parts_of_words():
    assert find_holder("li", [make_actor("Li Qiang"), make_actor("Boris Pistorius-Lind")], {}).name == "Li Qiang"


def test_several_are_named_with_their_ids():
    with pytest.raises(ConfigurationError, match=r"Donald Tusk \(donald-tusk\) or Donald Trump \(donald-trump\)"):
        find_holder("donald", [TUSK, TRUMP], KNOWN)


def test_two_of_one_name_stay_two():
    namesakes = [Actor(id=name, name="Jan Kowal", kind="person") for name in ("jan-kowal", "jan-kowal-2")]
    with pytest.raises(ConfigurationError, match=r"jan-kowal\) or Jan Kowal \(jan-kowal-2\)"):
        find_holder("Jan Kowal", namesakes, {})

    assert find_holder("jan-kowal-2", namesakes, {}).id == "jan-kowal-2"


@pytest.mark.parametrize("words", ["Viktor Orbna", "Orbna", "viktr-orban"])
def test_a_wrong_name_suggests_near_ones(words):
    with pytest.raises(ConfigurationError, match=r"did you mean Viktor Orbán \(viktor-orban\)\?"):
        find_holder(words, [ORBAN, SCHOLZ], KNOWN)


@pytest.mark.parametrize("words", ["", "  ", "Xqzw"])
def test_a_name_like_no_other_says_where_to_look(words):
    with pytest.raises(ConfigurationError, match="stancewatch ledger"):
        find_holder(words, [ORBAN], KNOWN)


@pytest.mark.parametrize("words", ["military-aid", "Military aid"])
def test_an_issue_is_found_by_its_id(words):
    assert find_issue(words, ["military-aid", "ceasefire"]) == "military-aid"


@pytest.mark.parametrize(
    ("words", "hint"), [("ceasfire", "did you mean ceasefire"), ("aid", "did you mean military-aid")]
)
def test_a_wrong_issue_suggests_near_ones(words, hint):
    with pytest.raises(ConfigurationError, match=hint):
        find_issue(words, ["military-aid", "ceasefire"])


def test_an_issue_like_no_other_lists_all():
    with pytest.raises(ConfigurationError, match="known are ceasefire, military-aid"):
        find_issue("weather", ["military-aid", "ceasefire"])
