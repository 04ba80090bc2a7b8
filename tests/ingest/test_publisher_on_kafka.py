"""The same promises of publishing once, on a real Kafka: several partitions, a fenced writer."""

import threading
from contextlib import closing
from functools import partial
from uuid import uuid4

import pytest

from ingest import publisher as module
from ingest.copies import Decision
from ingest.feed_records import FeedMemory
from ingest.fetch import Validators
from ingest.known import Known
from ingest.publisher import Publisher
from stancewatch import topics
from stancewatch.errors import Fenced
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.kafka import KafkaTransport
from tests.ingest.factories import NOW, make_draft, make_prose

pytestmark = pytest.mark.kafka


@pytest.fixture
def transport(kafka_broker: str) -> KafkaTransport:
    made = KafkaTransport(kafka_broker)
    made.ensure_topics(topics.ALL)
    return made


def outcome(publisher: Publisher, text: str, url: str) -> str:
    decided = publisher.publish(make_draft(text, url=url), stop=threading.Event())
    assert isinstance(decided, Decision)
    return decided.outcome


def test_a_restart_knows_what_was_published_on_every_partition(transport: KafkaTransport) -> None:
    run = uuid4().hex
    drafts = [(f"Text {number} of {run}", f"https://example.org/{run}/{number}") for number in range(12)]

    with closing(Publisher(transport, readiness=Readiness())) as first:
        assert {outcome(first, *draft) for draft in drafts} == {"published"}
    with closing(Publisher(transport, readiness=Readiness())) as second:
        assert {outcome(second, *draft) for draft in drafts} == {"known"}
        assert outcome(second, drafts[0][0], f"https://example.org/{run}/copy") == "copy"
        assert outcome(second, "Corrected", drafts[0][1]) == "update"


def test_near_copies_validators_and_what_is_forgotten_outlast_a_restart_on_every_partition(
    transport: KafkaTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, stop = uuid4().hex, threading.Event()
    texts = [f"{make_prose(number)} Told in run {run}." for number in range(8)]
    memory = FeedMemory(Validators(b'"1"'), NOW)
    monkeypatch.setattr(module, "Known", partial(Known, articles=6))

    with closing(Publisher(transport, readiness=Readiness())) as first:
        for number, text in enumerate(texts):
            assert outcome(first, text, f"https://{number}.example/{run}") == "published"
        first.note_feed(f"https://feed.example/{run}", memory, stop=stop)
    with closing(Publisher(transport, readiness=Readiness())) as second:
        second.open(stop)
        assert second.feed(f"https://feed.example/{run}") == memory
        assert outcome(second, texts[7] + " More.", f"https://copy.example/{run}") == "copy"
        assert outcome(second, texts[7], f"https://7.example/{run}") == "known"
        assert outcome(second, texts[0], f"https://0.example/{run}") == "published"


def test_a_second_ingest_takes_the_place_and_the_first_says_so(transport: KafkaTransport) -> None:
    run = uuid4().hex
    first, second = (Publisher(transport, readiness=Readiness()) for _ in range(2))
    with closing(first), closing(second):
        assert outcome(first, f"One of {run}", f"https://example.org/{run}/1") == "published"
        assert outcome(second, f"Two of {run}", f"https://example.org/{run}/2") == "published"

        with pytest.raises(Fenced):
            outcome(first, f"Three of {run}", f"https://example.org/{run}/3")
        assert outcome(second, f"Three of {run}", f"https://example.org/{run}/3") == "published"
