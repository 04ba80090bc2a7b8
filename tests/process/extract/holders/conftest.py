import pytest

from process.extract.claim import Claim
from process.extract.grammar import Grammar
from process.extract.holders.scene import make_scene
from process.extract.holders.vetoes import hold_back
from stancewatch.contracts import Stance


@pytest.fixture(scope="session")
def grammar(desk):
    return Grammar(desk)


@pytest.fixture
def scene_of(nlp, grammar):
    """Return the scene of a text on the real parser."""

    def make(text, title="Ukraine and Russia"):
        reading = grammar.read(nlp(text), title)
        return make_scene(
            reading.doc,
            reading.cast,
            reading.voices,
            grammar.lexicon,
            climbs=reading.climbs,
            title=reading.cast.titled,
            desk=frozenset(entry.actor.id for entry in grammar.desk.actors),
        )

    return make


@pytest.fixture
def veto(scene_of):
    """Return why a claim is held back that an actor of the text takes a side in its last sentence."""

    def find(text, actor, issue, stance):
        scene = scene_of(text)
        view = scene.sentences[-1]
        anchor = next((one.anchor for one in view.climbs if one.cue.issue == issue and one.findings), None)
        claim = Claim(
            scene.actors[actor], None, issue, Stance(stance), len(scene.sentences) - 1, anchor, None, 0.6, "model"
        )
        reason = hold_back(claim, scene).reason
        return reason and reason.why

    return find
