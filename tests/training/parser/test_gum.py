import pytest

from training.parser.conllu import Word
from training.parser.groups import tag_groups
from training.parser.gum import find_mentions, tag_names


def words(*rows):
    """Return words from rows of form, xpos, relation, head, misc."""
    return [
        Word(form, is_before_space=True, xpos=xpos, relation=relation, head=head, misc=misc)
        for form, xpos, relation, head, misc in rows
    ]


PRESIDENT = words(
    ("President", "NNP", "compound", 2, "Entity=(1-person-giv-1-coref"),
    ("Anna", "NNP", "compound", 2, "_"),
    ("Novak", "NNP", "nsubj", 3, "Entity=1)"),
    ("visited", "VBD", "root", 3, "_"),
    ("the", "DT", "det", 5, "Entity=(2-organization-new"),
    ("University", "NNP", "obj", 3, "_"),
    ("of", "IN", "case", 7, "_"),
    ("Bonn", "NNP", "nmod", 5, "Entity=(3-place-new)2)"),
    ("with", "IN", "case", 10, "_"),
    ("her", "PRP$", "nmod:poss", 10, "Entity=(4-person-giv(1-person-giv)"),
    ("friend", "NN", "obl", 3, "SpaceAfter=No|Entity=4)"),
)  # fmt: skip


def test_mentions_are_nested():
    found = [(mention.first, mention.last, mention.kind) for mention in find_mentions(PRESIDENT)]

    assert found == [
        (0, 2, "person"), (7, 7, "place"), (4, 7, "organization"), (9, 9, "person"), (9, 10, "person"),
    ]  # fmt: skip


def test_names_lose_titles_and_articles_and_the_longest_counts():
    assert tag_names(PRESIDENT) == (
        "O", "B-PERSON", "I-PERSON", "O", "O", "B-ORG", "I-ORG", "I-ORG", "O", "O", "O",
    )  # fmt: skip


def test_title_alone_is_no_name():
    assert tag_names(words(("President", "NNP", "root", 0, "Entity=(1-person-new)"))) == ("O",)


def test_name_ends_before_a_hyphen_at_its_edge():
    rows = words(("Bonn", "NNP", "root", 0, "Entity=(1-place-new"), ("-", "HYPH", "punct", 0, "Entity=1)"))

    assert tag_names(rows) == ("B-LOC", "O")


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "tag"),
    [
        ("Russian", "ADJ", "JJ", "B-NORP"),
        ("Ukrainians", "PROPN", "NNPS", "B-NORP"),
        ("Russian", "PROPN", "NNP", "O"),
        ("polish", "ADJ", "JJ", "O"),
        ("Monday", "PROPN", "NNP", "O"),
    ],
)
def test_groups_are_found_by_list_and_part_of_speech(form, upos, xpos, tag):
    assert tag_groups([Word(form, is_before_space=True, upos=upos, xpos=xpos)], ["O"]) == (tag,)


def test_word_within_a_name_is_no_group():
    assert tag_groups([Word("German", is_before_space=True, upos="ADJ", xpos="JJ")], ["B-ORG"]) == ("B-ORG",)
