import pytest


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Zelensky backs a ceasefire.", "Volodymyr Zelenskyy"),
        ("President Volodymyr Zelenskiy backs a ceasefire.", "Volodymyr Zelenskyy"),
        ("The Kremlin backs a ceasefire.", "Russia"),
        ("Ukrainian officials back a ceasefire.", "Ukraine"),
        ("The Hungarian government backs a ceasefire.", "Hungary"),
        ("The Russian president backs a ceasefire.", "Vladimir Putin"),
        ("Viktor Orban backs a ceasefire.", "Viktor Orbán"),
        ("Polish farmer Jan Kowalski was in Kyiv. Kowalski backs a ceasefire.", "Jan Kowalski"),
        ("Macron was in Kyiv. He backs a ceasefire.", "Emmanuel Macron"),
        ("Fico arrived in Kyiv. The prime minister backs a ceasefire.", "Robert Fico"),
        ("Putin spoke in Moscow. His government backs a ceasefire.", "Russia"),
        ("The EU met in Brussels. The Commission backs a ceasefire.", "European Union"),
        ("Queen Ludmila flew to Kyiv. Ludmila backs a ceasefire.", "Queen Ludmila"),
        ("Patriarch Teodor III flew to Kyiv. He backs a ceasefire.", "Patriarch Teodor III"),
        ("Jordan Kowalski flew to Kyiv. Kowalski backs a ceasefire.", "Jordan Kowalski"),
        ("Jordan backs a ceasefire in Ukraine.", "Jordan"),
        ("European leaders back a ceasefire.", "European leaders"),
        ("G7 countries back a ceasefire.", "G7"),
    ],
)
def test_holder_is_who_is_named_or_meant(find, text, holder):
    assert find(text) == [(holder, "ceasefire", "favor")]


def test_two_holders_in_one_phrase_are_two_positions(find):
    assert [holder for holder, _, _ in find("Macron and Starmer backed a ceasefire.")] == [
        "Emmanuel Macron",
        "Keir Starmer",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Some analysts back a ceasefire in Ukraine.",
        "Critics reject a ceasefire in Ukraine.",
        "A source in Kyiv said a ceasefire was needed.",
        "Mark Benson, who teaches history in Kyiv, backs a ceasefire.",
        "The Irish journalist Mark Benson backs a ceasefire in Ukraine.",
        "Melania Trump backs a cake sale.",
    ],
)
def test_unnamed_and_observers_hold_nothing(find, text):
    assert find(text) == []


@pytest.mark.parametrize("name", ["Costa Levi", "Michal Strnad"])
def test_a_surname_of_the_desk_before_another_is_a_given_name(find, name):
    assert find(f"The minister {name} wants a ceasefire in Ukraine.") == [(name, "ceasefire", "favor")]


def test_who_talks_to_journalists_is_none(find):
    assert find("Mark Benson told journalists that he backs a ceasefire in Ukraine.") == [
        ("Mark Benson", "ceasefire", "favor")
    ]


def test_lone_surname_that_nothing_explains_is_held_back(find):
    assert find("Kowalski backs a ceasefire in Ukraine.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Macron was in Kyiv. Kowalski came too. He backs a ceasefire.",
        "Macron was in Kyiv. Kowalski came too. “I want a ceasefire,” he said.",
    ],
)
def test_what_somebody_unknown_says_is_no_stance_of_who_was_named_before(find, text):
    assert find(text) == []


def test_two_spellings_in_one_text_are_one_person(find):
    text = (
        "Serhiy Bondarenko came. Serhii Bondarenko backs a ceasefire in Kyiv. Bondarenko rejects sanctions on Russia."
    )

    assert find(text) == [
        ("Serhiy Bondarenko", "ceasefire", "favor"),
        ("Serhiy Bondarenko", "sanctions", "against"),
    ]


@pytest.mark.parametrize(
    ("name", "holder"),
    [
        ("Volodimir Zelenskii", "Volodymyr Zelenskyy"),
        ("DONALD TUSK", "Donald Tusk"),
        ("Aleksandr Stubb", "Alexander Stubb"),
    ],
)
def test_person_of_the_desk_is_known_in_another_spelling(find, name, holder):
    assert find(f"{name} backs a ceasefire in Ukraine.") == [(holder, "ceasefire", "favor")]


def test_title_explains_a_surname(find):
    assert find("Kowalski backs a ceasefire in Ukraine.", "Jan Kowalski in Kyiv for talks") == [
        ("Jan Kowalski", "ceasefire", "favor")
    ]
