import shutil
import time

import pytest

from process.extract.desks.files import DEFAULT_DESK, DESKS, MODEL_FOLDER
from process.extract.pipeline import make_extractor
from process.extract.positions import MAX_EVIDENCE
from process.extract.reading.readable import MAX_CHARACTERS
from process.extract.sides.card import CARD
from stancewatch.errors import ConfigurationError

TEXT = (
    "KYIV - Ukraine has accepted a ceasefire.\n\n"
    "“We need more weapons,” Zelenskyy said. Russia rejects the ceasefire, Peskov said in Moscow. "
    "Poland backs sanctions on Russia. Hungary supports the sanctions. Hungary blocked sanctions on Russia."
)


@pytest.mark.parametrize("card", ["{", '{"labels": []}', (DESKS / DEFAULT_DESK / MODEL_FOLDER / CARD).read_text()])
def test_a_model_that_is_not_whole_is_told_of(tmp_path, card):
    desk = shutil.copytree(DESKS / "sudan-ceasefire", tmp_path / "desk")
    (desk / MODEL_FOLDER).mkdir()
    (desk / MODEL_FOLDER / CARD).write_text(card)

    with pytest.raises(ConfigurationError, match=r"the model in .*desk/model cannot be loaded \(.*; put it back whole"):
        make_extractor(desk)


def test_a_cue_that_is_no_pattern_is_told_of_with_its_place(tmp_path):
    desk = shutil.copytree(DESKS / "sudan-ceasefire", tmp_path / "desk")
    truce = desk / "issues" / "truce.toml"
    truce.write_text(truce.read_text().replace("[lay] down ~ weapon|arm", "$war"))

    with pytest.raises(ConfigurationError, match=r"desk/issues/truce.toml:9: the cue '\$war': cannot be read: .*; "):
        make_extractor(desk)


def test_evidence_and_condition_are_exact_words_of_the_text(extractor, make_article):
    positions = extractor.extract(make_article(TEXT))

    assert positions
    for position in positions:
        for span in filter(None, (position.evidence, position.condition)):
            assert TEXT[span.start : span.end] == span.text


def test_positions_come_in_text_order_one_for_each_holder_issue_and_stance(extractor, make_article):
    positions = extractor.extract(make_article(TEXT + " Ukraine has accepted a ceasefire."))

    keys = [(position.holder.id, position.issue, position.stance) for position in positions]
    starts = [position.evidence.start for position in positions]
    assert len(keys) == len(set(keys))
    assert starts == sorted(starts)


def test_both_stances_of_a_holder_on_an_issue_are_marked(extractor, make_article):
    positions = extractor.extract(make_article(TEXT))

    assert {one.holder.name for one in positions if one.has_both} == {"Hungary"}


def test_evidence_in_a_sentence_without_end_is_the_words_around_it(extractor, make_article):
    filler = "and the river and the road and the hill " * 400
    text = f"Ukraine and Kyiv saw {filler} and Hungary rejects the sanctions on Russia {filler}"

    for position in extractor.extract(make_article(text)):
        assert len(position.evidence.text) <= MAX_EVIDENCE


def test_stance_in_a_quotation_is_quoted(extractor, make_article):
    (position,) = [one for one in extractor.extract(make_article(TEXT)) if one.issue == "military-aid"]

    assert position.quoted


def test_position_carries_its_article_and_what_found_it(extractor, make_article):
    article = make_article(TEXT)

    position = extractor.extract(article)[0]

    assert (position.article_id, position.article_title) == (article.id, article.title)
    assert position.rule.startswith(f"grammar:{position.issue}.")
    assert 0 < position.confidence < 1


def test_same_article_gives_the_same_ids(extractor, make_article):
    first, second = (extractor.extract(make_article(TEXT)) for _ in range(2))

    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Ukraine and Russia",
        'Ukraine “said \u2018no " to « the Russia talks',
        "<html><body><p>Ukraine rejects <b>talks</b> with Russia &nbsp;</p>",
        "👍🏽 Ukraine \u202e\u200b rejects 🇺🇦 talks with Russia",
        "Ukraine \ud83d rejects talks \udc00 with Russia",
        "Ukraine Russia " * 800,
    ],
)
def test_odd_text_is_no_error(extractor, make_article, text):
    positions = extractor.extract(make_article(text))

    assert all(text[one.evidence.start : one.evidence.end] == one.evidence.text for one in positions)


def test_markup_in_a_text_does_not_hide_a_stance(find):
    assert find("<p>Ukraine rejects <b>talks</b> with Russia.</p>") == [("Ukraine", "negotiations", "against")]


@pytest.mark.parametrize(
    "text",
    [
        "Israel rejects a ceasefire in Gaza. Hamas backs talks.",
        "The union rejected the pay offer and broke off talks with the company. It wants sanctions on managers.",
    ],
)
def test_another_subject_gives_nothing(find, text):
    assert find(text, "News") == []


def test_what_lies_beyond_the_limit_is_not_read(extractor, make_article):
    text = "Ukraine and Russia.\n" + " " * MAX_CHARACTERS + "Ukraine rejects a ceasefire with Russia."

    assert extractor.extract(make_article(text)) == ()


def test_cost_grows_with_the_text_and_not_faster(extractor, make_article):
    paragraph = TEXT + "\n\n"
    seconds = []
    for times in (5, 20):
        started = time.process_time()
        extractor.extract(make_article(paragraph * times))
        seconds.append(time.process_time() - started)

    assert seconds[1] < 4 * 2.5 * seconds[0] + 0.5


def test_bundled_desk_is_the_default():
    assert make_extractor().desk.id == "ukraine-peace-talks"


def test_surname_that_nothing_explains_holds_nothing_and_is_counted(extractor, make_article):
    extraction = extractor.read(make_article("Vandermolen rejected a ceasefire in Ukraine.", title="Ukraine"))

    assert extraction.positions == ()
    assert extraction.unexplained == 1


def test_where_many_words_are_kept_those_of_an_article_go_with_it(monkeypatch, make_article):
    """A service that runs for months meets new names without end; spaCy would keep each of them."""
    extractor, text = make_extractor(), TEXT + " Wexlund Morvane of Thrale{} backs a ceasefire, Ostrel{} said."
    article = make_article(text.format("wick", "d"))
    before = extractor.extract(article), extractor.analyse(article)
    kept = len(extractor._nlp.vocab.strings)
    monkeypatch.setattr("process.extract.pipeline.KEPT_WORDS", 0)

    for number in range(20):
        extractor.extract(make_article(text.format(f"ham{number}", f"th{number}")))
        extractor.analyse(make_article(text.format(f"wich{number}", f"sk{number}")))

    assert len(extractor._nlp.vocab.strings) == kept
    assert (extractor.extract(article), extractor.analyse(article)) == before
    monkeypatch.undo()
    extractor.extract(make_article(text.format("hamwood", "thor")))
    assert len(extractor._nlp.vocab.strings) > kept
