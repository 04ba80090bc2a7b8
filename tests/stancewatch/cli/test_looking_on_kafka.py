"""The commands that look at topics, on a real Kafka: all partitions, no group, nothing running."""

import json
from threading import Event
from uuid import uuid4

import pytest

from stancewatch import topics
from stancewatch.transport.kafka import KafkaTransport
from stancewatch.waiting import wait_for_transport
from tests.stancewatch.cli.told import bury, make_story, tell

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


@pytest.fixture
def kafka(kafka_broker, monkeypatch):
    monkeypatch.setenv("STANCEWATCH_TRANSPORT", "kafka")
    monkeypatch.setenv("STANCEWATCH_KAFKA__BOOTSTRAP_SERVERS", kafka_broker)
    transport = KafkaTransport(kafka_broker)
    wait_for_transport(lambda: transport.ensure_topics(topics.ALL), stop=Event(), wait_seconds=60)
    return transport


def when(look, is_there):
    """Look until what was written is there: a commit's marks take a moment."""
    while not is_there(finished := look()):
        assert finished.status in {0, 1}, finished.err
    return finished


def test_ledger_and_alerts_are_read_from_every_partition(kafka, stancewatch):
    holders = [f"Holder {uuid4().hex}" for _ in range(8)]
    tell(
        kafka,
        *(position for holder in holders for position in make_story(holder, other=holder.replace("Holder", "Other"))),
    )
    chosen = [word for holder in holders for word in ("--holder", holder)]

    entries = when(
        lambda: stancewatch("ledger", "--json", *chosen), lambda found: found.out.count("\n") == len(holders)
    )
    alerts = when(
        lambda: stancewatch("alerts", "--json", *chosen), lambda found: found.out.count("\n") == 3 * len(holders)
    )
    history = stancewatch("ledger", holders[0].lower(), "sanctions", "--as-of", "2025-05-11")

    assert [json.loads(line)["holder"] for line in entries.out.splitlines()] == sorted(holders)
    raised = [json.loads(line) for line in alerts.out.splitlines()]
    assert [alert["raised_at"] for alert in raised] == sorted(alert["raised_at"] for alert in raised)
    assert {len(alert["outlets"]) for alert in raised if alert["kind"] == "changed"} == {3}
    assert "· FAVOR as of 2025-05-11" in history.out


def test_dead_letters_are_listed_shown_and_sent_back(kafka, stancewatch):
    content = uuid4().hex.encode() + b"\xff"
    bury(kafka, content, key=content)
    size = 2 * len(content)
    listed = when(
        lambda: stancewatch("dead-letters", "list", "--json"),
        lambda found: f'"bytes": {size}}}' in found.out,
    )
    letter_id = next(row["id"] for row in map(json.loads, listed.out.splitlines()) if row["bytes"] == size)
    shown = stancewatch("dead-letters", "show", letter_id)
    sent = stancewatch("dead-letters", "replay", letter_id, "--yes")

    assert f"value, {len(content)} bytes\n{content[:-1].decode()}\\xff\n" in shown.out
    assert (sent.status, sent.out) == (0, f"sent {letter_id} back to stancewatch.articles\n")
    reader = kafka.open_reader(topics.ARTICLES)
    found = []
    while not found:
        found = [record for record in reader.read() if record.value == content]
    reader.close()
    assert found[0].headers == (("message-type", b"article"), ("odd", b"\x1b\xff"))
