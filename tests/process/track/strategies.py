"""Articles by chance, for what must hold of any."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st

from stancewatch.contracts import Background, Position
from tests.process.track.builders import START, make_position
from tests.process.track.deciding import QUOTATION

steady = settings(deadline=None, derandomize=True)
PUBLISHERS = st.sampled_from(["Harbour Wire", "Dunmore Herald", "Baltic Courier"])
CONDITIONS = [None, "once a truce holds", "after a ceasefire", "only if parliament pays"]


@st.composite
def articles(draw) -> list[list[Position]]:
    """Articles on one holder and issue, none a copy or revision of another; each one's positions are as in its text."""
    made = []
    for number in range(draw(st.integers(min_value=1, max_value=6))):
        stances = draw(st.permutations(["favor", "against"]))[: draw(st.sampled_from([1, 1, 2]))]
        day = draw(st.integers(min_value=0, max_value=3))
        background = draw(st.sampled_from([None, None, None, *Background]))
        made.append(
            [
                make_position(
                    stance,
                    day=day,
                    article=f"a-{number}",
                    start=place,
                    has_both=len(stances) > 1,
                    background=background,
                    retrieved_at=START + timedelta(days=draw(st.sampled_from([1, 400]))),
                    condition=draw(st.sampled_from(CONDITIONS)),
                    evidence=draw(st.sampled_from([QUOTATION, "No.", f"{number} said it at {place}"])),
                    publisher=draw(PUBLISHERS),
                )
                for place, stance in enumerate(stances)
            ]
        )
    return made


def in_order(made: list[list[Position]]) -> list[Position]:
    return [position for article in made for position in article]
