import random

import pytest

from process.extract.parser.wordpiece import WordPiece
from training.sides.examples import draw_epoch, lines_of, make_batches, make_examples
from training.sides.labels import NUMBER
from training.sides.sentences import Cut
from training.sides.texts import Article

VOCABULARY = ["[CLS]", "[SEP]", "[UNK]", "moscow", "rejects", "a", "truce", ".", "talks", "go", "on"]
TEXT = "Moscow rejects a truce. Talks go on."
SENTENCES = (((0, 6), (7, 14), (15, 16), (17, 22), (22, 23)), ((24, 29), (30, 32), (33, 35), (35, 36)))
POSITION = {
    "holder": "Russia",
    "issue": "ceasefire",
    "stance": "against",
    "evidence": "Moscow rejects a truce.",
    "condition": None,
}


@pytest.fixture
def pieces_of(tmp_path):
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return WordPiece(tmp_path / "vocab.txt")


def make_some(pieces_of, count, positions=(POSITION,)):
    articles = [Article(f"a{number}", "v1", "Talks", TEXT, tuple(positions)) for number in range(count)]
    cuts = {article.id: Cut((((0, 5),),), SENTENCES, (), ((0, 1, "Russia"),)) for article in articles}
    return make_examples(articles, cuts, pieces_of)


def test_line_knows_which_words_follow_without_a_blank(pieces_of):
    first, _ = lines_of(TEXT, SENTENCES, pieces_of)

    assert first.pieces == (3, 4, 5, 6, 7)
    assert [shape > 12 for shape in first.shapes] == [False] * 4 + [True]


def test_example_teaches_each_sentence_of_its_window(pieces_of):
    (example,) = make_some(pieces_of, 1)

    assert [dict(gold.labels) for gold in example.gold] == [{NUMBER["ceasefire", "against"]: False}, {}]
    assert not example.is_empty


def test_example_knows_where_each_actor_is_named_in_its_window(pieces_of):
    (example,) = make_some(pieces_of, 1)

    (seen,) = example.seen

    assert (seen.naming.name, seen.naming.sentence) == ("Russia", 0)
    assert [example.window.pieces[piece] for piece in seen.pieces] == [VOCABULARY.index("moscow")]


def test_epoch_keeps_all_that_take_a_side_and_a_share_of_the_others(pieces_of):
    examples = make_some(pieces_of, 10) + make_some(pieces_of, 200, positions=())

    drawn = draw_epoch(examples, empty_share=0.5, draw=random.Random(1))  # noqa: S311 - chance, not secrets

    assert sum(not example.is_empty for example in drawn) == 10
    assert 70 < sum(example.is_empty for example in drawn) < 130


def test_batches_hold_every_example_once_within_the_limit(pieces_of):
    examples = make_some(pieces_of, 25)

    batches = make_batches(examples, pieces=40, draw=random.Random(1))  # noqa: S311 - chance, not secrets

    assert sorted(example.number for batch in batches for example in batch) == list(range(25))
    assert all(len(batch) * max(len(example.window) for example in batch) <= 40 for batch in batches)


def test_same_seed_gives_the_same_batches(pieces_of):
    examples = make_some(pieces_of, 25)

    first, second = (make_batches(examples, pieces=40, draw=random.Random(5)) for _ in range(2))  # noqa: S311 - chance, not secrets

    assert first == second


def test_epoch_reads_one_version_of_an_article_and_so_large_a_share_in_another(pieces_of):
    articles = [Article(f"a{number}", "v1", "Talks", TEXT, (POSITION,)) for number in range(200)]
    cuts = {article.id: Cut((((0, 5),),), SENTENCES, (), ((0, 1, "Russia"),)) for article in articles}
    examples = make_examples(articles, cuts, pieces_of, renames=lambda _article, _cut: (str, str.lower, str.upper))

    drawn = draw_epoch(examples, empty_share=1.0, draw=random.Random(1), renamed_share=0.4)  # noqa: S311 - chance, not secrets

    assert sorted(example.article for example in drawn) == sorted(article.id for article in articles)
    assert 50 < sum(example.version > 0 for example in drawn) < 110
    assert {example.version for example in drawn} == {0, 1, 2}


def test_epoch_reads_all_that_is_fresh_and_a_share_of_what_is_known(pieces_of):
    articles = [Article(f"{file}{number}", file, "Talks", TEXT, (POSITION,)) for file in "ab" for number in range(100)]
    cuts = {article.id: Cut((((0, 5),),), SENTENCES, (), ((0, 1, "Russia"),)) for article in articles}
    examples = make_examples(articles, cuts, pieces_of, fresh={"b"})

    drawn = draw_epoch(examples, empty_share=1.0, draw=random.Random(1), known_share=0.3)  # noqa: S311 - chance, not secrets

    assert sum(example.article.startswith("b") for example in drawn) == 100
    assert 15 < sum(example.article.startswith("a") for example in drawn) < 45
