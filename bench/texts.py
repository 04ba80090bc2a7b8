"""What is read in a benchmark: the project's labelled articles, a feed of the user's, and texts made to be hard."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.copies import make_article
from ingest.drafts import Draft
from stancewatch.contracts import Article

GOLD = Path(__file__).parent.parent / "tests" / "quality" / "gold" / "invented.jsonl"
STANCE = "Hungary rejects new sanctions on Russia, Viktor Orbán said in Budapest. "
PLAIN = STANCE + "Ukraine has accepted a ceasefire of thirty days, and its army waits on the river for the answer. "


def read_articles(path: Path) -> list[Article]:
    """Return the articles of a file of JSON Lines, as they are or packed with gzip; labels are passed over."""
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    return [_make(json.loads(line)) for line in text.splitlines()]


def _make(record: Mapping[str, Any]) -> Article:
    return make_text(record.get("text") or "", name=str(record["id"]), title=record.get("title") or "")


def make_text(text: str, *, name: str, title: str = "Ukraine and Russia") -> Article:
    """Return an article with this text."""
    return make_article(Draft(text, datetime.now(UTC), id=name, title=title))


def count_words(articles: Iterable[Article]) -> int:
    """Return the number of words between blanks."""
    return sum(len(article.text.split()) for article in articles)


def hard_texts() -> Iterator[tuple[str, str, str]]:
    """Yield a name, a text, and a smaller one of the same kind, a quarter as long, to compare its cost with."""
    prose = "\n\n".join(article.text for article in read_articles(GOLD))
    yield "an article of 100 kB", prose[:100_000], prose[:25_000]
    quotes = "\u201cNo.\u201d "
    yield "10,000 quotations in one text", STANCE + quotes * 10_000, STANCE + quotes * 2_500
    clause = "and Ukraine wants a ceasefire and the river and the road and the hill "
    yield "a sentence of 5,000 words", STANCE + clause * 360, STANCE + clause * 90
    yield "300 names", _names(300), _names(75)
    yield "20 kB without a full stop", PLAIN.replace(".", "").replace(",", "") * 120, PLAIN.replace(".", "") * 30


def _names(count: int) -> str:
    """Return a text in which so many people, each with a name of their own, take a side."""
    letters, vowels, middles = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "aeiou", "bdgkmnrst"
    names = (
        f"{letters[n % 26]}{vowels[n % 5]}ra {letters[n // 26]}{vowels[n % 5]}l{middles[n % 9]}ov" for n in range(count)
    )
    return " ".join(f"Minister {name} of Hungary rejects sanctions on Russia. He said no." for name in names)
