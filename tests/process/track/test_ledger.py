"""When an alert is raised, when not, and that the entry does not depend on the order of arrival."""
# ruff: noqa: RUF001 - a typographer's quotation marks are meant

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from process.track.ledger import HISTORY_LENGTH, Decision, Suppressed, decide
from stancewatch.contracts import AlertKind, Background, LedgerEntry, Position
from stancewatch.ids import alert_id
from tests.process.track.builders import START, make_position

steady = settings(deadline=None, derandomize=True)
QUOTATION = "“We will never agree to sanctions that ruin our own factories,” the prime minister said."


def decide_all(*positions: Position) -> list[Decision]:
    """Decide on one position after the other."""
    decisions: list[Decision] = []
    for position in positions:
        decisions.append(decide(decisions[-1].entry if decisions else None, position))
    return decisions


def last_of(*positions: Position) -> Decision:
    return decide_all(*positions)[-1]


def entry_of(*positions: Position) -> LedgerEntry:
    return last_of(*positions).entry


def test_first_stance_is_new():
    decision = decide(None, make_position(holder="Viktor Orbán", issue="sanctions"))

    assert decision.kind is AlertKind.NEW
    assert decision.reason == "first stance of Viktor Orbán on sanctions"


def test_a_restatement_raises_nothing_and_moves_the_date_of_the_latest_statement():
    later = make_position("favor", day=3)
    decision = last_of(make_position("favor"), later)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.RESTATEMENT)
    assert decision.reason == "same stance as on 1 May 2025"
    assert decision.entry.current == later


def test_the_other_stance_is_a_change():
    decision = last_of(make_position("against", evidence="“No sanctions.”"), make_position("favor", day=1))

    assert decision.kind is AlertKind.CHANGED
    assert decision.reason == "was against on 1 May 2025: “No sanctions.”, now in favor"


def test_a_change_is_measured_against_the_latest_statement():
    favor, against = make_position("favor"), make_position("against", day=1)

    assert last_of(favor, against, make_position("favor", day=2)).kind is AlertKind.CHANGED
    assert last_of(favor, against, make_position("against", day=2)).kind is None


def test_a_change_that_brings_a_condition_is_a_change_only():
    decision = last_of(make_position("against"), make_position("favor", day=1, condition="if gas keeps flowing"))

    assert decision.kind is AlertKind.CHANGED
    assert decision.reason.endswith("now in favor, with the condition “if gas keeps flowing”")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (None, "once a truce holds", "same stance, now with the condition “once a truce holds”"),
        ("once a truce holds", None, "same stance, condition dropped: “once a truce holds”"),
        (
            "once a truce holds",
            "only if parliament pays",
            "same stance, now with the condition “only if parliament pays” in place of “once a truce holds”",
        ),
    ],
)
def test_another_condition_is_a_condition_alert(before, after, reason):
    decision = last_of(make_position(condition=before), make_position(day=1, condition=after))

    assert (decision.kind, decision.reason) == (AlertKind.CONDITION, reason)


def test_the_same_condition_in_other_words_is_a_restatement():
    decision = last_of(
        make_position(condition="only if parliament suspends the debt brake"),
        make_position(day=1, condition="as soon as the debt brake is out of the way"),
    )

    assert decision.suppressed is Suppressed.RESTATEMENT


@pytest.mark.parametrize("late", [make_position("against"), make_position("favor", condition="if paid for")])
def test_a_late_article_overturns_nothing_and_is_kept_in_the_history(late):
    current = make_position("favor", day=9)
    decision = last_of(current, late)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.LATE)
    assert decision.entry.current == current
    assert decision.entry.history == (late, current)


def test_of_two_articles_of_one_moment_the_greater_id_is_the_later():
    small, great = make_position("favor", article="a"), make_position("against", article="b")

    assert last_of(small, great).kind is AlertKind.CHANGED
    assert last_of(great, small).suppressed is Suppressed.LATE
    assert entry_of(small, great) == entry_of(great, small)


