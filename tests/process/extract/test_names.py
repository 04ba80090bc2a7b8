import pytest

from process.extract.names import bare_name, fold


@pytest.mark.parametrize(("name", "folded"), [("Orbán", "Orban"), ("Łódź", "Lodz"), ("Šefčovič\u2019s", "Sefcovic's")])
def test_folding_drops_accents_and_keeps_offsets(name, folded):
    assert fold(name) == folded
    assert len(fold(name)) == len(name)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Mr Fico's", "Fico"),
        ("the President Sandu", "Sandu"),
        ("Sen. Rand Paul,", "Rand Paul"),
        ("Tusk\u2019s", "Tusk"),
    ],
)
def test_titles_and_possessives_are_no_part_of_a_name(mention, name):
    assert bare_name(mention) == name
