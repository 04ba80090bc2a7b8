"""What an entry makes of the positions in its history. The order of arrival is looked at in test_ledger.py."""

from process.track.entry import add_to, find_statements, make_entry, sort_outlets
from stancewatch.contracts import Background
from tests.process.track.builders import make_position

NEWS = make_position("favor")
PAST = make_position("against", day=2, background=Background.PAST)
STANDING = make_position("against", day=1, background=Background.STANDING)


def test_history_is_current_only_while_there_is_no_news():
    assert make_entry([PAST, STANDING, NEWS]).current == NEWS
    assert make_entry([PAST, STANDING]).current == STANDING
    assert make_entry([PAST]).current == PAST


def test_all_of_it_is_kept_in_order_of_publication():
    assert make_entry([PAST, NEWS, STANDING]).history == (NEWS, STANDING, PAST)


def test_what_a_revision_has_replaced_is_no_statement_and_something_always_is():
    first, second = make_position("favor", article="a"), make_position("against", article="a", revision=1)

    assert find_statements([first, second]) == [second]
    assert find_statements([first]) == [first]


def test_the_outlets_of_a_stance_that_stays_are_kept_though_its_history_is_cut():
    entry = make_entry([make_position(publisher="Harbour Wire")]).model_copy(update={"outlets": ("Dunmore Herald",)})

    assert add_to(entry, make_position(day=1, publisher="Baltic Courier")).outlets == (
        "Baltic Courier",
        "Dunmore Herald",
        "Harbour Wire",
    )
    assert add_to(entry, make_position("against", day=1, publisher="Baltic Courier")).outlets == ("Baltic Courier",)


def test_outlets_are_told_once_in_order_and_only_with_a_name():
    assert sort_outlets(["B", "", "A", "B"]) == ("A", "B")
