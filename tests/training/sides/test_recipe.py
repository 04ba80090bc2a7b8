import pytest

from process.extract.sides.windows import Place, Window
from training.sides.examples import Example
from training.sides.recipe import Recipe, plan, rate_at

RECIPE = Recipe(epochs=2.5, empty_share=1.0, pieces=20, threads=2)


def make_examples(count):
    window = Window(tuple(range(10)), (0,) * 10, (0,) * 10, (Place(0, 1, 9),))
    return [Example(number, f"a{number}", 0, window, (), frozenset()) for number in range(count)]


def numbers_of(steps):
    return [[[example.number for example in batch] for batch in step] for step in steps]


def test_the_same_seed_gives_the_same_steps_and_another_gives_others():
    first, again = (numbers_of(plan(make_examples(40), RECIPE)) for _ in range(2))
    other = numbers_of(plan(make_examples(40), Recipe(epochs=2.5, empty_share=1.0, pieces=20, seed=8)))

    assert first == again
    assert first != other


def test_two_and_a_half_epochs_read_each_text_twice_and_half_of_them_once_more():
    steps = numbers_of(plan(make_examples(40), RECIPE))

    read = [number for step in steps for batch in step for number in batch]

    assert [len(step) for step in steps] == [2] * 25
    assert sorted(read[:80]) == sorted([*range(40)] * 2)
    assert len(set(read[80:])) == len(read) - 80 == 20


@pytest.mark.parametrize(
    ("files", "file", "is_read"),
    [("", "y1", True), ("t1,y1", "y1", True), ("t1,y1", "y11", False), ("t1,y1", "", False)],
)
def test_only_the_files_that_are_named_are_read_or_all(files, file, is_read):
    assert Recipe(files=files).reads(file) is is_read


def test_rate_rises_stays_and_falls_to_nothing():
    rates = [rate_at(step, 100, Recipe(warm_up_steps=10, falling_share=0.5)) for step in range(101)]

    assert rates[:10] == pytest.approx([0.1 * step for step in range(1, 11)])
    assert set(rates[9:51]) == {1.0}
    assert rates[75] == pytest.approx(0.5)
    assert rates[100] == 0
