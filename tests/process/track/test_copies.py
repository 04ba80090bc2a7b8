"""Publishers of copies are outlets of the stance that these carry, also where a copy overtakes its original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.track.copies import LENGTH, add_copy, decode_copies, find_publishers, without_known
from process.track.ledger import Suppressed, decide
from process.track.past import outlets_by_now
from stancewatch.contracts import Alert, AlertKind, LedgerEntry, Position
from tests.process.track.builders import START, make_position
from tests.process.track.deciding import decide_all, entry_of
from tests.process.track.strategies import PUBLISHERS, articles, in_order, steady

AGAINST = make_position("against", day=-9, evidence="We will not vote for it.", publisher="Old Post")
ORIGINAL = make_position("favor", evidence="He backs them now.")


def copy_of(original: Position, publisher: str = "Dunmore Herald", *, day: float = 1, name: str = "copy") -> Position:
    """Return what a copy says in a sentence of its original."""
    more = {"id": f"{original.id}-{name}", "article_id": name, "article_url": "", "copy_of": original.article_id}
    more |= {"publisher": publisher, "is_carried": True}
    return original.model_copy(update=more | {"published_at": make_position(day=day).published_at})


@pytest.mark.parametrize("before", [[], [AGAINST]], ids=["first stance", "changed stance"])
def test_a_copy_that_overtakes_its_original_is_an_outlet_of_the_alert_that_this_raises(before):
    overtaken = decide_all(*before, copy_of(ORIGINAL), ORIGINAL)
    alert = overtaken[-1]

    assert overtaken[-2].suppressed is Suppressed.COPY
    assert alert.kind is (AlertKind.CHANGED if before else AlertKind.NEW)
    assert alert.entry.outlets == ("Dunmore Herald", "Harbour Wire")
    assert alert.entry == entry_of(*before, ORIGINAL, copy_of(ORIGINAL))


def test_a_copy_alone_shows_no_stance_and_waits():
    entry = decide(None, copy_of(ORIGINAL)).entry

    assert entry.is_waiting
    assert LedgerEntry.decode(entry.encode(), entry.headers()) == entry
    assert not entry_of(ORIGINAL).is_waiting


def test_without_a_publisher_there_is_nothing_to_wait_for():
    assert decide(None, copy_of(ORIGINAL, "")).entry is None


def test_copies_that_wait_for_both_sides_are_outlets_of_their_own_side_only():
    other = make_position("against", article="b", evidence="We are against.")
    entry = entry_of(copy_of(other, "Old Post", day=2, name="c"), copy_of(ORIGINAL), ORIGINAL)

    assert entry.outlets == ("Dunmore Herald", "Harbour Wire")


def test_a_copy_counts_again_when_the_holder_comes_back_to_its_stance_as_its_original_does():
    turned = make_position("against", day=3, evidence="No more of it.", publisher="Old Post")
    back = make_position("favor", day=5, evidence="He is for them once more.", publisher="Baltic Courier")
    entry = entry_of(ORIGINAL, copy_of(ORIGINAL), turned, back)

    assert entry.outlets == ("Baltic Courier", "Dunmore Herald", "Harbour Wire")
    assert outlets_by_now(_alert(back), entry) == ("Baltic Courier",)
    assert outlets_by_now(_alert(ORIGINAL), entry) == ("Dunmore Herald", "Harbour Wire")


def _alert(position: Position) -> Alert:
    return Alert(id="id", kind=AlertKind.NEW, position=position, reason="first stance", raised_at=START)


@steady
@given(articles(), st.data())
def test_any_order_of_arrival_of_originals_and_their_copies_ends_in_the_same_entry(made, data):
    made = [[known.model_copy(update={"background": None}) for known in article] for article in made]
    copied = data.draw(st.lists(st.tuples(st.sampled_from(made), PUBLISHERS, st.integers(0, 4)), max_size=4))
    copies = [
        [copy_of(known, publisher, day=day, name=f"c-{number}") for known in article]
        for number, (article, publisher, day) in enumerate(copied)
    ]

    assert entry_of(*in_order(data.draw(st.permutations(made + copies)))) == entry_of(*in_order(made + copies))


def test_of_a_publisher_and_a_stance_the_latest_copy_is_remembered():
    remembered: tuple[str, ...] = ()
    for day, stance in ((2, "favor"), (1, "favor"), (0, "against")):
        remembered = add_copy(remembered, make_position(stance, day=day, publisher="Isar Courier"))

    assert remembered == ("2025-05-01T12:00:00Z against Isar Courier", "2025-05-03T12:00:00Z favor Isar Courier")
    assert find_publishers(remembered, make_position("favor").stance) == ["Isar Courier"]


def test_the_latest_ones_are_kept_in_whatever_order_they_come():
    many = [make_position(day=day, publisher=f"Outlet {day}") for day in range(LENGTH + 2)]
    remembered: tuple[str, ...] = ()
    for position in reversed(many):
        remembered = add_copy(remembered, position)

    assert [one.publisher for one in decode_copies(remembered)] == [f"Outlet {day}" for day in range(2, LENGTH + 2)]


def test_what_the_history_shows_of_a_publisher_is_not_remembered_twice():
    copies = add_copy((), make_position(publisher="Isar Courier"))

    assert without_known(copies, [make_position("against", publisher="Isar Courier")]) == copies
    assert without_known(copies, [make_position(day=9, publisher="Isar Courier")]) == ()
