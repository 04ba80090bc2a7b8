import pytest
from structlog.testing import capture_logs

from ingest.copies import Known, decide_article
from ingest.drafts import refuse
from ingest.fetch import Failed
from ingest.poller import Answer, FeedState
from ingest.telling import show_feed, show_place, tell_answer, tell_decision, tell_refusal
from tests.ingest.factories import make_draft


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("seeds/a.txt", "seeds/a.txt"),
        ("seeds/a\x1b[31m\n.txt", "seeds/a .txt"),
        ("https://user:secret@example.org:8443/feed?key=secret#x", "https://example.org:8443/feed"),
        ("https://[::1]:80/feed", "https://[::1]:80/feed"),
        ("https://[/feed", "an address that cannot be read"),
        ("HTTPS://u:p@example.org", "https://example.org"),
        ("ftp://user:hunter2@example.org/feed?key=sekret", "ftp://example.org/feed"),
        (" feed+ssh://user:hunt er2@example.org/a?key=se kret", "feed+ssh://example.org/a"),
        ("https://user:hunter#2@example.org/", "an address that cannot be read"),
        ("https://example.org/feed/@writer", "https://example.org/feed/@writer"),
    ],
)
def test_a_place_shows_neither_secrets_nor_control_characters(place: str, shown: str) -> None:
    assert show_place(place) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("user:hunter2@example.org/feed?key=sekret", "example.org/feed"),
        ("//user:hunter2@example.org/feed", "example.org/feed"),
        ("http:/user:hunter2@example.org/feed", "example.org/feed"),
        ("'ftp://user:hunter2@example.org/feed?key=sekret'", "example.org/feed"),
        ("nonsense", "nonsense"),
        ("https://user:hunter2@example.org/feed?key=sekret", "https://example.org/feed"),
    ],
)
def test_a_feed_shows_no_secrets_even_where_it_is_no_address(url: str, shown: str) -> None:
    assert show_feed(url) == shown


def test_an_address_among_the_words_of_a_refusal_shows_no_secrets() -> None:
    with capture_logs() as logs:
        tell_refusal(refuse("a.txt", "empty", "nothing at 'ftp://user:hunter2@example.org/a?key=sekret'; look"))

    assert logs[0]["detail"] == "nothing at 'ftp://example.org/a'; look"


def test_an_article_is_told_with_its_warnings_and_a_known_one_in_a_whisper() -> None:
    draft = make_draft(warnings=("no date",))
    decision = decide_article(draft, Known())

    with capture_logs() as logs:
        tell_decision(draft, decision)

    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("article.doubtful", "warning"),
        ("article.published", "info"),
    ]


def test_a_refusal_is_told_with_what_why_and_what_next() -> None:
    with capture_logs() as logs:
        tell_refusal(refuse("a.txt", "binary", "zero bytes\n; save it as UTF-8", b"\0"))

    assert logs == [
        {
            "event": "input.refused",
            "log_level": "warning",
            "place": "a.txt",
            "reason": "binary",
            "detail": "zero bytes ; save it as UTF-8",
            "size": 1,
            "sha256": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        }
    ]


def test_a_feed_that_goes_on_failing_is_told_once() -> None:
    state = FeedState("https://example.org/feed?key=secret")
    answer = Answer(state, Failed("4xx", "the server answered 404 Not Found"))

    with capture_logs() as logs:
        tell_answer(answer, {})
        state.last_outcome = answer.outcome
        tell_answer(answer, {})

    assert [entry["log_level"] for entry in logs] == ["warning", "debug"]
    assert "secret" not in repr(logs)
