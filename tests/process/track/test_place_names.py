"""Places are data: their spellings, and which lies in which."""

import pytest

from process.track.place_names import FILE, load_place_names, parse_place_names, place_key
from stancewatch.errors import ConfigurationError

TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other"), [("Kyiv", "Kiev"), ("Odesa", "Odessa"), ("Luhansk", "Lugansk"), ("Zürich", "Zurich")]
)
def test_a_name_is_known_by_the_letters_that_its_spellings_share(one: str, other: str) -> None:
    assert place_key([one]) == place_key([other])


def test_a_place_under_another_name_has_one_key() -> None:
    names = load_place_names()

    assert names.key(["Nikolaev"]) == names.key(["Mykolaiv"]) == place_key(["Mykolaiv"])


def test_a_place_lies_in_all_lands_around_it_and_none_in_its_neighbour() -> None:
    names = load_place_names()
    anchorage, states, florida = (names.key(words) for words in (["Anchorage"], ["United", "States"], ["Florida"]))

    assert names.are_nested(anchorage, states)
    assert names.are_nested(states, anchorage)
    assert not names.are_nested(anchorage, florida)


def test_lands_that_lie_in_each_other_are_no_endless_loop() -> None:
    names = parse_place_names('[spellings]\nA = "E"\n[within]\nBonn = "Cork"\nCork = "Bonn"\n')

    assert names.are_nested(place_key(["Bonn"]), place_key(["Cork"]))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[within]", "[inside]", "has the tables spellings, inside; it needs spellings, within"),
        ('"Krym"', '"Krym Nikolaev"', "has “Nikolaev” as two places; leave it under one of them"),
        ('"Doha"', '"Doha (Qatar)"', r"other things than words, in within\.Qatar; write names with blanks between"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_what_to_do(old: str, new: str, problem: str) -> None:
    assert old in TEXT

    with pytest.raises(ConfigurationError, match=problem):
        parse_place_names(TEXT.replace(old, new))
