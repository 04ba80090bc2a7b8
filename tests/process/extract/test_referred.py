"""What "this" or "that offer" means after a proposal."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan foresees lifting sanctions on Russia. Germany opposes this.", ("Germany", "sanctions", "favor")),
        ("The plan would lift sanctions on Russia. Hungary supports that.", ("Hungary", "sanctions", "against")),
        ("The draft foresees an end to arms deliveries to Ukraine. France is against that.",
         ("France", "military-aid", "favor")),
        ("Some want to ease sanctions on Russia. Poland is opposed to that.", ("Poland", "sanctions", "favor")),
        ("The plan foresees a ceasefire. Merz said he supported it.", ("Friedrich Merz", "ceasefire", "favor")),
    ],
)  # fmt: skip
def test_pronoun_means_what_the_sentence_before_proposes(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "The plan foresees a ceasefire. It was a long day. Germany opposes this.",  # another sentence between
        "The plan foresees a ceasefire and new sanctions on Russia. Germany opposes this.",  # which of two
        "The envoy denied that a ceasefire was planned. Germany opposes this.",
        "The plan foresees a ceasefire. Germany opposes this road toll.",
        "The plan foresees a ceasefire. Germany opposes what it calls haste.",
        "The plan would lift the sanctions on Russia. Estonia has a budget that Germany opposes.",
        "The plan would lift the sanctions on Russia. Germany read the budget and opposed it.",
    ],
)
def test_pronoun_means_nothing_where_it_is_not_clear(find, text):
    assert not [position for position in find(text) if position[0] == "Germany"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Estonia proposed a ceasefire. Russia spurned that offer.", ("Russia", "ceasefire", "against")),
        ("Estonia proposed a ceasefire last week, but Russia rejected that offer.", ("Russia", "ceasefire", "against")),
        ("Merz asked for a ceasefire in Ukraine. Moscow has so far rebuffed such calls.",
         ("Russia", "ceasefire", "against")),
        ("Russia demands a ceasefire and elections in Ukraine. Kyiv has already rejected these demands.",
         ("Ukraine", "elections", "against")),
        ("Russia demands a ceasefire and elections in Ukraine. Kyiv has already rejected these demands.",
         ("Ukraine", "ceasefire", "against")),
        ("Fico wants to lift sanctions on Russia. Latvia opposes that idea, saying a ceasefire must come first.",
         ("Latvia", "sanctions", "favor")),
    ],
)  # fmt: skip
def test_pointing_noun_means_what_was_just_asked_for(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "Estonia proposed a ceasefire. Latvia rejected that offer of a new bridge.",
        "Estonia proposed a ceasefire and new sanctions on Russia. Latvia rejected that proposal.",  # which of two
        "Estonia proposed a ceasefire. Latvia rejected an offer from Finland.",
        "Estonia proposed a ceasefire. Latvia studied that offer.",
        "Estonia proposed a ceasefire. It snowed all night in Riga. Latvia rejected that offer.",
    ],
)
def test_pointing_noun_means_nothing_where_it_is_not_clear(find, text):
    assert not [position for position in find(text) if position[:2] == ("Latvia", "ceasefire")]
