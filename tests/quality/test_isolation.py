"""What a text gets does not depend on its neighbours: alone, in another order and in batches, to the same bytes."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from process.extract.nlp import make_nlp, make_small_nlp
from process.extract.pipeline import make_extractor
from stancewatch.contracts import Article
from stancewatch.ids import content_sha256

GOLD = Path(__file__).parent / "gold" / "invented.jsonl"
TEXTS = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()[:50]]
PIPELINES = {"full": make_nlp, "small": make_small_nlp}

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


def bytes_of(doc):
    """Return all that was said of the text; user data, where extensions keep theirs, need not be packable."""
    return doc.to_bytes(exclude=["tensor", "user_data"]) + repr(sorted(doc.user_data.items(), key=str)).encode()


def test_positions_of_an_article_do_not_depend_on_what_was_read_before():
    articles = [make_article(number, text) for number, text in enumerate(TEXTS[::3])]
    order = random.Random(6).sample(articles, len(articles))  # noqa: S311 - chance, not secrets
    extractor, other = make_extractor(), make_extractor()

    in_order = {article.id: [one.encode() for one in extractor.extract(article)] for article in articles}
    shuffled = {article.id: [one.encode() for one in other.extract(article)] for article in order}

    assert shuffled == in_order
    assert sum(map(len, in_order.values())) > len(articles)


def make_article(number, text):
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    digest = content_sha256(text)
    return Article(id=str(number), text=text, published_at=moment, retrieved_at=moment, content_sha256=digest)


@pytest.mark.parametrize("make", PIPELINES.values(), ids=PIPELINES)
def test_text_gets_the_same_bytes_alone_shuffled_and_in_batches(make):
    nlp = make()
    order = random.Random(5).sample(range(len(TEXTS)), len(TEXTS))  # noqa: S311 - chance, not secrets

    alone = [bytes_of(nlp(text)) for text in TEXTS]
    together = dict(zip(order, map(bytes_of, nlp.pipe((TEXTS[place] for place in order), batch_size=16)), strict=True))

    assert [together[place] for place in range(len(TEXTS))] == alone
