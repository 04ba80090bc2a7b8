"""No alert is lost and none is written twice, whatever happens between the steps of its delivery."""

import errno
import io
import json
import os
from contextlib import closing

import pytest

from sinks.alert_file import AlertFile
from sinks.base import Delivery, SinkFailed
from sinks.known_ids import KnownIds
from sinks.line import format_line
from sinks.log import LogSink, open_log_sink
from stancewatch.errors import Backpressure, ConfigurationError
from tests.sinks.builders import make_alert

FIRST, SECOND = make_alert(), make_alert(issue="ceasefire")


class Killed(BaseException):
    """The process ends here: nobody catches it."""


class KilledStream(io.StringIO):
    """A stdout at which the process ends before a line is out."""

    def write(self, _text: str) -> int:
        raise Killed


class KilledAtRemembering:
    """A memory at which the process ends before an id is in it."""

    def __init__(self, known: KnownIds) -> None:
        self._known = known

    def __contains__(self, alert_id: str) -> bool:
        return alert_id in self._known

    def add(self, _alert_id: str) -> None:
        raise Killed

    def close(self) -> None:
        self._known.close()


def ids_in(folder) -> list[str]:
    return [json.loads(line)["id"] for line in (folder / "alerts.jsonl").read_text().splitlines()]


def deliver(folder, *alerts) -> str:
    """Deliver alerts to a sink that has just been started, and return its stdout."""
    stream = io.StringIO()
    with closing(open_log_sink(folder, stream)) as sink:
        for alert in alerts:
            sink.deliver(alert)
    return stream.getvalue()


def test_stdout_has_the_alert_lines_and_nothing_else(tmp_path):
    assert deliver(tmp_path, FIRST, SECOND) == f"{format_line(FIRST)}\n{format_line(SECOND)}\n"


def test_on_request_stdout_has_json_lines(tmp_path):
    stream = io.StringIO()
    with closing(open_log_sink(tmp_path, stream, as_json=True)) as sink:
        sink.deliver(FIRST)

    assert stream.getvalue() == (tmp_path / "alerts.jsonl").read_text()


def test_each_alert_is_a_json_line_in_the_file(tmp_path):
    deliver(tmp_path, FIRST, SECOND)

    assert ids_in(tmp_path) == [FIRST.id, SECOND.id]


def test_an_alert_that_comes_again_is_written_once(tmp_path):
    stream = io.StringIO()
    with closing(open_log_sink(tmp_path, stream)) as sink:
        assert [sink.deliver(FIRST), sink.deliver(FIRST)] == [Delivery.WRITTEN, Delivery.KNOWN]

    assert len(stream.getvalue().splitlines()) == 1
    assert deliver(tmp_path, FIRST) == ""
    assert ids_in(tmp_path) == [FIRST.id]


def test_ids_are_remembered_though_the_files_are_gone(tmp_path):
    deliver(tmp_path, FIRST)
    (tmp_path / "alerts.jsonl").unlink()

    assert deliver(tmp_path, FIRST) == ""


def test_killed_in_the_middle_of_a_line_it_is_written_whole_after_the_restart(tmp_path):
    (tmp_path / "alerts.jsonl").write_text('{"id": "' + FIRST.id[:5])

    assert deliver(tmp_path, FIRST) == f"{format_line(FIRST)}\n"
    assert ids_in(tmp_path) == [FIRST.id]


def test_killed_before_it_is_shown_it_is_shown_after_the_restart_and_once_in_the_file(tmp_path):
    with closing(open_log_sink(tmp_path, KilledStream())) as sink, pytest.raises(Killed):
        sink.deliver(FIRST)

    assert deliver(tmp_path, FIRST) == f"{format_line(FIRST)}\n"
    assert ids_in(tmp_path) == [FIRST.id]


def test_killed_before_it_is_remembered_it_is_shown_twice_at_most_and_once_in_the_file(tmp_path):
    stream = io.StringIO()
    known = KilledAtRemembering(KnownIds.open(tmp_path))
    sink = LogSink(AlertFile(tmp_path), known, stream, render=format_line)  # type: ignore[arg-type]
    with closing(sink), pytest.raises(Killed):
        sink.deliver(FIRST)

    assert stream.getvalue() + deliver(tmp_path, FIRST) == f"{format_line(FIRST)}\n" * 2
    assert ids_in(tmp_path) == [FIRST.id]


