import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancewatch.packed import pack, unpack, unpack_pieces


@given(st.lists(st.binary(min_size=3, max_size=3)))
def test_pieces_come_back(pieces):
    assert list(unpack_pieces(pack(pieces), 3)) == pieces


@pytest.mark.parametrize("text", ["é", "a", "====", "a b c d", "\ud800"])
def test_what_was_never_packed_holds_nothing(text):
    assert unpack(text) == b""
    assert list(unpack_pieces(text, 3)) == []


def test_an_incomplete_piece_is_none():
    assert list(unpack_pieces(pack([b"abcd"]), 3)) == [b"abc"]
