"""Records that nothing can be made of, among many that are in order; and records of every size, too large ones too."""

import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from stancewatch.contracts import SCHEMA_VERSION, Article
from stancewatch.errors import RecordTooLarge
from stancewatch.topics import ARTICLES, KIB, POSITIONS, Topic
from stancewatch.transport.base import Outgoing
from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.report import Report
from tests.faults.stream import DEADLY, ISSUES, as_record, make_article, read_positions
from tests.faults.world import QUICK, World

PER_POISON = 100
"""One bad record among so many."""
PER_DEADLY = 50
"""One of so many bad records kills who reads it."""
NOT_A_MESSAGE, BUG, TOO_LARGE_REASON = "not a message", "bug", "too large"
MIB = KIB * KIB
SIZES = (int(0.9 * MIB), MIB, int(1.9 * MIB))
"""Of articles that fit on their topic."""
TOO_LARGE = (int(2.1 * MIB), 20 * MIB)
EVIDENCE = int(1.2 * MIB)
"""A position as large fits on its topic; a ledger entry, which holds it twice, does not."""


def poison(lab: Lab, count: int) -> Report:
    """Put bad records among articles and positions; each comes to a dead letter, and to nothing else.

    Recovery counts from each record that kills the worker, and from the last one.
    """
    world = lab.node("poison", QUICK).world
    world.start()
    for number in range(count):
        is_deadly = number % PER_DEADLY == PER_DEADLY - 1
        reason, record = DEADLY_ONE if is_deadly else BAD[number % len(BAD)]
        world.oracle.add_dead_letter(reason, record.value)
        world.feed(PER_POISON - 1, among=record)
        if is_deadly or number == count - 1:
            world.recover(time.monotonic())
    return world.finish()


def _bad(reason: str, topic: Topic, value: bytes | None, **headers: str) -> tuple[str, Outgoing]:
    """Return a record, and the reason for which it is to be refused."""
    assert topic.message
    given = {"message-type": topic.message.message_type, "schema-version": SCHEMA_VERSION, **headers}
    pairs = tuple((name.replace("_", "-"), text.encode()) for name, text in given.items())
    return reason, Outgoing(topic.name, b"bad", value, pairs)


def _article(text: str) -> bytes:
    return make_article("bad", {}).model_copy(update={"text": text}).encode()


BAD: Sequence[tuple[str, Outgoing]] = [
    found
    for topic in (ARTICLES, POSITIONS)
    for found in (
        _bad(NOT_A_MESSAGE, topic, b"\xff\xfe\x00not utf-8"),
        _bad(NOT_A_MESSAGE, topic, b'{"id": "cut off'),
        _bad(NOT_A_MESSAGE, topic, b"[" * 100_000),
        _bad(NOT_A_MESSAGE, topic, b"{}"),
        _bad("empty", topic, None),
        _bad("unknown type", topic, b"{}", message_type="weather"),
        _bad("unknown version", topic, b"{}", schema_version="99"),
        _bad(BUG, ARTICLES, _article("no script")),
        _bad(BUG, ARTICLES, _article(json.dumps({"claims": [{"holder": "nobody"}]}))),
    )
]
DEADLY_ONE = _bad("deadly", ARTICLES, _article(DEADLY))


def giants(lab: Lab, count: int) -> Report:
    """Put in articles of each size, refused ones too, and positions that fit, but whose ledger entry does not."""
    world = lab.node("giants", QUICK).world
    world.start()
    world.feed(1)
    world.settle()
    problems: list[str] = []
    for number in range(count):
        began = time.monotonic()
        world.publish([_make_giant(f"giant-{number}-{size}", filler=size) for size in SIZES])
        problems += [f"an article of {size} bytes was written" for size in TOO_LARGE if _can_write(world, size)]
        _publish_wide(world, _make_giant(f"wide-{number}", evidence=EVIDENCE))
        world.recover(began)
    report = world.finish()
    return replace(report, problems=[*problems, *report.problems])


def _make_giant(name: str, *, filler: int = 0, evidence: int = 0) -> Article:
    said = f"says {name} {'x' * evidence}"
    claim = {"holder": name, "issue": ISSUES[0], "stance": "favor", "condition": None, "evidence": said}
    return make_article(name, {"claims": [claim], "filler": "x" * max(0, filler - KIB)})


def _can_write(world: World, size: int) -> bool:
    with suppress(RecordTooLarge):
        world.write([as_record(_make_giant("too-large", filler=size))])
        return True
    return False


def _publish_wide(world: World, article: Article) -> None:
    """Publish an article whose position track is to refuse."""
    [position] = read_positions(article)
    world.oracle.expected.positions[position.key].append(position.id)
    world.oracle.add_dead_letter(TOO_LARGE_REASON, position.encode())
    world.write([as_record(article)])


KINDS = (
    Kind("poison", "bad records, one in a hundred; two of them kill the worker", 100, poison),
    Kind("giants", "articles of 0.9 to 20 MiB, positions whose entry is too large", 5, giants),
)
DAILY = (replace(KINDS[0], count=len(BAD)), replace(KINDS[1], count=1))
