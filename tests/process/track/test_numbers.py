"""A number is one, however it is written."""

import pytest

from process.track.condition_words import load_condition_words


@pytest.mark.parametrize(
    ("text", "in_digits"),
    [
        ("twenty-four days", "24 days"),
        ("Twenty four days", "24 days"),
        ("eleven, thirteen and nineteen", "11, 13 and 19"),
        ("a hundred men", "100 men"),
        ("two hundred and five men", "205 men"),
        ("two hundred thousand men", "200000 men"),
        ("30,000 men", "30000 men"),
        ("1.5 million men", "1500000 men"),
        ("two or three men", "2 or 3 men"),
        ("one of them, and no one else", "one of them, and no one else"),
        ("ninety-nine", "99"),
        ("thirty-day truce", "30-day truce"),
        ("on 21.05.2025", "on 21.05.2025"),
        ("a truce", "a truce"),
        ("often weighty", "often weighty"),
    ],
)
def test_numbers_are_written_in_digits(text, in_digits):
    assert load_condition_words().numbers.write_in_digits(text) == in_digits


@pytest.mark.parametrize("number", ["9" * 5_000, "9," * 5_000 + "9", "5" + " million" * 120_000])
def test_a_number_without_end_stays_as_it_is_written(number):
    assert load_condition_words().numbers.write_in_digits(f"if it pays {number} euros") == f"if it pays {number} euros"


@pytest.mark.parametrize("value", range(2, 100))
def test_every_number_below_a_hundred_is_one(value):
    numbers = load_condition_words().numbers
    words = {count: word for word, count in numbers.values.items()}
    spelled = words.get(value) or f"{words[value - value % 10]}-{words[value % 10]}"

    assert numbers.write_in_digits(spelled) == str(value)
