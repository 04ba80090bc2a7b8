"""A place is one in whatever way it is written, and only one that is plainly another makes two."""

from time import process_time

import pytest

from process.track.conditions import is_same_condition, read_substance
from process.track.places import find_places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in Istanbul", "in the Turkish city of Istanbul"),
        ("in Turkey", "in the Turkish city of Istanbul"),
        ("in Istanbul", "in the Turkish city"),
        ("in Riyadh", "in the Saudi capital, Riyadh"),
        ("in Donetsk, Luhansk and Kherson", "in Luhansk, Kherson and Donetsk"),
        ("in the Kherson region and Crimea", "in Crimea and the region of Kherson"),
        ("in the Kursk region", "in the Kursk Region"),
        ("in Kursk", "in the Russian region of Kursk"),
        ("in Russia", "in Russia's Kursk region"),
        ("in Crimea", "in the Crimean peninsula"),
        ("in New York", "in New York City"),
        ("in Luhansk", "in Lugansk"),
        ("in Zaporizhzhia", "in Zaporizhia"),
        ("in Alaska", "in Anchorage, Alaska"),
        ("in Jerusalem", "in West Jerusalem"),
        ("in Riyadh", "in Saudi Arabia"),
        ("in Istanbul", "in Türkiye"),
        ("in Anchorage", "in the United States"),
        ("in Mykolaiv", "in Nikolaev"),
        ("in the Mykolaiv region", "in Nikolayev region"),
        ("in Jeddah", "in Jidda"),
        ("in Bakhmut", "in the Donbas"),
        ("in St. Petersburg", "in Saint Petersburg"),
        ("in St Petersburg", "in Saint Petersburg"),
        ("in Moldova", "in the Republic of Moldova"),
        ("in Ukraine", "in May"),
        ("in Ukraine", "in President Trump's presence"),
        ("in Ukraine", "in Congress"),
        ("in Geneva", "in Istanbul Friday"),
    ],
)
def test_a_place_is_one_however_it_is_written_and_in_doubt_two_are(one: str, other: str) -> None:
    assert is_same_condition(f"if talks are held {one}", f"if talks are held {other}")
    assert is_same_condition(f"if talks are held {other}", f"if talks are held {one}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in Istanbul", "in Geneva"),
        ("in the Turkish city of Istanbul", "in the Swiss city of Geneva"),
        ("in Russia's Kursk region", "in Russia's Belgorod region"),
        ("in Anchorage, Alaska", "in Juneau, Alaska"),
        ("in St. Petersburg", "in Moscow"),
        ("in Saudi Arabia", "in Switzerland"),
        ("in Riyadh", "in Jeddah"),
        ("in Riyadh", "in Turkey"),
        ("in Anchorage", "in Florida"),
        ("in Kherson", "in Ukraine"),
    ],
)
def test_places_that_are_plainly_others_make_two(one: str, other: str) -> None:
    assert not is_same_condition(f"if talks are held {one}", f"if talks are held {other}")


def test_adjectives_owners_and_what_lies_around_are_beside_a_place() -> None:
    places = find_places(["in", "Russia's", "Belgorod", "region", "and", "in", "Anchorage", ",", "Alaska"])

    assert places == ({"blhrd", "nchrh"}, {"rs", "lsk"})


@pytest.mark.parametrize("text", ["in A, " * 10_000, "in A" + " and A" * 10_000, "in" + " the" * 20_000])
def test_odd_texts_take_no_time(text: str) -> None:
    begin = process_time()

    read_substance(text)

    assert process_time() - begin < 2
