"""A copy in which a stance is found that was missed in its original raises nothing, by whatever way they come."""

from datetime import UTC, datetime

import pytest

from ingest.drafts import Draft
from process.extract.extraction import Extraction
from stancewatch.cli.pipeline import open_pipeline
from stancewatch.contracts import Alert, Article
from tests.process.track.builders import make_position, make_span

NOW = datetime(2025, 5, 12, 12, tzinfo=UTC)
SAID = "Viktor Orbán said on Monday that he would no longer stand in the way of new sanctions on Russian oil."
STORY = [
    "Ministers of the member states met in Brussels for talks that lasted well into the night, officials said.",
    "The package names forty ships and two banks, and forbids insurers to cover cargoes above the price cap.",
    "Several capitals had asked for more time to study what it would cost their refineries next winter.",
    SAID,
    "The presidency hopes to have the text ready for signature before the summer break begins in July.",
]
ADDED = "Later that evening Orbán told reporters that he was in favor of a price cap on gas as well."


class Forgetful:
    """Finds the stance in a sentence of every article but the first one that it reads."""

    def __init__(self, sentence: str) -> None:
        self._sentence, self._has_read = sentence, False

    def read(self, article: Article) -> Extraction:
        start, is_first = article.text.find(self._sentence), not self._has_read
        self._has_read = True
        if is_first or start < 0:
            return Extraction()
        span = make_span(self._sentence, start)
        return Extraction(
            (
                make_position(
                    article=article.id,
                    evidence=span.text,
                    start=start,
                    copy_of=article.copy_of,
                    revision=article.revision,
                    is_carried=not article.adds(span),
                ),
            )
        )


def alerts_of(*texts: str, looking_for: str = SAID, url: str = "https://{}.example/") -> list[Alert]:
    raised: list[Alert] = []
    with open_pipeline(Forgetful(looking_for), raised.append) as pipeline:
        for number, text in enumerate(texts):
            pipeline.feed(Draft(text=text, retrieved_at=NOW, published_at=NOW, url=url.format(f"outlet-{number}")))
    return raised


def test_what_was_missed_in_the_original_is_no_news_in_its_copy():
    assert alerts_of(" ".join(STORY), "BRUSSELS (Reuters) - " + "\n\n".join(STORY).replace("on Monday ", "")) == []


def test_what_was_missed_in_a_page_is_no_news_in_its_update():
    assert alerts_of(" ".join(STORY), " ".join([*STORY, ADDED]), url="https://outlet.example/live") == []


def test_what_a_copy_adds_is_news():
    assert len(alerts_of(" ".join(STORY), " ".join([*STORY, ADDED]), looking_for=ADDED)) == 1


def test_what_another_article_says_is_news():
    assert len(alerts_of("Something else happened in Paris.", " ".join(STORY))) == 1


def test_a_word_that_takes_a_side_is_news_in_an_update_though_the_sentence_stood_there_before():
    studied = SAID.replace("would no longer stand in the way of", "was still at work on")
    rejected = studied.replace("was still at work on", "was rejecting all of")
    texts = (" ".join(STORY).replace(SAID, sentence) for sentence in (studied, rejected))

    assert len(alerts_of(*texts, looking_for=rejected, url="https://outlet.example/live")) == 1


@pytest.mark.parametrize(("old", "new"), [("Viktor Orbán", "Robert Fico"), ("sanctions on", "taxes on")])
@pytest.mark.parametrize("url", ["https://outlet.example/live", "https://{}.example/"], ids=["update", "copy"])
def test_another_holder_or_issue_in_an_old_sentence_is_news(old, new, url):
    said = SAID.replace(old, new)
    texts = (" ".join(STORY).replace(SAID, sentence) for sentence in (SAID, said))

    assert len(alerts_of(*texts, looking_for=said, url=url)) == 1


def test_the_day_in_an_old_sentence_is_no_news():
    said = SAID.replace("on Monday", "on Tuesday")
    texts = (" ".join(STORY).replace(SAID, sentence) for sentence in (SAID, said))

    assert alerts_of(*texts, looking_for=said) == []
