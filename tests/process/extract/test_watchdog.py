import threading

import pytest

from process.extract.watchdog import check, watching
from stancewatch.errors import InvalidMessage


def test_time_that_has_run_out_is_told_at_the_next_step():
    with watching(0.0), pytest.raises(InvalidMessage, match="too slow"):
        check()


def test_nothing_is_told_in_time_and_without_a_watch():
    check()
    with watching(60.0):
        check()


def test_the_watch_ends_with_its_context_also_after_its_victim():
    with pytest.raises(InvalidMessage), watching(0.0):
        check()

    check()


def test_each_thread_is_watched_alone():
    with watching(0.0):
        thread = threading.Thread(target=check)
        thread.start()
        thread.join()

        with pytest.raises(InvalidMessage):
            check()
