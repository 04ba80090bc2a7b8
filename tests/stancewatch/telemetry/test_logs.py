"""Log lines are one harmless line each, wherever their words come from, and other libraries cannot flood them."""

import io
import json
import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest
import structlog

from stancewatch.telemetry.logs import BURST, WINDOW_SECONDS, RateLimit, configure_logging

HOSTILE = "Peace\x1b[31m talks\nFAKE line\r\u202egnp.exe\u2066 <b>bold</b> <script>x</script> [/] \x00end"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Closed(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError(len(text))


def say(stream: io.StringIO, act: Callable[[Any], None], **options: Any) -> list[str]:
    """Return the lines that logging something gives."""
    configure_logging(stream=stream, **options)
    act(structlog.get_logger("stancewatch.test"))
    return stream.getvalue().splitlines()


def test_a_stream_that_is_no_terminal_gets_json() -> None:
    (line,) = say(io.StringIO(), lambda log: log.info("record.handled", offset=3, seconds=0.5, ready=True, none=None))
    fields = json.loads(line)

    assert fields.pop("timestamp").endswith("Z")
    assert fields == {
        "event": "record.handled", "level": "info", "offset": 3, "seconds": 0.5, "ready": True, "none": None,
    }  # fmt: skip
    assert list(json.loads(line))[:3] == ["timestamp", "level", "event"]


def test_a_terminal_gets_a_line_for_people() -> None:
    (line,) = say(Terminal(), lambda log: log.info("record.handled", offset=3))

    assert "record.handled" in line
    assert not line.startswith("{")


@pytest.mark.parametrize(("style", "is_json"), [("console", False), ("json", True)])
def test_the_style_can_be_chosen(style: str, *, is_json: bool) -> None:
    (line,) = say(io.StringIO(), lambda log: log.info("x"), style=style)

    assert line.startswith("{") == is_json


@pytest.mark.parametrize(("level", "events"), [("debug", "di w"), ("info", "i w"), ("warning", "w"), ("error", "")])
def test_lines_below_the_level_are_left_out(level: str, events: str) -> None:
    def act(log: Any) -> None:
        log.debug("d")
        log.info("i")
        log.warning("w")

    lines = say(io.StringIO(), act, level=level)

    assert "".join(json.loads(line)["event"] for line in lines) == events.replace(" ", "")


@pytest.mark.parametrize("style", ["console", "json"])
def test_words_of_strangers_cannot_steer_the_terminal_or_fake_a_line(style: str) -> None:
    (line,) = say(
        io.StringIO(),
        lambda log: log.info(
            HOSTILE, title=HOSTILE, inner={"list": [HOSTILE], HOSTILE: (HOSTILE,)}, data=HOSTILE.encode()
        ),
        style=style,
    )

    assert line.isprintable()
    assert not {"<b>", "<script>", "\u202e", "\x1b"} & {
        part for part in ("<b>", "<script>", "\u202e", "\x1b") if part in line
    }


def test_a_value_of_an_enumeration_is_its_word() -> None:
    class Kind(StrEnum):
        NEW = "new"

    (line,) = say(io.StringIO(), lambda log: log.info("x", kind=Kind.NEW))

    assert json.loads(line)["kind"] == "new"


@pytest.mark.parametrize("style", ["console", "json"])
def test_a_traceback_keeps_its_lines_and_nothing_that_steers(style: str) -> None:
    def act(log: Any) -> None:
        try:
            {}[HOSTILE + "\n"]
        except KeyError:
            log.exception("handler.failed")
            log.exception("handler.failed", exc_info=ValueError(HOSTILE))

    text = "\n".join(say(io.StringIO(), act, style=style))

    assert "Traceback (most recent call last)" in text
    assert "ValueError: Peace" in text
    assert text.replace("\n", "").isprintable()
    assert "\u202e" not in text


def test_a_stream_that_is_gone_costs_no_record() -> None:
    assert say(Closed(), lambda log: log.info("x")) == []


def test_what_other_libraries_say_comes_in_the_same_form() -> None:
    def act(_log: Any) -> None:
        logging.getLogger("library.conn").warning("lost %s", "broker\x1b[2J-1", exc_info=OSError("cut\n"))
        logging.getLogger("library.conn").info("connected")

    (line,) = say(io.StringIO(), act)
    fields = json.loads(line)

    assert (fields["logger"], fields["event"], fields["error"]) == ("library.conn", "lost broker -1", "OSError: cut")


@pytest.mark.parametrize("library", ["httpx2", "httpcore2.connection"])
def test_the_addresses_that_an_http_library_tells_stay_unsaid_at_every_level(library: str) -> None:
    def act(_log: Any) -> None:
        logging.getLogger(library).info("HTTP Request: GET http://user:hunter2@example.org/feed?key=sekret")
        logging.getLogger(library).debug("connect_tcp.started host='user:hunter2@example.org'")
        logging.getLogger(library).warning("a warning")

    (line,) = say(io.StringIO(), act, level="debug")

    assert json.loads(line)["event"] == "a warning"


def test_a_message_that_is_repeated_is_cut_off() -> None:
    def act(_log: Any) -> None:
        for number in range(100):
            logging.getLogger("library").error("no leader for %s", number)
        logging.getLogger("library").error("another")

    assert len(say(io.StringIO(), act)) == BURST + 1


def test_the_next_line_tells_how_many_were_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("stancewatch.telemetry.logs.time.monotonic", lambda: now)
    limit, record = RateLimit(), logging.LogRecord("kafka", logging.ERROR, "", 0, "no leader", None, None)
    passed = [limit.filter(record) for _ in range(20)]
    now += WINDOW_SECONDS

    assert (sum(passed), limit.filter(record), record.__dict__["unsaid"]) == (BURST, True, 20 - BURST)