def test_both_stances_in_one_article_are_no_change_of_each_other():
    shells = make_position("favor", article="both", start=10, has_both=True)
    money = make_position("against", article="both", start=90, has_both=True)
    decision = last_of(shells, money)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BOTH_STANCES)
    assert decision.entry.current == shells
    assert decision.entry.history == (shells, money)


@pytest.mark.parametrize("stance", ["favor", "against"])
def test_an_article_with_both_stances_leaves_the_stance_that_stands(stance):
    shells = make_position("favor", day=1, article="both", start=10, has_both=True)
    money = make_position("against", day=1, article="both", start=90, has_both=True)
    decisions = decide_all(make_position(stance), shells, money)

    assert [decision.kind for decision in decisions] == [AlertKind.NEW, None, None]
    assert decisions[-1].entry.current.stance == stance
    assert decisions[-1].entry.current.article_id == "both"


def test_after_an_article_with_both_stances_a_change_is_still_seen():
    both = (
        make_position("favor", article="both", start=10, has_both=True),
        make_position("against", article="both", start=90, has_both=True),
    )

    assert last_of(*both, make_position("against", day=1)).kind is AlertKind.CHANGED


def test_a_copy_raises_nothing_and_only_its_publisher_counts():
    original = make_position()
    decision = last_of(original, make_position(day=1, copy_of="a-0", publisher="Dunmore Herald"))

    assert (decision.kind, decision.suppressed) == (None, Suppressed.COPY)
    assert decision.reason == "in a copy of the article a-0 of 1 May 2025"
    assert decision.entry.history == (original,)
    assert decision.entry.outlets == ("Dunmore Herald", "Harbour Wire")


def test_a_copy_that_comes_after_a_change_is_neither_news_nor_an_outlet_of_the_change():
    original, changed = make_position("favor"), make_position("against", day=1)
    decision = last_of(original, changed, make_position("favor", day=2, copy_of="a-0", publisher="Dunmore Herald"))

    assert decision.suppressed is Suppressed.COPY
    assert decision.entry == entry_of(original, changed)


def test_an_original_that_comes_after_its_copy_raises_nothing():
    copy = make_position(day=1, copy_of="a-0", publisher="Dunmore Herald")

    assert last_of(copy, make_position()).suppressed is Suppressed.COPY


@pytest.mark.parametrize(
    ("addition", "kind"),
    [
        (make_position("against", day=1, copy_of="a-0"), AlertKind.CHANGED),
        (make_position("favor", day=1, copy_of="a-0", condition="once a truce holds"), AlertKind.CONDITION),
    ],
)
def test_what_a_copy_adds_to_its_original_is_news(addition, kind):
    assert last_of(make_position("favor"), addition).kind is kind


def test_what_a_copy_adds_on_an_issue_that_was_never_seen_is_new():
    assert decide(None, make_position(copy_of="x")).kind is AlertKind.NEW


def test_what_a_copy_adds_is_no_news_where_an_earlier_statement_has_the_words():
    earlier = make_position("against", evidence=QUOTATION)
    addition = make_position("against", day=9, copy_of="a-8", evidence=QUOTATION, publisher="Dunmore Herald")

    assert last_of(earlier, make_position("favor", day=8), addition).suppressed is Suppressed.COPY


def test_the_outlets_of_a_stance_start_anew_when_it_changes():
    entry = entry_of(
        make_position("favor", publisher="Harbour Wire"),
        make_position("favor", day=1, publisher="Dunmore Herald"),
        make_position("against", day=2, publisher="Baltic Courier"),
    )

    assert entry.outlets == ("Baltic Courier",)


def test_a_position_decided_twice_changes_nothing():
    position = make_position()
    first = decide(None, position)
    second = decide(first.entry, position)

    assert second.entry is first.entry
    assert (second.kind, second.suppressed) == (None, Suppressed.REPEAT)


