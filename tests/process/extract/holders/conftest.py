import pytest

from process.extract.grammar import Grammar
from process.extract.holders.scene import make_scene


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
