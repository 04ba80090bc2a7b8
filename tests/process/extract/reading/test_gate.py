"""What is left unread, by a desk of a few words; what the bundled desk's words lose is measured in tests/quality."""

import pytest
import spacy

from process.extract.desks.desk import Desk, DeskActor
from process.extract.reading.gate import SHORT_TEXT, Gate
from stancewatch.contracts import Actor

DESK = Desk(
    id="isle",
    issues=(),
    actors=(DeskActor(Actor(id="zoe-orban", name="Zoë Orbán", kind="person"), ("Zoë Orbán", "Orbán"), ("Islander",)),),
    cues=(),
    subject=("Isle", "Islanders"),
    elsewhere=("Gaza",),
    groups={},
    issue_words=("ceasefire*", "good offices"),
    common_words=("talk", "meet*"),
)
PADDING = "The weather was fine and the boats came in late from the sea. "
LONG = PADDING * (SHORT_TEXT // len(PADDING) + 1)


@pytest.fixture(scope="module")
def gate():
    return Gate(DESK)


@pytest.fixture(scope="module")
def parse():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(
    "text", ["Rain on the Isle.", "Orban spoke.", "An Islander spoke.", "CEASEFIRES fail.", "A meeting."]
)
def test_a_short_text_with_any_word_of_the_desk_is_read(gate, text):
    assert gate.concerns(text, "")


def test_a_word_in_the_title_of_a_short_text_counts(gate):
    assert gate.concerns("They said no.", "Orbán")


@pytest.mark.parametrize("text", ["Rain.", "An Isleworth man.", "metal", "orban", ""])
def test_a_short_text_without_one_is_not(gate, text):
    assert not gate.concerns(text, "")


@pytest.mark.parametrize("text", ["Talk of a ceasefire. ", "Orban wants good offices. "])
def test_a_long_text_that_never_names_the_subject_is_not_read(gate, text):
    assert not gate.concerns(LONG + text * 9, "Isle")


def test_a_long_text_that_names_the_subject_far_from_any_issue_is_not_read(gate):
    assert not gate.concerns(f"Rain on the Isle. {LONG} A ceasefire. {LONG}", "")


def test_of_a_text_about_something_else_the_passage_that_touches_the_subject_is_read(gate, parse):
    doc = parse(f"Gaza burns. Gaza fights. {LONG}On the Isle it rained. A ceasefire came. It held. {LONG}")
    kept = [sent.text for number, sent in enumerate(doc.sents) if number in gate.worth_reading(doc, "")]

    assert kept == ["A ceasefire came.", "It held."]


def test_what_names_an_issue_is_likely_and_what_names_the_subject_with_a_common_word(gate, parse):
    doc = parse("It rained. A ceasefire came. They talk. The Isle will talk. Orban spoke.")

    assert gate.find_likely(doc, range(5)) == {1, 3}
    assert gate.find_likely(doc, {0, 2, 4}) == {2}
    assert gate.find_likely(doc, {0, 4}) == frozenset()


def test_no_sentence_beyond_the_last_is_worth_reading(gate, parse):
    doc = parse(f"Gaza burns. Gaza fights. {LONG}On the Isle it rained. A ceasefire came.")

    assert max(gate.worth_reading(doc, "")) == len(list(doc.sents)) - 1


def test_a_text_about_the_subject_is_read_as_a_whole(gate, parse):
    doc = parse(LONG + "The Isle wants a ceasefire. " * 9)

    assert gate.worth_reading(doc, "") == frozenset(range(len(list(doc.sents))))


def test_a_desk_without_words_of_its_issues_has_whatever_names_its_subject_read(parse):
    gate = Gate(Desk("isle", (), (), (), ("Isle",), (), {}))
    doc = parse(f"{LONG}The Isle. {LONG}")

    assert gate.concerns(doc.text, "")
    assert not gate.concerns(LONG, "")
    assert not gate.concerns("Rain.", "")


def test_a_desk_without_any_words_has_short_texts_read_alone():
    gate = Gate(Desk("none", (), (), (), (), (), {}))

    assert not gate.concerns(LONG, "")
