"""A copy or an update repeats its text, also where nothing was found in that before."""

import pytest

from process.track.ledger import Suppressed, decide
from stancewatch.contracts import AlertKind
from tests.process.track.builders import START, make_position

EDITED = "The prime minister said that his government would {} to the new sanctions on Russia and on its oil fleet."


def carried(stance: str = "favor", **fields):
    return make_position(stance, day=1, is_carried=True, **{"copy_of": "a-0"} | fields)


def test_a_sentence_of_the_original_is_no_news_in_a_copy_whatever_was_found_in_the_original():
    decision = decide(None, carried())

    assert (decision.kind, decision.suppressed) == (None, Suppressed.COPY)
    assert decision.entry.is_waiting
    assert decision.reason == "in a copy of the article a-0, whose text has the sentence too"


def test_nor_does_it_turn_the_entry_or_enter_its_history():
    entry = decide(None, make_position("against", article="b")).entry
    decision = decide(entry, carried())

    assert decision.suppressed is Suppressed.COPY
    assert (decision.entry.current, decision.entry.history) == (entry.current, entry.history)
    assert decision.entry.outlets == entry.outlets


def test_a_sentence_that_the_page_had_before_is_no_news_in_an_update():
    decision = decide(None, carried(copy_of=None, revision=1))

    assert (decision.suppressed, decision.entry) == (Suppressed.UPDATE, None)
    assert decision.reason == "an update of the article, whose text had the sentence before"


@pytest.mark.parametrize(("copy_of", "article"), [("a-0", "b"), (None, "a-0")])
def test_a_sentence_in_which_the_words_were_changed_that_mattered_is_news(copy_of, article):
    before = make_position("favor", evidence=EDITED.format("agree"))
    after = carried(
        "against", evidence=EDITED.format("object"), copy_of=copy_of, article=article, revision=1, retrieved_at=START
    )
    before = before.model_copy(update={"retrieved_at": START})

    assert decide(decide(None, before).entry, after).kind is AlertKind.CHANGED


def test_a_condition_that_an_update_adds_to_a_sentence_is_news():
    before = make_position("favor", evidence=EDITED.format("agree"), article="a", retrieved_at=START)
    words = EDITED.format("agree").replace("fleet", "fleet as soon as gas flows again")
    after = carried(
        "favor", evidence=words, condition="as soon as gas flows again", article="a", copy_of=None, revision=1
    )

    assert decide(decide(None, before).entry, after).kind is AlertKind.CONDITION


def test_another_sentence_of_the_original_is_no_news_though_a_stance_was_found_elsewhere_in_it():
    before = make_position("favor", evidence=EDITED.format("agree"))
    after = carried("against", evidence="Hungary had long been against them, and said so at every meeting in Brussels.")

    assert decide(decide(None, before).entry, after).suppressed is Suppressed.COPY


def test_an_original_that_is_read_after_its_copy_raises_the_alert():
    entry = decide(None, carried()).entry

    assert decide(entry, make_position("favor")).kind is AlertKind.NEW


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "copy first"])
def test_a_copy_is_an_outlet_of_the_stance_that_stands_though_it_overtakes_its_original(order):
    entry = decide(None, make_position("favor", day=-9, article="known", publisher="Dunmore Herald")).entry
    original = make_position("favor", evidence=EDITED.format("agree"))
    versions = original, carried("favor", evidence=EDITED.format("agree"), publisher="Baltic Courier")
    for number in order:
        entry = decide(entry, versions[number]).entry

    assert entry.outlets == ("Baltic Courier", "Dunmore Herald", "Harbour Wire")
    assert entry.current == original
