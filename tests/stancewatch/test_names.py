import pytest

from stancewatch.names import fold, fold_name


@pytest.mark.parametrize(("name", "folded"), [("Orbán", "Orban"), ("Łódź", "Lodz"), ("Šefčovič\u2019s", "Sefcovic's")])
def test_folding_drops_accents_and_keeps_offsets(name, folded):
    assert fold(name) == folded
    assert len(fold(name)) == len(name)


@pytest.mark.parametrize("name", ["Nausėda", "nauseda ", "Nause\u0307da", "NAUSĖDA"])
def test_names_are_compared_without_accents_and_case_however_composed(name):
    assert fold_name(name) == "nauseda"
