import pytest

from process.extract.desks.files import load_desk
from process.extract.grammar import Grammar
from process.extract.nlp import make_nlp
from training.holders.rows import rows_of
from training.sides.texts import Article

TEXT = "Moscow told Kyiv that it rejects the ceasefire. Nothing else was said."
POSITION = {
    "holder": "Russia",
    "issue": "ceasefire",
    "stance": "against",
    "evidence": "Moscow told Kyiv that it rejects the ceasefire.",
}


@pytest.fixture(scope="module")
def rows():
    article = Article("a1", "v1", "Ukraine and Russia", TEXT, (POSITION,))
    return list(rows_of(article, make_nlp()(TEXT), Grammar(load_desk())))


def test_sentence_that_takes_a_side_has_a_row_for_each_actor_near_it(rows):
    assert len(rows) == 2


def test_only_the_holder_is_marked(rows):
    (holder,) = (row for row in rows if row.is_holder)

    assert "grammar: this side" in holder.signs or "subject of saying" in holder.signs