def test_an_old_quotation_carried_again_does_not_turn_the_stance_back():
    favor = make_position("favor", day=20)
    decision = last_of(
        make_position("against", evidence=QUOTATION),
        favor,
        make_position("against", day=30, evidence=QUOTATION.replace("the prime minister", "the premier")),
    )

    assert (decision.kind, decision.suppressed) == (None, Suppressed.SAME_WORDS)
    assert decision.reason == "the same words as on 1 May 2025, carried again"
    assert decision.entry.current == favor


def test_a_short_sentence_said_again_is_a_new_statement():
    short = "Orbán rejected sanctions."
    decision = last_of(
        make_position("against", evidence=short),
        make_position("favor", day=20),
        make_position("against", day=30, evidence=short),
    )

    assert decision.kind is AlertKind.CHANGED


URL = "https://harbourwire.example/live"


def revise(stance: str, revision: int, **others) -> Position:
    """Return a position of a revision of the article a, each retrieved a day after the one before."""
    retrieved_at = START + timedelta(days=400 + revision)
    values = {"article": "a", "article_url": URL, "evidence": f"{stance} {revision}"} | others
    position = make_position(stance, revision=revision, retrieved_at=retrieved_at, **values)
    return position.model_copy(update={"id": f"{position.id}-{revision}"})


def test_an_update_that_says_the_same_raises_nothing_and_moves_no_date():
    """As of an entry that a feed gives a new date (miniflux #2358), or a page a new title (miniflux #3120)."""
    first = revise("favor", 0)
    decision = last_of(first, revise("favor", 1, day=3))

    assert (decision.kind, decision.suppressed) == (None, Suppressed.UPDATE)
    assert decision.reason == "an update of the article that said so on 1 May 2025"
    assert decision.entry == entry_of(first)


def test_an_update_does_not_turn_back_what_changed_since_the_article():
    changed = make_position("against", day=1)

    assert last_of(revise("favor", 0), changed, revise("favor", 1, day=2)).suppressed is Suppressed.UPDATE


@pytest.mark.parametrize("day", [-1, 0, 1])
def test_what_an_update_no_longer_says_does_not_linger_whatever_its_date(day):
    decision = last_of(revise("favor", 0), revise("against", 1, day=day))

    assert decision.kind is AlertKind.CHANGED
    assert decision.entry.current.stance == "against"


def test_an_update_under_the_same_address_and_another_id_is_one():
    first = revise("favor", 0)

    assert last_of(first, revise("favor", 1, article="b", day=1)).suppressed is Suppressed.UPDATE
    assert last_of(first, revise("against", 1, article="b", day=-1)).kind is AlertKind.CHANGED


def test_an_update_that_goes_back_to_the_words_of_an_older_statement_is_a_change_too():
    older = make_position("against", day=-9, evidence=QUOTATION)
    decision = last_of(older, revise("favor", 0), revise("against", 1, evidence=QUOTATION))

    assert decision.kind is AlertKind.CHANGED
    assert decision.entry.current == older


def test_an_update_that_adds_a_condition_is_a_condition_alert():
    decision = last_of(revise("favor", 0), revise("favor", 1, condition="once a truce holds", day=-1))

    assert decision.kind is AlertKind.CONDITION


def test_an_update_that_keeps_a_quotation_and_drops_its_condition_turns_nothing_back():
    page = [make_position("favor", day=1, article="a", evidence=QUOTATION, condition="if Brussels pays")]
    page += [make_position("favor", day=1, article="a", evidence=QUOTATION, revision=1)]
    decision = last_of(make_position("against"), *page)

    assert decision.kind is AlertKind.CONDITION
    assert decision.entry.current == page[1]


def test_an_update_is_held_against_the_latest_revision_only():
    """A live page that tells of a turn and of a turn back tells two things that are new."""
    decisions = decide_all(revise("favor", 0), revise("against", 1), revise("favor", 2))

    assert [decision.kind for decision in decisions] == ["new", "changed", "changed"]


