"""What holds in every order of arrival."""

from hypothesis import given
from hypothesis import strategies as st

from process.track.ledger import decide
from stancewatch.contracts import AlertKind, Background
from stancewatch.ids import alert_id
from tests.process.track.deciding import decide_all, entry_of
from tests.process.track.strategies import articles, in_order, steady


@steady
@given(articles(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_ends_in_the_same_entry(made, random):
    shuffled = random.sample(made, len(made))

    assert entry_of(*in_order(shuffled)) == entry_of(*in_order(made))


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
