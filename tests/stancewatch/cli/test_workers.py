"""What the workers' commands tell who starts them."""

from pathlib import Path

import pytest

from stancewatch.cli.workers import describe_sources
from stancewatch.settings import Ingest, Settings


@pytest.mark.parametrize(
    ("feeds", "words"),
    [
        ((), "articles/ and no feeds"),
        (("https://news.example/rss",), "articles/ and 1 feed"),
        (("https://news.example/rss", "https://agency.example/atom"), "articles/ and 2 feeds"),
    ],
)
def test_run_tells_in_words_what_it_watches(feeds: tuple[str, ...], words: str) -> None:
    assert describe_sources(Settings(ingest=Ingest(seeds_folder=Path("articles"), feeds=feeds))) == words
