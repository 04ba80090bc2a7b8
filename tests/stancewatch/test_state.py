"""A state is restored without reading it, read when it is asked for, and what cannot be read counts as absent."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from stancewatch import topics
from stancewatch.contracts import LedgerEntry
from stancewatch.errors import ConfigurationError
from stancewatch.state import RECENT, StagedState, StoredState, without_superseded
from stancewatch.transport.base import Outgoing, Record, make_outgoing
from tests.stancewatch.builders import make_entry, make_position


def make_entries(count: int) -> list[LedgerEntry]:
    return [make_entry(make_position(issue=f"issue-{number}")) for number in range(count)]


def as_record(entry: LedgerEntry, offset: int = 0) -> Record:
    outgoing = make_outgoing(topics.LEDGER, entry.key, entry)
    return Record(outgoing.topic, 0, offset, outgoing.key, outgoing.value, outgoing.headers)


@pytest.fixture
def state() -> StoredState[LedgerEntry]:
    return StoredState(topics.LEDGER)


@pytest.fixture
def lines() -> Iterator[list[structlog.typing.EventDict]]:
    with structlog.testing.capture_logs() as told:
        yield told


def test_what_was_restored_is_found_by_its_key_however_much_it_is(state: StoredState[LedgerEntry]) -> None:
    entries = make_entries(2 * RECENT)
    for entry in entries:
        state.learn(as_record(entry))

    assert dict(state) == {entry.key: entry for entry in entries}
    assert b"another" not in state


def test_the_last_record_of_a_key_holds_and_an_empty_one_forgets_it(state: StoredState[LedgerEntry]) -> None:
    first, other = make_entries(2)
    later = first.model_copy(update={"outlets": ("Harbour Wire",)})
    for record in (as_record(first), as_record(other), as_record(later), replace(as_record(other), value=None)):
        state.learn(record)

    assert dict(state) == {first.key: later}


def test_what_was_written_is_found_also_when_it_is_no_longer_recent(state: StoredState[LedgerEntry]) -> None:
    entry, *others = make_entries(2 * RECENT)
    for each in (entry, *others):
        state.update({each.key: each}, [make_outgoing(topics.ALERTS, each.key, each)])
        assert each.key not in state
        state.update({each.key: each}, [make_outgoing(topics.LEDGER, each.key, each)])

    assert state[entry.key] == entry
    assert len(state) == len(others) + 1


def test_an_entry_that_is_asked_for_again_is_the_same_object(state: StoredState[LedgerEntry]) -> None:
    [entry] = make_entries(1)
    state.learn(as_record(entry))

    assert state[entry.key] is state[entry.key]


def test_what_is_no_message_is_told_of_when_it_is_asked_for_and_counts_as_absent(
    state: StoredState[LedgerEntry], lines: list[structlog.typing.EventDict]
) -> None:
    [entry] = make_entries(1)
    state.learn(replace(as_record(entry), value=b"{"))

    assert [line["event"] for line in lines] == []
    assert entry.key not in state
    assert entry.key not in state
    assert [(line["event"], line["key"]) for line in lines] == [("state.unreadable", entry.key.decode())]


def test_a_record_of_another_type_is_told_of_and_passed_over(
    state: StoredState[LedgerEntry], lines: list[structlog.typing.EventDict]
) -> None:
    [entry] = make_entries(1)
    state.learn(replace(as_record(entry, offset=7), headers=(("message-type", b"weather"),)))

    assert len(state) == 0
    assert [(line["event"], line["offset"]) for line in lines] == [("state.unreadable", 7)]


def test_what_a_newer_version_has_written_ends_the_restore(state: StoredState[LedgerEntry]) -> None:
    [entry] = make_entries(1)
    with pytest.raises(ConfigurationError, match="another version"):
        state.learn(replace(as_record(entry), headers=(("schema-version", b"2"),)))


def test_of_a_keys_states_in_a_batch_the_last_is_written_and_any_that_was_larger() -> None:
    states = [Outgoing("state", key, b"x" * size) for key, size in ((b"a", 1), (b"b", 2), (b"a", 3), (b"b", 1))]
    others = [Outgoing("alerts", b"a", b"x") for _ in range(2)]
    topic = replace(topics.LEDGER, name="state")

    assert without_superseded(topic, [others[0], *states, others[1]]) == [others[0], *states[1:], others[1]]
    assert without_superseded(None, [*states, *others]) == [*states, *others]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([b"a", b"b"]), st.integers(0, 9))))
def test_what_is_left_out_of_a_batch_changes_neither_its_end_nor_whether_it_fits(made: list[tuple[bytes, int]]) -> None:
    outputs = [Outgoing(topics.LEDGER.name, key, b"x" * size) for key, size in made]
    written = without_superseded(topics.LEDGER, outputs)

    assert {each.key: each for each in written} == {each.key: each for each in outputs}
    assert max((len(each.value or b"") for each in written), default=0) == max((size for _, size in made), default=0)


def test_what_is_staged_hides_what_is_committed_and_leaves_it_as_it_is(state: StoredState[LedgerEntry]) -> None:
    kept, before, added = make_entries(3)
    changed = before.model_copy(update={"outlets": ("Harbour Wire",)})
    for offset, entry in enumerate((kept, before)):
        state.learn(as_record(entry, offset))
    staged = StagedState(state)

    staged.stage({before.key: changed})
    staged.stage({added.key: added})

    assert dict(staged) == {kept.key: kept, before.key: changed, added.key: added}
    assert len(staged) == 3
    assert dict(state) == {kept.key: kept, before.key: before}
    assert staged.get(b"nobody") is None
