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
        "Estonia proposed a ceasefire. Finland offered a new bridge. Latvia rejected that offer.",
        "Estonia proposed a ceasefire. Finland's offer for a bridge came late. Latvia rejected the offer.",
        "Estonia proposed a ceasefire. Finland made an offer for a bridge. Latvia rejected the offer.",
        "Estonia proposed a ceasefire. The ships lay in port. It was cold. It snowed. Latvia rejected that offer.",
    ],
)
def test_pointing_noun_means_nothing_where_it_is_not_clear(find, text):
    assert not [position for position in find(text) if position[:2] == ("Latvia", "ceasefire")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Estonia proposed a ceasefire. It snowed all night in Riga. Russia rejected that offer.",
         ("Russia", "ceasefire", "against")),
        ("Estonia proposed a ceasefire. It would begin on Monday. Merz welcomed the idea.",
         ("Friedrich Merz", "ceasefire", "favor")),
        ("Lavrov demanded elections in Ukraine. The demand was rejected by Kyiv.", ("Ukraine", "elections", "against")),
        ("Norway pledged new tanks for Ukraine. Orban criticised the decision.",
         ("Viktor Orbán", "military-aid", "against")),
        ("Hungary rejected a ceasefire in Ukraine. Latvia backed the idea.", ("Latvia", "ceasefire", "favor")),
    ],
)  # fmt: skip
def test_noun_means_what_was_proposed_up_to_three_sentences_before(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fico wants to lift sanctions on Russia. Merz said that would be a mistake.",
         ("Friedrich Merz", "sanctions", "favor")),
        ("Merz called for elections in Ukraine. Zelensky called it a gift to Moscow.",
         ("Volodymyr Zelenskyy", "elections", "against")),
        ("Estonia proposed a ceasefire. Lavrov described the idea as a trap.",
         ("Sergei Lavrov", "ceasefire", "against")),
        ("Estonia proposed a ceasefire. For Moscow, Lavrov said, such a step was unacceptable.",
         ("Sergei Lavrov", "ceasefire", "against")),
        ("Russia rejected a ceasefire. Macron called that unacceptable.", ("Emmanuel Macron", "ceasefire", "favor")),
        ("Latvia proposed new sanctions on Russia. Hungary ruled this out.", ("Hungary", "sanctions", "against")),
    ],
)  # fmt: skip
def test_judgement_is_one_of_what_was_proposed(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump proposed a ceasefire. Kyiv agreed. Moscow refused.",
         [("Donald Trump", "ceasefire", "favor"), ("Ukraine", "ceasefire", "favor"),
          ("Russia", "ceasefire", "against")]),
        ("Trump proposed a ceasefire. Moscow said no. Kyiv said yes.",
         [("Donald Trump", "ceasefire", "favor"), ("Russia", "ceasefire", "against"),
          ("Ukraine", "ceasefire", "favor")]),
        ("Merz asked Hungary to back sanctions on Russia. Hungary refused to do so.",
         [("Friedrich Merz", "sanctions", "favor"), ("Hungary", "sanctions", "against")]),
    ],
)  # fmt: skip
def test_answer_is_one_to_what_was_proposed(find, text, expected):
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Trump proposed a ceasefire. Kyiv has not agreed. Moscow may refuse.",
        "Trump proposed a ceasefire. Kyiv agreed with him on wheat prices.",
        "Kyiv and Moscow held talks on a ceasefire. Latvia refused.",  # nobody has proposed it
        "Trump proposed a ceasefire. Latvia rejected the notion of luck.",
        "Trump proposed a ceasefire. And that is good, Latvia said.",
        "Trump proposed a ceasefire. Lavrov said “no” to dinner.",
        "Trump proposed a ceasefire. Asked whether it had rained, Lavrov said yes.",
        "Trump proposed a ceasefire. Asked by a reporter if he would fly to Paris, Lavrov said no.",
    ],
)
def test_answer_is_none_where_it_says_something_else(find, text):
    assert [position for position in find(text) if position[0] != "Donald Trump"] == []


def test_what_is_offered_is_one_thing_of_two_issues(find):
    found = find("Turkey offered to host a meeting of Putin and Zelensky. Kyiv accepted the offer.")

    assert ("Ukraine", "mediation", "favor") in found
    assert ("Ukraine", "leaders-summit", "favor") in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine accepted a ceasefire. Russia did not.", ("Russia", "ceasefire", "against")),
        ("Poland called for sanctions on Russia. Latvia did the same.", ("Latvia", "sanctions", "favor")),
        ("Poland rejected elections in Ukraine. Latvia followed suit.", ("Latvia", "elections", "against")),
        ("Orban wants to lift sanctions on Russia. Tusk said he would never allow that.",
         ("Donald Tusk", "sanctions", "favor")),
        ("Merz demanded sanctions on Russia. Latvia stood behind that demand.", ("Latvia", "sanctions", "favor")),
        ("Merz proposed sanctions on Russia. Latvia had nothing against it.", ("Latvia", "sanctions", "favor")),
        ("Macron proposed a ceasefire in the air. Kyiv backed the plan.", ("Ukraine", "ceasefire", "favor")),
        ("Fico wants to lift sanctions on Russia. Latvia has rejected any such deal.",
         ("Latvia", "sanctions", "favor")),
        ("Trump proposed a ceasefire. Moscow brushed the idea aside.", ("Russia", "ceasefire", "against")),
        ("Trump proposed a ceasefire. Kyiv thanked him and accepted.", ("Ukraine", "ceasefire", "favor")),
        ("Norway paused its arms exports to Ukraine and later resumed them.", ("Norway", "military-aid", "favor")),
        ("Fico rejected a ceasefire. He was alone. Merz said the refusal was a gift to Moscow.",
         ("Friedrich Merz", "ceasefire", "favor")),
        ("Fico wants to lift sanctions on Russia. His remark caused a stir. Kallas called it a dangerous thought.",
         ("Kaja Kallas", "sanctions", "favor")),
        ("Sweden wants to ban visas for Russians. Hungary does not.", ("Hungary", "sanctions", "against")),
        ("Kyiv wants a ceasefire. Moscow does not want one.", ("Russia", "ceasefire", "against")),
        ("Trump proposed a ceasefire. Moscow refused. Macron called that unacceptable.",
         ("Emmanuel Macron", "ceasefire", "favor")),
    ],
)  # fmt: skip
def test_stance_is_shared_or_not(find, text, expected):
    assert expected in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "Poland rejected a ceasefire. Latvia did not.",  # and has not said yes either
        "Poland rejected a ceasefire. Latvia agreed.",  # to the one or to the other
        "Poland called for a ceasefire. Latvia does not know.",
        "Poland called for a ceasefire. Latvia called the idea worth discussing.",
        "Poland called for a ceasefire. The mayors of Latvia did their best.",
    ],
)
def test_stance_is_nobodys_where_it_is_not_shared(find, text):
    assert [position for position in find(text) if position[0] == "Latvia"] == []
