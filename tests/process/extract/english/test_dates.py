"""Which words name a time before the news of an article, and which day that is."""

from datetime import UTC, datetime

import pytest

from process.extract.english.dates import find_past, is_of_now

PUBLISHED = datetime(2025, 5, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("in March", (2025, 3, 1)),
        ("back in late February", (2025, 2, 1)),
        ("in December", (2024, 12, 1)),
        ("in October 2022", (2022, 10, 1)),
        ("in November last year", (2024, 11, 1)),
        ("last August", (2024, 8, 1)),
        ("on 3 March", (2025, 3, 3)),
        ("on March 3rd, 2024", (2024, 3, 3)),
        ("on Feb. 24, 2022", (2022, 2, 24)),
        ("in a speech in 2014", (2014, 1, 1)),
        ("since late 2022", (2022, 1, 1)),
        ("last year", (2024, 1, 1)),
        ("last month", (2025, 4, 1)),
        ("earlier this year", (2025, 1, 1)),
        ("last winter", (2024, 12, 1)),
        ("in the autumn of 2023", (2023, 9, 1)),
        ("two weeks ago", (2025, 4, 30)),
        ("a month earlier", (2025, 4, 14)),
        ("10 days ago", (2025, 5, 4)),
    ],
)
def test_words_for_the_past_name_its_first_day(words, day):
    found = find_past(words, PUBLISHED)

    assert found is not None
    assert found.at == datetime(*day, tzinfo=UTC)


@pytest.mark.parametrize("words", ["months ago", "several years earlier", "many weeks before"])
def test_a_time_without_a_number_is_past_without_a_date(words):
    found = find_past(words, PUBLISHED)

    assert found is not None
    assert found.at is None


@pytest.mark.parametrize(
    "words",
    [
        "in May",
        "in June",
        "in 2025",
        "in 2030",
        "by 2022 standards",
        "on 10 May",
        "on May 13, 2025",
        "on 31 February 2024",
        "three days ago",
        "a week ago",
        "days ago",
        "over the last year",
        "in the last month",
        "two weeks before the summit",
        "two weeks earlier than planned",
        "this spring",
        "in the spring",
        "in Kyiv",
        "for Martin",
        "",
    ],
)
def test_what_is_news_or_may_lie_ahead_is_not_past(words):
    assert find_past(words, PUBLISHED) is None


def test_a_month_far_back_counts_where_no_other_can_be_meant():
    assert find_past("in October", PUBLISHED) is None
    assert find_past("in October", PUBLISHED, is_clear=True) is not None


@pytest.mark.parametrize("words", ["on Monday", "late on Tuesday evening", "yesterday", "this week", "hours earlier"])
def test_days_of_the_week_and_the_like_are_news(words):
    assert is_of_now(words)


@pytest.mark.parametrize("words", ["in March", "last year", "once", "since 2022"])
def test_other_times_are_not(words):
    assert not is_of_now(words)
