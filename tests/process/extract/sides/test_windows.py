from hypothesis import given
from hypothesis import strategies as st

from process.extract.sides.windows import (
    SENTENCE_PIECES,
    TITLE_PIECES,
    WINDOW_PIECES,
    Line,
    make_windows,
)

BEGIN, END = 1, 2


def make_lines(*sizes):
    """Lines whose pieces are all different, so that each can be found again."""
    lines, first = [], 100
    for size in sizes:
        lines.append(Line(tuple(range(first, first + size)), (3,) * size, (0,) * size))
        first += size
    return lines


def cut(lines, title=None, wanted=None):
    return make_windows(title or Line(), lines, begin=BEGIN, end=END, wanted=wanted)


def pieces_at(window, place):
    return window.pieces[place.start : place.end]


def test_short_text_is_one_window_with_title_in_front():
    title, first, second = make_lines(3, 4, 5)

    (window,) = cut([first, second], title)

    assert window.pieces == (BEGIN, *title.pieces, END, *first.pieces, *second.pieces, END)
    assert [pieces_at(window, place) for place in window.places] == [first.pieces, second.pieces]


def test_no_sentence_gives_no_window():
    assert cut([]) == []


def test_next_window_begins_with_last_sentence_of_the_one_before():
    lines = make_lines(*[100] * 5)

    first, second, *_ = cut(lines)

    assert second.pieces[2:102] == pieces_at(first, first.places[-1])
    assert second.places[0].sentence == first.places[-1].sentence + 1


def test_long_title_is_cut():
    (window,) = cut(make_lines(5), Line((7,) * 200, (1,) * 200, (0,) * 200))

    assert window.pieces.count(7) == TITLE_PIECES


def test_sentence_that_is_not_wanted_is_read_only_before_one_that_is():
    lines = make_lines(4, 5, 6, 7)

    (window,) = cut(lines, wanted={2})

    assert [place.sentence for place in window.places] == [2]
    assert window.pieces == (BEGIN, END, *lines[1].pieces, *lines[2].pieces, END)


def test_nothing_wanted_gives_no_window():
    assert cut(make_lines(4, 5), wanted=()) == []


@given(st.lists(st.integers(1, 400), max_size=30), st.integers(0, 100), st.data())
def test_each_wanted_piece_is_scored_once_and_no_window_is_too_long(sizes, title, data):
    lines = make_lines(*sizes)
    wanted = data.draw(st.sets(st.sampled_from(range(len(lines))))) if lines else set()

    windows = cut(lines, Line((7,) * title, (1,) * title, (0,) * title), wanted=wanted)

    scored = [piece for window in windows for place in window.places for piece in pieces_at(window, place)]
    assert scored == [piece for number, line in enumerate(lines) if number in wanted for piece in line.pieces]
    assert all(len(window) <= max(WINDOW_PIECES, 2 * SENTENCE_PIECES + TITLE_PIECES + 3) for window in windows)