def test_killed_and_rotated_meanwhile_it_is_once_in_the_files(tmp_path):
    with closing(open_log_sink(tmp_path, KilledStream())) as sink, pytest.raises(Killed):
        sink.deliver(FIRST)
    (tmp_path / "alerts.jsonl").rename(tmp_path / "alerts.jsonl.1")
    deliver(tmp_path, SECOND, FIRST)

    assert ids_in(tmp_path) == [SECOND.id]


def test_a_closed_stdout_ends_the_sink_and_the_alert_is_shown_after_the_restart(tmp_path):
    read_end, write_end = os.pipe()
    os.close(read_end)
    stream = os.fdopen(write_end, "w")
    with closing(open_log_sink(tmp_path, stream)) as sink:
        with pytest.raises(SinkFailed, match=rf"stdout, but the alert {FIRST.id} is in .*Broken pipe. Start again"):
            sink.deliver(FIRST)
        with pytest.raises(BrokenPipeError):
            stream.close()

    assert deliver(tmp_path, FIRST) == f"{format_line(FIRST)}\n"
    assert ids_in(tmp_path) == [FIRST.id]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full is a Linux device")  # noqa: PTH110
def test_a_full_disk_under_stdout_is_waited_for(tmp_path):
    stream = open("/dev/full", "w")  # noqa: PTH123, SIM115 - a device
    with closing(open_log_sink(tmp_path, stream)) as sink:
        for _ in range(2):
            with pytest.raises(Backpressure, match="No space left on device; waiting for room"):
                sink.deliver(FIRST)
    with pytest.raises(OSError, match="No space left"):
        stream.close()

    assert ids_in(tmp_path) == [FIRST.id]


class FullForAWhile(io.StringIO):
    """A stdout that keeps what is written in its buffer until there is room to flush it, as real ones do."""

    room = False

    def flush(self) -> None:
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")


def test_once_there_is_room_the_line_is_out_once(tmp_path):
    stream = FullForAWhile()
    with closing(open_log_sink(tmp_path, stream)) as sink:
        with pytest.raises(Backpressure):
            sink.deliver(FIRST)
        stream.room = True
        assert sink.deliver(FIRST) is Delivery.WRITTEN

    assert stream.getvalue() == f"{format_line(FIRST)}\n"
    assert ids_in(tmp_path) == [FIRST.id]


def test_alerts_delivered_alternately_under_pressure_are_written_once_each(tmp_path):
    stream = FullForAWhile()
    with closing(open_log_sink(tmp_path, stream)) as sink:
        for alert in (FIRST, SECOND, FIRST, SECOND):
            with pytest.raises(Backpressure):
                sink.deliver(alert)
        stream.room = True
        sink.deliver(FIRST)
        sink.deliver(SECOND)

    assert stream.getvalue() == f"{format_line(FIRST)}\n{format_line(SECOND)}\n"
    assert ids_in(tmp_path) == [FIRST.id, SECOND.id]


def test_a_stdout_that_cannot_spell_a_letter_gets_an_escape(tmp_path):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with closing(open_log_sink(tmp_path, stream)) as sink:
        sink.deliver(FIRST)

    assert b"Viktor Orb\\u00e1n" in stream.buffer.getvalue()  # type: ignore[attr-defined]


def test_a_folder_is_made_when_it_is_missing(tmp_path):
    deliver(tmp_path / "var" / "alerts", FIRST)

    assert ids_in(tmp_path / "var" / "alerts") == [FIRST.id]


def test_a_folder_that_cannot_be_made_is_told_at_the_start(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ConfigurationError, match=r"cannot write alerts to .*/file/alerts: .*/file is a file; choose"):
        open_log_sink(tmp_path / "file" / "alerts", io.StringIO())


def test_a_file_that_cannot_be_opened_is_told_at_the_start_and_lets_go_of_the_folder(tmp_path):
    (tmp_path / "alerts.jsonl").mkdir()
    with pytest.raises(ConfigurationError, match=r"cannot write alerts to .*alerts\.jsonl is a folder; move it away"):
        open_log_sink(tmp_path, io.StringIO())
    (tmp_path / "alerts.jsonl").rmdir()

    assert deliver(tmp_path, FIRST)


def test_a_second_sink_in_the_folder_is_refused_and_harms_nothing(tmp_path):
    stream = io.StringIO()
    with closing(open_log_sink(tmp_path, stream)) as sink:
        with pytest.raises(ConfigurationError, match="is in use by another run or sink log"):
            open_log_sink(tmp_path, io.StringIO())
        sink.deliver(FIRST)

    assert ids_in(tmp_path) == [FIRST.id]
