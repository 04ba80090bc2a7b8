"""What a text gets does not depend on its neighbours: alone, in another order and in batches, to the same bytes."""

import json
import random
from pathlib import Path

import pytest

from process.extract.nlp import make_nlp, make_small_nlp

GOLD = Path(__file__).parent / "gold" / "invented.jsonl"
TEXTS = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()[:50]]
PIPELINES = {"full": make_nlp, "small": make_small_nlp}

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


def bytes_of(doc):
    """Return all that was said of the text; user data, where extensions keep theirs, need not be packable."""
    return doc.to_bytes(exclude=["tensor", "user_data"]) + repr(sorted(doc.user_data.items(), key=str)).encode()


@pytest.mark.parametrize("make", PIPELINES.values(), ids=PIPELINES)
def test_text_gets_the_same_bytes_alone_shuffled_and_in_batches(make):
    nlp = make()
    order = random.Random(5).sample(range(len(TEXTS)), len(TEXTS))  # noqa: S311 - chance, not secrets

    alone = [bytes_of(nlp(text)) for text in TEXTS]
    together = dict(zip(order, map(bytes_of, nlp.pipe((TEXTS[place] for place in order), batch_size=16)), strict=True))

    assert [together[place] for place in range(len(TEXTS))] == alone
