"""Many sentences looked through at once give what each of them would."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.counterparts import Counterparts
from ingest.sentences import Sentence
from stancewatch.sketch import NEAR_BITS, is_alike

TURNS = st.sampled_from([0, 1, 255])
SUBJECTS = st.sampled_from([0, 1, 2])
SENTENCES = st.builds(
    lambda words, turn, subject: Sentence(words << 8 | turn, subject), st.integers(0, 2**64 - 1), TURNS, SUBJECTS
)


@st.composite
def sentences_and_one(draw: st.DrawFn) -> tuple[set[Sentence], Sentence]:
    """Return sentences, and one that differs from one of them in a few bits, at times in its turn or subject."""
    known = draw(st.sets(SENTENCES, min_size=1, max_size=20))
    base = draw(st.sampled_from(sorted(known)))
    bits = draw(st.sets(st.integers(8, 71), max_size=NEAR_BITS + 3))
    turn = draw(st.one_of(st.just(base.sketch & 0xFF), TURNS))
    subject = draw(st.one_of(st.just(base.subject), SUBJECTS))
    return known, Sentence((base.sketch ^ sum(1 << bit for bit in bits)) & ~0xFF | turn, subject)


@settings(deadline=None)
@given(sentences_and_one())
@example(({Sentence(1)}, Sentence((2**NEAR_BITS - 1) << 8 | 1)))
@example(({Sentence(1)}, Sentence((2 ** (NEAR_BITS + 1) - 1) << 8 | 1)))
@example(({Sentence(1, 1)}, Sentence((2**64 - 1) << 8 | 1, 1)))
@example(({Sentence(1, 1)}, Sentence(1, 2)))
def test_one_is_near_if_it_is_alike_a_long_one_that_speaks_of_the_same_or_of_nothing_known(
    case: tuple[set[Sentence], Sentence],
) -> None:
    known, one = case
    comparable = [other for other in known if other.is_long and other.subject in (0, one.subject)]

    assert Counterparts.of(known).have_near(one) == any(is_alike(one.sketch, other.sketch) for other in comparable)


def test_none_is_near_to_nothing() -> None:
    assert not Counterparts.of([]).have_near(Sentence(1))