def test_a_page_that_says_again_what_it_said_at_first_alerts_no_second_time():
    """A page may go back and forth between two texts (urlwatch #275)."""
    first, second = revise("favor", 0), revise("against", 1)
    back = first.model_copy(update={"revision": 2, "retrieved_at": first.retrieved_at + timedelta(days=2)})
    decision = last_of(first, second, back)

    assert decision.suppressed is Suppressed.REPEAT
    assert decision.entry.current == back


def test_an_older_revision_that_comes_late_overturns_nothing():
    decision = last_of(revise("against", 1), revise("favor", 0, day=5))

    assert decision.suppressed is Suppressed.LATE
    assert decision.entry.current.stance == "against"


def test_a_date_in_the_future_counts_as_none():
    """The time of retrieval stands in for it, as for a date that is missing; today's date has no say."""
    retrieved = START + timedelta(days=2)
    slip = make_position("favor", day=3000, retrieved_at=retrieved)
    decision = decide(None, slip)

    assert decision.position.published_at == retrieved
    assert last_of(slip, make_position("against", day=3)).kind is AlertKind.CHANGED


def test_a_publishers_clock_may_be_a_day_ahead():
    ahead = make_position(day=2.9, retrieved_at=START + timedelta(days=2))

    assert decide(None, ahead).position == ahead


@pytest.mark.parametrize("background", Background)
@pytest.mark.parametrize("told", [make_position("against", day=1), make_position("favor", day=1, condition="if paid")])
def test_history_is_kept_and_turns_nothing(background, told):
    current = make_position("favor")
    told = told.model_copy(update={"background": background, "said_at": START - timedelta(days=60)})
    decision = last_of(current, told)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BACKGROUND)
    assert decision.reason == "the article tells it as history, so the stance of 1 May 2025 stands"
    assert decision.entry.current == current
    assert decision.entry.history == (current, told)


def test_what_a_text_tells_of_the_past_is_not_yet_a_first_stance():
    past = make_position("against", background=Background.PAST, said_at=START - timedelta(days=60))
    decision = decide(None, past)

    assert (decision.kind, decision.suppressed) == (None, Suppressed.BACKGROUND)
    assert decision.reason == "the article tells it as history of March 2025; no stance of this time is known"
    assert last_of(past, make_position("favor", day=1)).kind is AlertKind.NEW
    assert last_of(past, make_position("against", day=1)).kind is AlertKind.NEW


def test_a_standing_stance_that_was_never_seen_is_new_and_says_that_it_is_standing():
    standing = make_position("against", background=Background.STANDING)
    decision = decide(None, standing)

    assert decision.kind is AlertKind.NEW
    assert decision.reason == "first stance of Viktor Orbán on sanctions, which the article tells as standing"
    assert last_of(standing, make_position("against", day=1)).suppressed is Suppressed.RESTATEMENT
    assert last_of(standing, make_position("favor", day=1)).kind is AlertKind.CHANGED


def test_the_words_of_a_new_statement_are_not_carried_from_what_was_told_as_history():
    favor = make_position("favor")
    told = make_position("against", day=1, evidence=QUOTATION, background=Background.PAST)

    assert last_of(favor, told, make_position("against", day=2, evidence=QUOTATION)).kind is AlertKind.CHANGED


def test_an_event_announced_and_done_are_two_stances():
    """koala73/worldmonitor #3195 merges such headlines: whoever "warns it will" and whoever "says it has" differ."""
    warning = make_position(
        "favor", evidence="Iran warns that it will close the strait if it is attacked.", condition="if it is attacked"
    )
    deed = make_position("favor", day=1, evidence="Iran says that it has closed the strait, as it was attacked.")

    assert last_of(warning, deed).kind is AlertKind.CONDITION


