"""The pipeline and the bundled desk, loaded once for all tests of extraction."""

from datetime import UTC, datetime

import pytest

from process.extract.desks.files import load_desk
from process.extract.nlp import make_nlp
from process.extract.pipeline import Extractor
from stancewatch.contracts import Article
from stancewatch.ids import content_sha256

MOMENT = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def nlp():
    return make_nlp()


@pytest.fixture(scope="session")
def desk():
    return load_desk()


@pytest.fixture(scope="session")
def extractor(desk, nlp):
    return Extractor(desk, nlp)


@pytest.fixture
def make_article():
    def make(text, title="Ukraine and Russia"):
        return Article(
            id="a",
            title=title,
            text=text,
            published_at=MOMENT,
            retrieved_at=MOMENT,
            content_sha256=content_sha256(text),
        )

    return make


@pytest.fixture
def find(extractor, make_article):
    """Return (holder, issue, stance) of each position in a text."""

    def find_positions(text, title="Ukraine and Russia"):
        positions = extractor.extract(make_article(text, title))
        return [(position.holder.name, position.issue, position.stance.value) for position in positions]

    return find_positions
