"""Who speaks: each line is a way to attribute words, read by the parser that ships."""

import time

import pytest

from process.extract.english.lexicon import load_lexicon
from process.extract.naming.cast import Cast
from process.extract.naming.mentions import MentionFinder
from process.extract.voices.attribution import Voices


@pytest.fixture(scope="module")
def finder(desk):
    return MentionFinder(desk)


@pytest.fixture
def speakers(nlp, desk, finder):
    """Return the names of those who say the words around the last occurrence of a word."""

    def find_speakers(text, word="truce", title=""):
        doc = nlp(text)
        cast = Cast(doc, finder.find(doc, title), desk=desk, lexicon=load_lexicon())
        voices = Voices(doc, cast, load_lexicon())
        token = [token for token in doc if token.text == word][-1]
        found = voices.speakers_at(token) if voices.quote_at(token) is not None else voices.sentence_speakers(token)
        return [actor.name for actor in found or voices.context_speakers(token)]

    return find_speakers


@pytest.mark.parametrize(
    "text",
    [
        "Macron said the truce must hold.",
        "The truce must hold, Macron said in Paris.",
        "The truce, Macron said, must hold.",
        "According to Macron, the truce must hold.",
        "Macron: the truce must hold.",
        "Macron barked that the truce must hold.",
        "“The truce must hold,” said Emmanuel Macron.",
        "“The truce must hold,” offered Emmanuel Macron, who had slept badly.",
        "“It is late,” Macron said. “The truce must hold.”",
        "“The truce must hold,” Macron told the House of Commons.",
        '"The truce must hold", Macron told reporters.',
        "Macron said the “truce” must hold.",
        "“He said \u2018the truce must hold\u2019 twice,” Macron said.",
        "“One thing.\n\n“The truce must hold,” Macron said.",
        "Macron spoke for an hour.\n\n“The truce must hold.”",
        "“The truce must hold” was Macron's answer to the Europeans.",
    ],
)
def test_speaker_is_found(speakers, text):
    assert speakers(text) == ["Emmanuel Macron"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: What now?\n\nA: The truce must hold.", ["Kaja Kallas"]),
        ("DW: What now?\n\nKallas: The truce must hold.\n\nDW: Thank you.", ["Kaja Kallas"]),
        ("DW: What now?\n\nKK: The truce must hold.\n\nDW: Thank you.", ["Kaja Kallas"]),
        ("QUESTION: What now?\n\nHIGH REPRESENTATIVE KALLAS: The truce must hold.", ["Kaja Kallas"]),
        ("Kallas: Good morning.\n\nQ: Must the truce hold?", []),
    ],
)
def test_turns_of_a_conversation_are_their_speakers(speakers, text, expected):
    assert speakers(text, title="Interview with Kaja Kallas") == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("We, the leaders of Latvia and Sweden, met. We want a truce.", "", ["Latvia", "Sweden"]),
        ("We want a truce.", "Joint statement by Macron and Merz", ["Emmanuel Macron", "Friedrich Merz"]),
        ("We want a truce.", "Joint statement of Norway and Latvia", ["Norway", "Latvia"]),
        ("We want a truce.", "Statement by Macron", []),
        ("We want a truce.", "Statement by Norway and Latvia", []),
        ("Macron met us. We want a truce.", "", []),
    ],
)
def test_we_outside_of_quotations_is_who_signs_together(nlp, desk, finder, text, title, expected):
    doc = nlp(text)
    voices = Voices(doc, Cast(doc, finder.find(doc, title), desk=desk, lexicon=load_lexicon()), load_lexicon())
    we = [token for token in doc if token.text == "We"][-1]

    assert [actor.name for actor in voices.speakers_at(we)] == expected


def test_holder_and_speaker_of_nested_attribution_stay_apart(speakers):
    assert speakers("Lavrov said that Macron had told Trump that the truce must hold.") == ["Sergei Lavrov"]


def test_quotation_over_paragraphs_is_known_to_go_on(nlp, desk, finder):
    doc = nlp("“One thing.\n\n“Two things,” Macron said.")
    cast = Cast(doc, finder.find(doc), desk=desk, lexicon=load_lexicon())

    assert [quote.is_closed for quote in cast.quotes] == [False, True]


@pytest.mark.parametrize(
    "paragraph",
    ["“We need it,” Macron said. ", "Karl Lindqvist met Anna Berg. He said that they agreed. "],
)
def test_cost_of_names_and_quotations_grows_with_the_text_and_not_faster(nlp, desk, finder, paragraph):
    def cost(doc):
        started = time.process_time()
        Voices(doc, Cast(doc, finder.find(doc), desk=desk, lexicon=load_lexicon()), load_lexicon())
        return time.process_time() - started

    short, long = (nlp(paragraph * times) for times in (50, 400))

    assert min(cost(long) for _ in range(3)) < 8 * 3 * min(cost(short) for _ in range(3)) + 0.2  # a square would be 64
