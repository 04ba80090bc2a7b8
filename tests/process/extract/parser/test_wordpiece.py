import pytest

from process.extract.nlp import MODEL
from process.extract.parser.shapes import word_shapes
from process.extract.parser.wordpiece import MAX_PIECES, WordPiece, split_basic


@pytest.fixture(scope="module")
def pieces_of():
    return WordPiece(MODEL / "onnx_parser" / "vocab.txt")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Orbán", ["orban"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("re-elected", ["re", "-", "elected"]),
        ("\u200b", []),
        ("北京", ["北", "京"]),
    ],
)
def test_word_is_cut_at_marks_and_loses_its_accents(word, parts):
    assert split_basic(word) == parts


def test_known_word_is_one_piece(pieces_of):
    assert len(pieces_of("ceasefire")) == 1


def test_case_and_accents_do_not_change_the_pieces(pieces_of):
    assert pieces_of("Kraków") == pieces_of("krakow")


def test_word_without_letters_that_are_known_is_unknown(pieces_of):
    assert pieces_of("\u200b") == (pieces_of.unknown,)


def test_endless_word_gives_a_bounded_number_of_pieces(pieces_of):
    assert len(pieces_of("a1" * 5000)) <= MAX_PIECES


def test_shapes_tell_capitals_digits_and_blanks_apart():
    assert word_shapes(["Kyiv", "US", "2", "x"], [True, True, False, True]) == [8, 4, 7, 13]
