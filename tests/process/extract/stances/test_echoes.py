"""Who takes a side by few words, or is set apart from those who take it."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany opposes the sanctions on Russia, as do Italy and Poland.", ("Poland", "sanctions", "against")),
        ("Germany opposes the sanctions on Russia, and so does Italy.", ("Italy", "sanctions", "against")),
        (
            "Germany will not send peacekeepers to Ukraine, and neither will Italy.",
            ("Italy", "peacekeepers", "against"),
        ),
        ("Germany will not send peacekeepers to Ukraine, nor will Italy.", ("Italy", "peacekeepers", "against")),
        ("France demanded a ceasefire in Ukraine, and Poland did the same.", ("Poland", "ceasefire", "favor")),
        ("Like Hungary, Slovakia opposes sanctions on Russia.", ("Hungary", "sanctions", "against")),
        ("Hungary, along with Slovakia, opposes sanctions on Russia.", ("Slovakia", "sanctions", "against")),
        ("Together with Slovakia, Hungary opposes sanctions on Russia.", ("Slovakia", "sanctions", "against")),
        ("Countries such as Poland and Estonia demand sanctions on Russia.", ("Estonia", "sanctions", "favor")),
    ],
)
def test_who_does_the_same_takes_the_side_too(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All but Hungary backed the sanctions on Russia.", ("Hungary", "sanctions", "against")),
        ("Every member except Hungary backed the sanctions on Russia.", ("Hungary", "sanctions", "against")),
        ("Apart from Hungary, all members backed the sanctions on Russia.", ("Hungary", "sanctions", "against")),
        ("With the exception of Hungary, the leaders backed the sanctions on Russia.",
         ("Hungary", "sanctions", "against")),
        ("No country except Poland opposed a ceasefire in Ukraine.", ("Poland", "ceasefire", "against")),
        ("Ukraine has accepted a ceasefire, and Russia has not.", ("Russia", "ceasefire", "against")),
        ("Most leaders backed the sanctions on Russia; Hungary did not.", ("Hungary", "sanctions", "against")),
        ("Germany does not support the sanctions on Russia, but Italy does.", ("Italy", "sanctions", "favor")),
    ],
)  # fmt: skip
def test_who_is_set_apart_takes_the_other_side(find, text, expected):
    found = find(text)

    assert expected in found
    assert (expected[0], expected[1], "favor" if expected[2] == "against" else "against") not in found


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ukraine has accepted a ceasefire, provided that Russia does the same.", "Russia"),
        ("Ukraine will accept a ceasefire if Russia does too.", "Russia"),
        ("France wants a ceasefire in Ukraine more than Germany does.", "Germany"),
        (
            "Germany rejects the sanctions on Russia, and Italy does not.",
            "Italy",
        ),  # who does not reject accepts not yet
        ("Apart from Poland, Estonia also demands sanctions on Russia.", "Poland"),
        ("Germany backs the sanctions on Russia and opposes a ceasefire in Ukraine, unlike Italy.", "Italy"),
        ("Germany opposes sanctions on Russia, as do the polls in Italy show.", "Italy"),
    ],
)
def test_what_is_only_supposed_compared_or_not_denied_is_no_side(find, text, holder):
    assert not [position for position in find(text) if position[0] == holder]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Slovakia is the only country not to back the sanctions on Russia.", ("Slovakia", "sanctions", "against")),
        ("Hungary was the only member that opposed the sanctions on Russia.", ("Hungary", "sanctions", "against")),
        ("Poland was among the first countries to demand sanctions on Russia.", ("Poland", "sanctions", "favor")),
    ],
)
def test_who_is_the_only_or_the_first_one_holds_what_that_one_does(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EU extended its sanctions on Russia despite Hungary's opposition.", ("Hungary", "sanctions", "against")),
        ("The EU extended its sanctions on Russia over the objections of Hungary.",
         ("Hungary", "sanctions", "against")),
        ("Echoing Poland, Estonia demanded sanctions on Russia.", ("Poland", "sanctions", "favor")),
        ("Estonia demanded a ceasefire in Ukraine, but Russia refused.", ("Russia", "ceasefire", "against")),
    ],
)  # fmt: skip
def test_who_objects_joins_or_answers_takes_a_side(find, text, expected):
    assert expected in find(text)


def test_who_objects_to_something_else_takes_none(find):
    found = find("The EU extended its sanctions on Russia despite Hungary's opposition to the budget.")

    assert not [position for position in found if position[0] == "Hungary"]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Trump treats Zelensky like Putin and rejects sanctions on Russia.", "Vladimir Putin"),
        ("Trump wants to meet Putin together with Zelensky.", "Volodymyr Zelenskyy"),
        ("Zelensky wants to meet all leaders except Putin.", "Vladimir Putin"),
        ("Like Trump, Macron said Germany rejects a ceasefire in Ukraine.", "Donald Trump"),
        ("Along with Hungary, Poland complained that Germany opposes sanctions on Russia.", "Hungary"),
        ("All but Hungary have criticised Putin for rejecting a ceasefire in Ukraine.", "Hungary"),
        ("Russia wants Ukraine to be neutral, as was Finland.", "Finland"),
        ("Ukraine will never cede Donbas, so Russia will attack, and so will Belarus.", "Belarus"),
        ("Trump wants a ceasefire, Putin does not want to stop and neither does Erdoğan.", "Recep Tayyip Erdoğan"),
        ("Peskov said a ceasefire was unacceptable to nobody but Kyiv's army.", "Ukraine"),
    ],
)
def test_what_is_of_another_predicate_or_of_its_object_is_not_shared(find, text, holder):
    assert not [position for position in find(text) if position[0] == holder]


def test_who_objects_to_a_refusal_does_not_take_what_was_refused(find):
    found = find("Trump refused to send weapons to Ukraine over the objections of Poland.")

    assert [position for position in found if position[1] == "military-aid"] == [
        ("Donald Trump", "military-aid", "against")
    ]
