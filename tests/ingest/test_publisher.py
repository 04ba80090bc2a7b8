"""What is published is written once, whatever fails and wherever a run is cut short."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from ingest import publisher as module
from ingest.copies import Decision
from ingest.drafts import Refusal
from ingest.known import Known
from ingest.publisher import GROUP, Publisher
from stancewatch import topics
from stancewatch.contracts import Article, Seen
from stancewatch.errors import ConfigurationError, Fenced, StorageFailed, TransportError, TransportUnavailable
from stancewatch.telemetry.metrics import PUBLISHED
from stancewatch.telemetry.server import Readiness
from stancewatch.transport.base import Outgoing, Record
from stancewatch.transport.local import LocalTransport
from tests.ingest.factories import make_draft, make_prose, make_sentences
from tests.ingest.unreliable import Unreliable

NEVER = threading.Event()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.01)


@pytest.fixture
def unreliable(transport: LocalTransport) -> Unreliable:
    return Unreliable(transport)


@pytest.fixture
def publisher(unreliable: Unreliable) -> Iterator[Publisher]:
    made = Publisher(unreliable, readiness=Readiness([GROUP]))
    yield made
    made.close()


def articles(transport: LocalTransport) -> list[Article]:
    return [Article.decode(record.value, dict(record.headers)) for record in records(transport, topics.ARTICLES)]


def records(transport: LocalTransport, topic: topics.Topic) -> list[Record]:
    channel = transport.open_channel("test", [])
    try:
        return list(channel.restore(topic.name, 0))
    finally:
        channel.close()


def outcome(publisher: Publisher, **changes: object) -> str:
    decided = publisher.publish(make_draft(**changes), stop=NEVER)  # type: ignore[arg-type]
    assert isinstance(decided, Decision)
    return decided.outcome


def test_an_article_and_what_is_known_of_it_are_written_together(
    publisher: Publisher, transport: LocalTransport
) -> None:
    before = PUBLISHED.labels(topics.ARTICLES.name)._value.get()

    assert outcome(publisher) == "published"

    (article,) = records(transport, topics.ARTICLES)
    (seen,) = records(transport, topics.SEEN)
    assert article.key == articles(transport)[0].id.encode()
    assert seen.key == b"https://example.org/a"
    assert Seen.decode(seen.value, dict(seen.headers)).article_id == articles(transport)[0].id
    assert PUBLISHED.labels(topics.ARTICLES.name)._value.get() == before + 1


def test_a_second_run_publishes_nothing_new(transport: LocalTransport) -> None:
    outcomes = []
    for _ in range(2):
        publisher = Publisher(transport, readiness=Readiness())
        outcomes += [
            outcome(publisher, text="One"),
            outcome(publisher, text="One", url="https://example.com/copy"),
            outcome(publisher, text="Two", url="", id="given"),
        ]
        publisher.close()

    assert outcomes == ["published", "copy", "published", "known", "known", "known"]
    assert len(articles(transport)) == 3


def test_an_update_after_a_restart_goes_on_counting(transport: LocalTransport) -> None:
    for text in ("One", "Two", "Three"):
        publisher = Publisher(transport, readiness=Readiness())
        outcome(publisher, text=text)
        publisher.close()

    assert [article.revision for article in articles(transport)] == [0, 1, 2]
    assert len({article.id for article in articles(transport)}) == 1


def test_a_near_copy_is_known_as_one_after_a_restart(transport: LocalTransport) -> None:
    for publisher, text, url, expected in (
        (Publisher(transport, readiness=Readiness()), make_prose(1), "https://a.example/1", "published"),
        (Publisher(transport, readiness=Readiness()), make_prose(1) + "\nMore.", "https://b.example/1", "copy"),
    ):
        assert outcome(publisher, text=text, url=url) == expected
        publisher.close()

    first, copy = articles(transport)
    assert copy.copy_of == first.id


def test_what_is_forgotten_is_forgotten_after_a_restart_too(
    transport: LocalTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Known", partial(Known, articles=2))
    publisher = Publisher(transport, readiness=Readiness())
    for number in range(4):
        outcome(publisher, text=f"Text {number}", url=f"https://example.org/{number}")
    publisher.close()

    written = {record.key: record.value for record in records(transport, topics.SEEN)}
    assert [key for key, value in written.items() if value] == [b"https://example.org/2", b"https://example.org/3"]
    publisher = Publisher(transport, readiness=Readiness())
    again = [outcome(publisher, text=f"Text {number}", url=f"https://example.org/{number}") for number in (3, 2, 0)]
    publisher.close()
    assert again == ["known", "known", "published"]


def test_a_run_that_is_cut_short_anywhere_and_begun_again_publishes_the_same(tmp_path: Path) -> None:
    """Copies, updates, boilerplate and a page that flaps, with a restart after each number of drafts."""
    drafts = [
        make_draft("\n".join([*make_sentences(seed), *make_sentences(99, 20)]), url=f"https://a.example/{seed}")
        for seed in range(5)
    ]
    drafts += [make_draft(make_prose(seed), url=f"https://b.example/{seed}") for seed in range(5)]
    drafts += [make_draft(make_prose(seed), url="https://a.example/0") for seed in (7, 8, 7, 8, 7)]
    published = []
    for place in (0, 4, 6, 11, 13):
        transport = LocalTransport(tmp_path / str(place))
        transport.ensure_topics(topics.ALL)
        for part in (drafts[:place], drafts[max(0, place - 2) :]):
            publisher = Publisher(transport, readiness=Readiness())
            for draft in part:
                publisher.publish(draft, stop=NEVER)
            publisher.close()
        published.append([(article.id, article.revision, article.copy_of) for article in articles(transport)])

    assert all(one == published[0] for one in published)
    assert len(published[0]) == 14


def test_a_commit_that_fails_is_done_again_and_writes_once(
    publisher: Publisher, unreliable: Unreliable, transport: LocalTransport
) -> None:
    unreliable.commits += [TransportError("lost"), TransportUnavailable("away")]

    assert outcome(publisher) == "published"
    assert len(articles(transport)) == 1


def test_a_commit_that_fails_after_it_happened_is_not_done_again(
    publisher: Publisher, unreliable: Unreliable, transport: LocalTransport
) -> None:
    unreliable.commits_that_happened.append(TransportError("lost the answer"))

    assert outcome(publisher) == "known"
    assert len(articles(transport)) == 1


def test_a_commit_that_failed_leaves_no_trace_in_what_is_known(publisher: Publisher, unreliable: Unreliable) -> None:
    unreliable.commits.append(Fenced("another"))
    with pytest.raises(Fenced, match="another"):
        outcome(publisher)

    assert outcome(publisher) == "published"


def test_failures_to_open_or_restore_are_waited_out(publisher: Publisher, unreliable: Unreliable) -> None:
    unreliable.openings += [TransportUnavailable("away"), TransportError("no")]
    unreliable.restores.append(TransportError("no"))

    with capture_logs() as logs:
        assert outcome(publisher) == "published"

    assert sorted(entry["event"] for entry in logs) == ["transport.awaited", "transport.failed"]


def test_a_full_disk_is_an_error_told_once_in_a_while(publisher: Publisher, unreliable: Unreliable) -> None:
    unreliable.restores += [StorageFailed("full")] * 3

    with capture_logs() as logs:
        assert outcome(publisher) == "published"

    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("transport.failed", "error")]


def test_with_a_limit_the_wait_ends_in_the_error(unreliable: Unreliable) -> None:
    unreliable.openings += [TransportUnavailable("away")] * 1000
    publisher = Publisher(unreliable, readiness=Readiness(), wait_seconds=0.0)

    with pytest.raises(TransportUnavailable):
        outcome(publisher)


def test_a_second_ingest_is_told_who_holds_the_place(publisher: Publisher, transport: LocalTransport) -> None:
    outcome(publisher)

    with pytest.raises(Fenced, match="stop that one first"):
        Publisher(transport, readiness=Readiness()).open(NEVER)


def test_missing_topics_end_it_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        outcome(Publisher(LocalTransport(tmp_path / "new"), readiness=Readiness()))


def test_when_stopped_nothing_is_decided(publisher: Publisher, transport: LocalTransport) -> None:
    stop = threading.Event()
    stop.set()

    assert publisher.publish(make_draft(), stop=stop) is None
    assert articles(transport) == []


def test_an_article_whose_record_would_be_too_large_is_refused_and_the_next_goes_through(
    publisher: Publisher, transport: LocalTransport
) -> None:
    refusal = publisher.publish(make_draft("\x01" * 400_000), stop=NEVER)

    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.size > topics.MESSAGE_BYTES) == ("too large", True)
    assert outcome(publisher) == "published"
    assert len(articles(transport)) == 1


def test_a_record_of_another_version_among_the_seen_is_skipped_and_told(transport: LocalTransport) -> None:
    channel = transport.open_channel("test", [])
    channel.commit((), [Outgoing(topics.SEEN.name, b"k", b"?"), Outgoing(topics.SEEN.name, b"gone", None)])
    channel.close()
    publisher = Publisher(transport, readiness=Readiness())

    with capture_logs() as logs:
        assert outcome(publisher) == "published"
    publisher.close()

    assert [entry["event"] for entry in logs] == ["seen.skipped"]


def test_it_is_ready_once_what_is_known_is_restored(transport: LocalTransport) -> None:
    readiness = Readiness([GROUP])
    publisher = Publisher(transport, readiness=readiness)
    assert GROUP in readiness.reasons()

    publisher.open(NEVER)
    publisher.keep_alive(NEVER)

    assert readiness.reasons() == {}
    publisher.close()


def test_a_place_that_is_lost_while_nothing_comes_is_told_and_taken_again(
    unreliable: Unreliable, transport: LocalTransport
) -> None:
    readiness = Readiness([GROUP])
    publisher = Publisher(unreliable, readiness=readiness)
    publisher.open(NEVER)
    unreliable.keep_alives.append(TransportError("lost"))

    with capture_logs() as logs:
        publisher.keep_alive(NEVER)
    waiting = dict(readiness.reasons())
    publisher.keep_alive(NEVER)

    assert [entry["event"] for entry in logs] == ["transport.lost"]
    assert waiting == {GROUP: "its channel is closed"}
    assert readiness.reasons() == {}
    with pytest.raises(Fenced, match="stop that one first"):
        Publisher(transport, readiness=Readiness()).open(NEVER)
    publisher.close()
