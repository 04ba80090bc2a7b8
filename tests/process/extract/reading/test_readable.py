import pytest

from process.extract.reading.readable import MAX_CHARACTERS, is_cut, readable


@pytest.mark.parametrize("text", ["<p>Peace</p> &amp; war", "a\ud800b", "a\u200bb\u202ec", "plain"])
def test_readable_text_keeps_the_offsets(text):
    assert len(readable(text)) == len(text)


def test_markup_and_lone_surrogates_become_blanks():
    assert readable("<b>No</b> \ud800 talks").split() == ["No", "talks"]


def test_comparison_is_no_markup():
    assert readable("3 < 5 and 7 > 6") == "3 < 5 and 7 > 6"


def test_only_the_first_characters_are_read():
    text = "a" * (MAX_CHARACTERS + 1)

    assert len(readable(text)) == MAX_CHARACTERS
    assert is_cut(text)
    assert not is_cut(text[1:])
