import pytest

from process.extract.naming.names import are_compatible, bare_name, is_full, surname


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Mr Fico's", "Fico"),
        ("the President Sandu", "Sandu"),
        ("Sen. Rand Paul,", "Rand Paul"),
        ("Tusk\u2019s", "Tusk"),
        ("Gen. Sir Nick Carter", "Nick Carter"),
    ],
)
def test_titles_and_possessives_are_no_part_of_a_name(mention, name):
    assert bare_name(mention) == name


@pytest.mark.parametrize(
    ("name", "expected"), [("Rand Paul", True), ("Paul", False), ("van der Berg", False), ("", False)]
)
def test_surname_with_its_particles_is_no_full_name(name, expected):
    assert is_full(name) is expected


def test_surname_is_the_last_word_but_for_a_junior():
    assert [surname(name) for name in ("Jan Kowalski", "Robert Dole Jr.", "Andris Sprūds", "")] == [
        "kowalski",
        "dole",
        "spruds",
        "",
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("J. Smith", "John Smith", True),
        ("John A. Smith", "John Smith", True),
        ("Smith", "John Smith", True),
        ("Mike Johnson", "Boris Johnson", False),
        ("Andriy Melnyk", "Andrii Melnyk", True),
    ],
)
def test_first_names_tell_two_people_of_one_surname_apart(one, other, expected):
    assert are_compatible(one, other) is expected
