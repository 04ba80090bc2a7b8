"""Extraction beside the bare parser on the same texts, in turns, so that a drift of the machine hits both."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from ingest.copies import make_article
from ingest.drafts import Draft
from process.extract.nlp import make_nlp
from process.extract.pipeline import make_extractor
from stancewatch.contracts import Article

GOLD = Path(__file__).parent.parent / "tests" / "quality" / "gold" / "invented.jsonl"
ROUNDS = 5


def measure_extraction() -> Iterator[str]:
    """Yield lines: articles and words a second, and the time of extraction as a ratio to bare `nlp.pipe`."""
    articles = read_articles()
    words = sum(len(article.text.split()) for article in articles)
    extractor, nlp = make_extractor(), make_nlp()

    def extract_all() -> None:
        for article in articles:
            extractor.extract(article)

    def parse_all() -> None:
        for _ in nlp.pipe(article.text for article in articles):
            pass

    extract_all()
    pairs = [(timed(extract_all), timed(parse_all)) for _ in range(ROUNDS)]
    seconds = statistics.median(pair[0] for pair in pairs)
    ratios = sorted(extracting / parsing for extracting, parsing in pairs)
    yield f"{'extraction, one core':58}{len(articles) / seconds:10.1f} articles/s"
    yield f"{'':58}{words / seconds:10.0f} words/s"
    yield f"{'extraction ÷ bare nlp.pipe, same texts (median of 5)':58}{statistics.median(ratios):10.2f}"
    yield f"{'  lowest and highest of the 5':58}{ratios[0]:10.2f} {ratios[-1]:.2f}"


def read_articles() -> list[Article]:
    """Return the articles of the gold file, without their labels."""
    now = datetime.now(UTC)
    lines = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [make_article(Draft(line["text"], now, id=line["id"], title=line["title"])) for line in lines]


def timed(call: Callable[[], None]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
