"""What of a text is parsed, and that its offsets hold."""

import pytest
import spacy

from process.extract.reading.passages import AFTER, BEFORE, FIRST, make_passages, touched

SENTENCES = [f"Sentence number {number} is about rain. " for number in range(30)]


def place(sentences):
    ends = [sum(map(len, sentences[: number + 1])) for number in range(len(sentences))]
    return list(zip([0, *ends], ends, strict=False))


def read(sentences, chosen):
    return make_passages("".join(sentences), place(sentences), chosen)


@pytest.fixture(scope="module")
def parse():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def test_a_passage_is_parsed_with_what_leads_to_it_and_the_beginning_of_the_text():
    text = read(SENTENCES, {20}).text
    kept = [number for number, (start, end) in enumerate(place(SENTENCES)) if text[start:end] == SENTENCES[number]]

    assert kept == [*range(FIRST), *range(20 - BEFORE, 20 + AFTER + 1)]


def test_offsets_hold_and_no_paragraph_goes_on_behind_what_is_left_out():
    text = read(SENTENCES, {20}).text

    assert len(text) == sum(map(len, SENTENCES))
    assert all(text[place(SENTENCES)[number][1] - 1] == "\n" for number in (FIRST, 14, 29))


def test_the_sentence_that_first_names_who_is_in_a_passage_is_parsed():
    sentences = [*SENTENCES]
    sentences[7], sentences[9], sentences[20] = "Ada Kos, an envoy, came. ", "Then Kos left. ", "A truce, Kos said. "
    text = read(sentences, {20}).text

    assert "Ada Kos, an envoy, came." in text
    assert "Then Kos left." not in text


@pytest.mark.parametrize("chosen", [set(), set(range(30))])
def test_a_text_of_which_nothing_or_everything_is_chosen_stays_as_it_is(chosen):
    passages = read(SENTENCES, chosen)

    assert passages.text == "".join(SENTENCES)
    assert len(passages.places) == len(chosen)


def test_sentences_of_a_doc_are_those_that_a_place_touches(parse):
    doc = parse("One came. Two came. Three came. Four came.")

    assert touched(doc, [(10, 20), (25, 26)]) == {1, 2}
    assert touched(doc, []) == frozenset()
