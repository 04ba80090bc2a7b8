"""Articles of a replay have the dates that they had, whatever day it is."""

import json

import pytest

from ingest.drafts import Draft
from stancewatch.cli.inputs import BEFORE_ALL, read_for_replay

LATER = "2031-05-12T12:04:31+00:00"
EARLIER = "2031-05-01T08:00:00+00:00"


@pytest.fixture
def replay(tmp_path):
    """Return a function that gives the drafts of lines."""

    def read(*articles: dict[str, str]) -> list[Draft]:
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(json.dumps({"text": "…"} | article) for article in articles), encoding="utf-8")
        return [draft for draft in read_for_replay(file) if isinstance(draft, Draft)]

    return read


def moments(drafts):
    return [(draft.published_at.isoformat(), draft.retrieved_at.isoformat()) for draft in drafts]


def test_a_date_ahead_of_today_counts_where_nothing_says_when_it_was_retrieved(replay):
    assert moments(replay({"published_at": LATER})) == [(LATER, LATER)]


def test_a_date_ahead_of_its_own_retrieval_counts_as_none(replay):
    [draft] = replay({"published_at": LATER, "retrieved_at": EARLIER})

    assert moments([draft]) == [(EARLIER, EARLIER)]
    assert draft.warnings == ("no date that can be true; 2031-05-01 08:00Z stands in for it",)


def test_an_article_has_its_own_retrieval(replay):
    assert moments(replay({"published_at": EARLIER, "retrieved_at": LATER})) == [(EARLIER, LATER)]


def test_an_article_without_any_date_has_that_of_the_one_before_it(replay):
    drafts = replay({}, {"published_at": EARLIER}, {"retrieved_at": "soon"})

    assert moments(drafts) == [
        (BEFORE_ALL.isoformat(), BEFORE_ALL.isoformat()),
        (EARLIER, EARLIER),
        (EARLIER, EARLIER),
    ]
