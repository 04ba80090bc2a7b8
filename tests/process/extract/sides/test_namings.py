import pytest

from process.extract.sides.namings import (
    AFTER,
    BEFORE,
    HERE,
    IN_TITLE,
    LONG_AFTER,
    LONG_BEFORE,
    TITLE,
    Naming,
    bucket_of,
    make_naming_reader,
)


@pytest.fixture(scope="session")
def names(nlp, desk):
    read = make_naming_reader(desk)
    return lambda text: [(naming.first, naming.last, naming.sentence, naming.name) for naming, _ in read(nlp(text), "")]


def test_words_of_one_name_are_one_naming(names):
    assert names("Keir Starmer backed a truce.") == [(0, 2, 0, "Keir Starmer")]


def test_pronoun_names_whom_it_means(names):
    assert names("Keir Starmer left. He backed a truce.")[1] == (4, 5, 1, "Keir Starmer")


def test_coordinated_actors_have_words_of_their_own(names):
    assert [name for *_, name in names("Macron and Merz backed a truce.")] == ["Emmanuel Macron", "Friedrich Merz"]


def test_first_person_in_a_quotation_is_its_speaker(names):
    found = names("“We want a truce,” said Keir Starmer.")

    assert {name for *_, name in found} == {"Keir Starmer"}
    assert len(found) == 2


def test_plural_names_all_whom_it_means(names):
    found = names("Macron and Merz met. They backed a truce.")
    assert [name for *_, sentence, name in found if sentence == 1] == ["Emmanuel Macron", "Friedrich Merz"]


def test_the_country_in_capitals_is_nobody_who_speaks(names):
    found = names("“We met the US envoys,” said Keir Starmer.")
    assert [name for *_, name in found] == ["Keir Starmer", "United States", "Keir Starmer"]


def test_blanks_do_not_count_as_words(names):
    assert names("\n\n Moscow waits.")[0][:2] == (0, 1)


@pytest.mark.parametrize(
    ("seen_from", "bucket"), [(5, HERE), (6, BEFORE), (8, LONG_BEFORE), (20, LONG_BEFORE), (4, AFTER), (1, LONG_AFTER)]
)
def test_bucket_tells_how_far_away_a_naming_is(seen_from, bucket):
    assert bucket_of(seen_from, Naming(0, 1, 5, "Russia")) == bucket


def test_title_has_a_bucket_of_its_own():
    assert bucket_of(0, Naming(0, 1, TITLE, "Russia")) == IN_TITLE
