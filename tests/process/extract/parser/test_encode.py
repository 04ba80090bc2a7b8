from process.extract.parser.encode import encode_window
from process.extract.parser.windows import Window


def test_window_is_one_row_between_its_marks():
    window = Window(range(2), 0, ((7, 8), (9,)), (1, 2), 160)

    arrays = {name: array.tolist() for name, array in encode_window(window, cls=101, sep=102).items()}

    assert arrays == {
        "ids": [[101, 7, 8, 9, 102]],
        "shp": [[0, 1, 1, 2, 0]],
        "mask": [[1, 1, 1, 1, 1]],
        "first": [[0, 1, 3]],
        "last": [[0, 2, 3]],
        "wshp": [[0, 1, 2]],
    }
