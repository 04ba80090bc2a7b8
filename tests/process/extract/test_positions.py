"""A position says whether its sentence stands in what the article copies or updates, and shows up to two sentences."""

import pytest
from spacy.lang.en import English

from process.extract.claim import Claim
from process.extract.positions import MAX_EVIDENCE, evidence_of, find_beside
from stancewatch.contracts import Actor, Stance

OLD = "Ukraine has accepted a ceasefire."
TEXT = f"{OLD} Poland backs sanctions on Russia if Kyiv asks for them."
NEW = (len(OLD) + 1, len(TEXT))
IF = (TEXT.index("if Kyiv"), len(TEXT))


@pytest.mark.parametrize(
    ("added", "carried"), [(None, []), ((), ["Poland", "Ukraine"]), ((NEW,), ["Ukraine"]), ((IF,), ["Ukraine"])]
)
def test_a_sentence_without_additions_is_carried(extractor, make_article, added, carried):
    article = make_article(TEXT).model_copy(update={"copy_of": "b", "added": added})

    positions = extractor.extract(article)
    assert {one.holder.name for one in positions} == {"Poland", "Ukraine"}
    assert sorted(one.holder.name for one in positions if one.is_carried) == carried


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Slovakia backs sending shells to Ukraine but refuses to send money for weapons.", ["favor", "against"]),
        ("Slovakia refuses to send money for weapons but backs sending shells to Ukraine.", ["against", "favor"]),
    ],
)
def test_both_stances_in_one_sentence_come_as_their_cues_do(extractor, make_article, text, stances):
    assert [one.stance for one in extractor.extract(make_article(text))] == stances


def make_claim(sentence: int, confidence: float) -> Claim:
    holder = Actor(id="poland", name="Poland", kind="state")
    return Claim(holder, None, "sanctions", Stance.FAVOR, sentence, None, None, confidence, "model")


@pytest.mark.parametrize(
    ("beside", "gap", "shown"),
    [
        (1, " ", "Warsaw backs them. It wants more."),
        (-1, " ", "It rained. Warsaw backs them."),
        (1, "\n\n", "Warsaw backs them."),
        (2, " ", "Warsaw backs them."),
    ],
)
def test_a_sentence_beside_in_the_same_paragraph_that_shows_the_same_is_evidence_too(beside, gap, shown):
    text = f"It rained. Warsaw backs them.{gap}It wants more. Then came snow."
    doc = English().tokenizer(text)
    for token in doc:
        token.is_sent_start = token.text in {"It", "Warsaw", "Then"}
    sents = list(doc.sents)
    clearest = make_claim(1, 0.9)

    place = find_beside(clearest, [clearest, make_claim(1 + beside, 0.2)], sents)
    assert place.sent.text.strip() == "Warsaw backs them."
    assert place.whole.text.strip() == shown


def test_what_is_too_long_for_evidence_stands_alone():
    doc = English().tokenizer("Yes. " + "word " * MAX_EVIDENCE)
    for token in doc:
        token.is_sent_start = token.i in {0, 2}
    clearest = make_claim(0, 0.9)

    place = find_beside(clearest, [clearest, make_claim(1, 0.5)], list(doc.sents))
    assert place.whole.text.strip() == "Yes."


@pytest.mark.parametrize("words", [90, 180])
def test_evidence_of_a_sentence_that_hardly_ends_has_the_word_that_shows_it(extractor, make_article, words):
    text = f"{'On Monday, ' * words}Poland backs sanctions on Russia, and {'so on, ' * 20}it said."

    positions = extractor.extract(make_article(text))
    assert positions
    assert all(one.cue and one.clearest is None and one.cue.text in one.evidence.text for one in positions)
    assert all(len(one.evidence.text) <= MAX_EVIDENCE for one in positions)


def test_evidence_ends_where_the_text_is_not_read_on(make_article):
    sentence, left_out = "Kyiv wants a truce.", " Rain fell on the sea all night."
    doc = English()(sentence + " " * len(left_out))

    assert evidence_of(make_article(sentence + left_out), doc[:], 0).text == sentence
