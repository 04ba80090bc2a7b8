"""The same feed again and again, in every order: each article thrice, through ingest."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from threading import Event

from ingest.drafts import Draft
from ingest.worker import Ingest
from stancewatch.contracts import Article
from stancewatch.transport.kafka import KafkaTransport
from tests.faults.kinds import Kind
from tests.faults.lab import Lab
from tests.faults.report import Report
from tests.faults.stream import Stream
from tests.faults.world import QUICK

ARTICLES = 40
TIMES = 3


def shuffle_feed(lab: Lab, count: int) -> Report:
    """Publish a feed thrice over, shuffled; of each article the first one counts."""
    world = lab.node("shuffle feed", QUICK).world
    world.start()
    for number in range(count):
        articles = take_news(Stream(f"order-{number}", lab.seed), ARTICLES)
        feed = shuffled(articles * TIMES, world.random)
        world.oracle.add(first_ones(feed))
        with Ingest(KafkaTransport(world.bootstrap)) as ingest:
            for article in feed:
                ingest.publish(as_draft(article), Event())
        world.recover(time.monotonic())
    return world.finish()


def take_news(stream: Stream, count: int) -> list[Article]:
    """Return the stream's next articles, without those that ingest itself is to tell: copies and repeats."""
    return list(first_ones(article for article in stream.take(count) if article.copy_of is None))


def first_ones(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles less those that were there before."""
    known: set[str] = set()
    for article in articles:
        if article.id not in known:
            known.add(article.id)
            yield article


def shuffled(articles: list[Article], random: Random) -> list[Article]:
    """Return articles in another order."""
    return random.sample(articles, len(articles))


def as_draft(article: Article) -> Draft:
    """Return what ingest makes this article of."""
    return Draft(
        article.text,
        article.retrieved_at,
        id=article.id,
        publisher=article.publisher,
        published_at=article.published_at,
    )


KINDS = (Kind("shuffle-feed", "a feed thrice over, shuffled, through ingest", 20, shuffle_feed),)
DAILY = (replace(KINDS[0], count=2),)
