"""Many sketches looked through at once give what each of them would."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.counterparts import Counterparts
from stancewatch.sketch import NEAR_BITS, is_alike

TURNS = st.sampled_from([0, 1, 255])
SKETCHES = st.builds(lambda words, turn: words << 8 | turn, st.integers(0, 2**64 - 1), TURNS)


@st.composite
def sketches_and_one(draw: st.DrawFn) -> tuple[set[int], int]:
    """Return sketches, and one that differs from one of them in a few bits, at times in what turns it too."""
    known = draw(st.sets(SKETCHES, min_size=1, max_size=20))
    base = draw(st.sampled_from(sorted(known)))
    bits = draw(st.sets(st.integers(8, 71), max_size=NEAR_BITS + 3))
    return known, (base ^ sum(1 << bit for bit in bits)) & ~0xFF | draw(st.one_of(st.just(base & 0xFF), TURNS))


@settings(deadline=None)
@given(sketches_and_one())
@example(({1}, (2**NEAR_BITS - 1) << 8 | 1))
@example(({1}, (2 ** (NEAR_BITS + 1) - 1) << 8 | 1))
@example(({1}, (2**64 - 1) << 8 | 1))
def test_one_is_near_if_it_is_alike_one_of_a_long_text(case: tuple[set[int], int]) -> None:
    known, one = case

    assert Counterparts.of(known).have_near(one) == any(is_alike(one, other) for other in known if other & 0xFF)


def test_none_is_near_to_nothing() -> None:
    assert not Counterparts.of([]).have_near(1)
