"""Extraction beside the bare parser on the same texts, in turns, so that a drift of the machine hits both."""

import math
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language

from bench.texts import GOLD, count_words, hard_texts, make_text, read_articles
from process.extract.nlp import make_nlp
from process.extract.pipeline import Extractor, make_extractor
from stancewatch.contracts import Article

ROUNDS = 5


def measure_memory() -> Iterator[str]:
    """Yield a line: the peak memory of this process once it has read articles, a long one too. Call it first."""
    extractor = make_extractor()
    for article in [*read_articles(GOLD), *(make_text(text, name=name) for name, text, _ in hard_texts())]:
        extractor.extract(article)
    yield f"{'peak memory after reading articles, long ones too':58}{_peak_mb():10.0f} MB"


def measure_extraction(parser: Path | None) -> Iterator[str]:
    """Yield lines: articles and words a second, and the time of extraction as a ratio to bare `nlp.pipe`."""
    articles = read_articles(GOLD)
    extractor, nlp = make_extractor(), load_parser(parser)
    extract_all(extractor, articles)
    pairs = [(timed(extract_all, extractor, articles), timed(parse_all, nlp, articles)) for _ in range(ROUNDS)]
    seconds = statistics.median(pair[0] for pair in pairs)
    ratios = sorted(extracting / parsing for extracting, parsing in pairs)
    yield f"{'extraction, one core':58}{len(articles) / seconds:10.1f} articles/s"
    yield f"{'':58}{count_words(articles) / seconds:10.0f} words/s"
    yield f"{'extraction ÷ bare nlp.pipe, same texts (median of 5)':58}{statistics.median(ratios):10.2f}"
    yield f"{'  lowest and highest of the 5':58}{ratios[0]:10.2f} {ratios[-1]:.2f}"


def measure_feed(parser: Path | None, feed: Path) -> Iterator[str]:
    """Yield lines: which part of a feed is read, and the time as a ratio to bare `nlp.pipe`, for it and for all."""
    extractor, nlp, articles = make_extractor(), load_parser(parser), read_articles(feed)
    read, left = _Part(), _Part()
    for article in articles:
        start = time.perf_counter()
        part = read if extractor.read(article).unread is None else left
        part.extracting += time.perf_counter() - start
        part.parsing += timed(parse_all, nlp, [article])
        part.articles.append(article)
    seconds, parsing = read.extracting + left.extracting, read.parsing + left.parsing
    share = sum(len(article.text) for article in read.articles) / sum(len(article.text) for article in articles)
    yield f"{'feed: articles that pass the gate':58}{len(read.articles):10} of {len(articles)}, {share:.0%} of its text"
    yield f"{'feed, articles that pass ÷ bare nlp.pipe, same texts':58}{read.extracting / read.parsing:10.2f}"
    yield f"{'feed, all articles ÷ bare nlp.pipe, same texts':58}{seconds / parsing:10.2f}"
    yield f"{'feed, one core':58}{count_words(articles) / seconds:10.0f} words/s"
    yield f"{'':58}{len(articles) / seconds * 86_400:10,.0f} articles a day"


@dataclass(slots=True)
class _Part:
    """Articles of a feed, and the seconds that each side took for them."""

    articles: list[Article] = field(default_factory=list)
    extracting: float = 0.0
    parsing: float = 0.0


def measure_hard_texts() -> Iterator[str]:
    """Yield a line for each kind of hard text: its seconds, and the power of its length that they grow with."""
    extractor = make_extractor()
    for name, text, quarter in hard_texts():
        articles = [make_text(one, name=name) for one in (text, quarter)]
        extractor.extract(articles[1])
        seconds = [min(timed(extract_all, extractor, [article]) for _ in range(2)) for article in articles]
        power = math.log(seconds[0] / seconds[1]) / math.log(len(text[:100_000]) / len(quarter[:100_000]))
        yield f"{name:58}{seconds[0]:10.2f} s   grows with length to the power of {power:.2f}"


def load_parser(folder: Path | None) -> Language:
    """Return the bare English pipeline that is shipped, or one of its kind from the folder of its files."""
    if folder is None:
        return make_nlp()
    nlp = spacy.blank("en")
    nlp.tokenizer.from_disk(folder / "tokenizer")
    nlp.add_pipe("onnx_parser").from_disk(folder)  # type: ignore[attr-defined] # spaCy types it as a function
    return nlp


def extract_all(extractor: Extractor, articles: Sequence[Article]) -> None:
    """Extract, one article after the other."""
    for article in articles:
        extractor.extract(article)


def parse_all(nlp: Language, articles: Sequence[Article]) -> None:
    """Parse and forget."""
    for _ in nlp.pipe(article.text for article in articles):
        pass


def timed(call: Callable[..., None], *arguments: object) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
