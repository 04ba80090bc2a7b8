import pytest
import spacy

from training.parser.tokenizer import set_tokenizer


@pytest.fixture(scope="module")
def blank():
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    return nlp


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-Russia", ["U.S.", "-", "Russia"]),
        ("Trump-Putin", ["Trump", "-", "Putin"]),
        ("re-elected", ["re-elected"]),
        ("didn\u2019t", ["did", "n\u2019t"]),
        ("Orb\u00e1n\u2019s\u2014didn\u2019t", ["Orb\u00e1n", "\u2019s", "\u2014", "did", "n\u2019t"]),
        ("$300bn", ["$", "300", "bn"]),
        ("and/or", ["and", "/", "or"]),
        ("no!!!", ["no", "!!!"]),
    ],
)
def test_words_are_those_of_universal_dependencies(blank, text, words):
    assert [token.text for token in blank(text)] == words


def test_shipped_pipeline_cuts_words_by_this_recipe(nlp, blank):
    text = (
        "\u201cWe won\u2019t go,\u201d said the U.K.-led group\u2014it\u2019s an ex-minister\u2019s"
        " (e.g. Mr. Lee\u2019s) 9am plan, and/or a half-baked one."
    )

    assert [token.text for token in nlp.make_doc(text)] == [token.text for token in blank.make_doc(text)]
