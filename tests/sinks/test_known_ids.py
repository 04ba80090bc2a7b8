"""What was delivered is remembered over restarts, by one process at a time."""

from contextlib import closing

import pytest

from sinks.known_ids import NAME, KnownIds
from stancewatch.errors import ConfigurationError


def test_ids_are_remembered_over_restarts(tmp_path):
    with closing(KnownIds.open(tmp_path)) as known:
        known.add("one")
        known.add("one")

    with closing(KnownIds.open(tmp_path)) as known:
        assert "one" in known
        assert "two" not in known


def test_a_second_process_is_refused_and_told_what_to_do(tmp_path):
    with (
        closing(KnownIds.open(tmp_path)),
        pytest.raises(ConfigurationError, match=r"the folder .* is in use by another run or sink log: stop that one"),
    ):
        KnownIds.open(tmp_path)


def test_the_next_process_may_have_it(tmp_path):
    KnownIds.open(tmp_path).close()
    KnownIds.open(tmp_path).close()


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / NAME).write_text("not a database, but long enough to be taken for one" * 20)

    with pytest.raises(ConfigurationError, match=r"delivered\.sqlite .*not a database.* move that file away"):
        KnownIds.open(tmp_path)