def test_a_reason_is_one_plain_line_whatever_the_news_texts_hold():
    hostile = make_position("against", evidence="“No\x1b[31m\n\u202etalks” <b>now</b>", condition="if\x07 asked")
    changed = last_of(hostile, make_position("favor", day=1))

    assert changed.reason == "was against on 1 May 2025: “‘No talks’ now”, now in favor"
    assert last_of(hostile, make_position("against", day=1)).reason == "same stance, condition dropped: “if asked”"


def test_the_history_is_bounded_and_keeps_the_latest():
    positions = [make_position(day=day) for day in range(HISTORY_LENGTH + 5)]

    assert entry_of(*positions).history == tuple(positions[5:])


def test_what_carries_old_words_leaves_the_history_first():
    said = make_position("against", evidence=QUOTATION)
    carried = [make_position("against", day=1 + day, evidence=QUOTATION) for day in range(HISTORY_LENGTH + 5)]
    favor = make_position("favor", day=0.5)
    entry = entry_of(said, favor, *carried)

    assert entry.current == favor
    assert {said, favor} <= set(entry.history)


def test_the_stance_that_articles_with_both_depend_on_stays_in_the_history():
    plain = make_position("against")
    both = [
        make_position(stance, day=1 + day, start=start, has_both=True)
        for day in range(HISTORY_LENGTH)
        for start, stance in enumerate(("favor", "against"))
    ]
    entry = entry_of(plain, *both)

    assert entry.current.stance == "against"
    assert entry.history[0] == plain


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
                    publisher=draw(st.sampled_from(["Harbour Wire", "Dunmore Herald", "Baltic Courier"])),
                )
                for place, stance in enumerate(stances)
            ]
        )
    return made


def in_order(made: list[list[Position]]) -> list[Position]:
    return [position for article in made for position in article]


@steady
@given(articles(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_ends_in_the_same_entry(made, random):
    shuffled = random.sample(made, len(made))

    assert entry_of(*in_order(shuffled)) == entry_of(*in_order(made))


@settings(steady, max_examples=20)
@given(st.lists(st.sampled_from(["favor", "against"]), min_size=HISTORY_LENGTH, max_size=HISTORY_LENGTH + 6))
def test_any_order_of_arrival_ends_in_the_same_history_where_it_was_cut(stances):
    positions = [make_position(stance, day=day) for day, stance in enumerate(stances)]
    entry, other = entry_of(*positions), entry_of(*reversed(positions))

    assert (entry.current, entry.history) == (other.current, other.history)


@steady
@given(articles(), st.data())
def test_no_order_raises_two_alerts_of_one_id_nor_a_second_new_one(made, data):
    arriving = data.draw(st.permutations(in_order(made) * 2))
    raised = [
        alert_id(decision.kind, position.id)
        for decision, position in zip(decide_all(*arriving), arriving, strict=True)
        if decision.kind
    ]
    kinds = [decision.kind for decision in decide_all(*arriving)]
    is_seen = any(position.background is not Background.PAST for position in arriving)

    assert len(raised) == len(set(raised))
    assert kinds.count(AlertKind.NEW) == int(is_seen)
    assert next(filter(None, kinds), AlertKind.NEW) is AlertKind.NEW


@steady
@given(articles(), st.data())
def test_what_was_decided_once_changes_nothing_when_it_comes_again(made, data):
    positions = in_order(made)
    entry = entry_of(*positions)
    again = decide(entry, data.draw(st.sampled_from(positions)))

    assert again.entry is entry
    assert again.kind is None


@steady
@given(articles())
def test_an_alert_or_a_named_cause_never_both_never_neither(made):
    for decision in decide_all(*in_order(made)):
        assert (decision.kind is None) != (decision.suppressed is None)
        assert decision.reason


def test_the_history_is_in_order_of_publication_then_article():
    positions = [
        make_position(day=1, article="b"),
        make_position(day=1, article="a"),
        make_position(day=0, article="c"),
    ]
    for arriving in permutations(positions):
        assert [known.article_id for known in entry_of(*arriving).history] == ["c", "a", "b"]
