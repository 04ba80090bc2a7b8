"""What "this" means in the sentence after a proposal."""

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
