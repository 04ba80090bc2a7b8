"""A condition that the next sentence adds belongs to who speaks there, and only what is one is taken for one."""

import pytest

from process.extract.claim import MODEL, Claim
from process.extract.english.lexicon import load_lexicon
from process.extract.holders.added import add_condition, find_added
from stancewatch.contracts import Stance


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("But it must be watched over by a neutral state, she said.", "it must be watched over by a neutral state"),
        ("However, it had to be signed in Minsk, he went on.", "it had to be signed in Minsk"),
        ("It must first be put to a vote.", "It must first be put to a vote"),
        ("That, she added, depends on Riga signing it.", "depends on Riga signing it"),
        ("The shipment hinges on a vote in Congress, Merz said.", "hinges on a vote in Congress"),
        ("It is subject to a vote in Congress, Merz said.", "subject to a vote in Congress"),
        ("There is one condition, Merz told the deputies: a seat for Berlin.", "a seat for Berlin"),
        ("The precondition is that both capitals ask for it.", "The precondition is that both capitals ask for it"),
        ("But only if Kyiv agrees, Merz said.", "only if Kyiv agrees"),
        ("Provided Congress agrees, Merz said.", "Provided Congress agrees"),
        ("First the shelling has to stop, Merz said.", "First the shelling has to stop"),
        ("In return, Kyiv must sign the deal, Merz said.", "In return, Kyiv must sign the deal"),
        ("In return, it wants wheat to flow again, Merz said.", "In return, it wants wheat to flow again"),
        ("The one condition: Moscow stops first.", "Moscow stops first"),
        ("But it will begin only after a vote in Congress, Merz said.", "only after a vote in Congress"),
        ("But there are conditions, Merz added: Kyiv must sign first.", "Kyiv must sign first"),
    ],
)  # fmt: skip
def test_sentence_adds_a_condition(nlp, text, condition):
    doc = nlp(text)

    extent = find_added(next(doc.sents), load_lexicon())

    assert extent is not None
    assert doc[slice(*extent)].text == condition


@pytest.mark.parametrize(
    "text",
    [
        "But he must fly to Kyiv first, Merz said.",
        "There are no conditions, Merz said.",
        "But it must be said that the mood was bad.",
        "The condition of the patient is stable.",
        "If Kyiv agrees, the work will begin on Monday, Merz said.",
        "If that is too much, begin with the bridge.",
        "Everything depends on the weather, Merz said.",
        "It all depends on the weather, Merz said.",
        "The economy depends on gas from Russia.",
        "The town is subject to air raids.",
        "First the ministers met in Riga.",
        "But it must not be watched over, Merz said.",
        "“That is a mistake,” said Kyiv",
        "Neither did Kyiv",
    ],
)
def test_sentence_adds_none(nlp, text):
    assert find_added(next(nlp(text).sents), load_lexicon()) is None


@pytest.mark.parametrize(
    ("following", "condition"),
    [
        ("But it must be signed in Minsk, Lavrov said.", "it must be signed in Minsk"),
        ("But it must be signed in Minsk, he said.", "it must be signed in Minsk"),
        ("But it must be signed in Minsk.", "it must be signed in Minsk"),
        ("But it must be signed in Minsk, Merz said.", None),  # Merz's, not his
    ],
)
def test_condition_is_of_who_speaks(scene_of, following, condition):
    scene = scene_of(f"Lavrov agreed to a truce. {following}")
    holder = next(actor for actor in scene.actors.values() if actor.name == "Sergei Lavrov")
    claim = Claim(holder, None, "ceasefire", Stance.FAVOR, 0, None, None, 0.9, MODEL)

    found = add_condition(claim, scene).condition

    assert (scene.sentences[1].span.doc[slice(*found)].text if found else None) == condition


def test_thing_named_before_is_what_must_do_something(nlp):
    doc = nlp("Lavrov agreed to a meeting. But the meeting has to be held in Minsk, he said. But the bus has to stop.")
    before, one, other = doc.sents

    assert find_added(one, load_lexicon(), before=before)
    assert not find_added(other, load_lexicon(), before=before)
