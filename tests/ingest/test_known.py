from dataclasses import replace

import pytest

from ingest.copies import decide_article
from ingest.drafts import Draft
from ingest.known import Known
from stancewatch.contracts import Seen
from tests.ingest.factories import make_draft, make_prose, make_sentences


def page(number: int) -> str:
    return f"https://example.org/{number}"


def take(known: Known, draft: Draft) -> str:
    decision = decide_article(draft, known)
    if decision.seen:
        known.learn(decision.seen)
    return decision.outcome


def test_beyond_the_bound_the_one_met_longest_ago_is_forgotten() -> None:
    known = Known(articles=3)
    for number in range(3):
        take(known, make_draft(str(number), url=page(number)))

    decision = decide_article(make_draft("3", url=page(3)), known)

    assert decision.forgotten == (page(0),)
    assert decision.seen is not None
    known.learn(decision.seen)
    assert known.at(page(0)) is None
    assert [known.at(page(number)) is not None for number in (1, 2, 3)] == [True] * 3


def test_a_forgotten_article_comes_again_as_if_it_were_new_with_the_same_id() -> None:
    known, draft = Known(articles=1), make_draft("One", url=page(1))
    first = decide_article(draft, known)
    take(known, draft)
    take(known, make_draft("Two", url=page(2)))

    again = decide_article(draft, known)

    assert again.article == first.article


def test_an_article_that_is_met_again_and_again_is_never_forgotten() -> None:
    known, standing = Known(articles=8), make_draft("Standing", url=page(0))
    take(known, standing)

    for number in range(1, 100):
        assert take(known, make_draft(str(number), url=page(number))) == "published"
        assert take(known, standing) == "known"


def test_meeting_an_article_again_is_noted_seldom() -> None:
    known, standing, notes = Known(articles=8), make_draft("Standing", url=page(0)), 0
    take(known, standing)

    for number in range(1, 100):
        take(known, make_draft(str(number), url=page(number)))
        decision = decide_article(standing, known)
        notes += decision.seen is not None
        if decision.seen:
            known.learn(decision.seen)

    assert 10 < notes < 30


def test_an_update_takes_the_room_of_what_it_replaces() -> None:
    known = Known(articles=2)
    for text in ("One", "Two", "Three"):
        take(known, make_draft(text, url=page(1)))
    decision = decide_article(make_draft("Other", url=page(2)), known)

    assert decision.forgotten == ()


def test_only_the_last_articles_are_compared_with() -> None:
    known = Known(compared=2)
    for seed in range(3):
        take(known, make_draft(make_prose(seed), url=page(seed)))

    again = [make_draft(make_prose(seed) + "\nMore.", url=f"https://b.example/{seed}") for seed in (0, 2)]

    assert [take(known, draft) for draft in again] == ["published", "copy"]


def test_boilerplate_is_forgotten_with_the_articles_that_showed_it() -> None:
    known, footer = Known(compared=3), make_sentences(99, 5)
    for seed in range(3):
        take(known, make_draft("\n".join([*make_sentences(seed), *footer]), url=page(seed)))
    marks = [mark for mark in known.boilerplate._articles if mark in known.boilerplate]
    assert len(marks) == len(footer)

    take(known, make_draft(make_prose(5), url=page(5)))

    assert not [mark for mark in marks if mark in known.boilerplate]


def test_nothing_is_left_of_what_was_forgotten() -> None:
    known = Known(articles=5, compared=3)
    for number in range(5):
        take(known, make_draft(make_prose(number), url=page(number), id=f"x{number}"))
    for number in range(5):
        known.forget(page(number))

    groups = (known._by_content, known._by_id, known._by_band)
    assert not any(group._addresses for group in groups)
    assert not known._compared
    assert not known._seen
    assert not known.boilerplate._articles


def test_records_of_an_earlier_version_know_their_article_and_are_renewed_when_it_is_met() -> None:
    draft = make_draft(make_prose(1), url=page(1))
    now = decide_article(draft, Known()).seen
    assert now is not None
    then = Seen(address=now.address, article_id=now.article_id, content_sha256=now.content_sha256)
    known = Known([then])

    decision = decide_article(draft, known)

    assert decision.outcome == "known"
    assert decision.seen is not None
    assert decision.seen == now
    known.learn(decision.seen)
    assert take(known, replace(draft, url="https://b.example/", text=draft.text + " More.")) == "copy"


def test_a_fingerprint_that_cannot_be_read_costs_the_comparison_and_nothing_else() -> None:
    seen = decide_article(make_draft(make_prose(1), url=page(1)), Known()).seen
    assert seen is not None
    known = Known([seen.model_copy(update={"fingerprint": "newer:1:x", "sentences": "?"})])

    assert take(known, make_draft(make_prose(1), url=page(1))) == "known"
    assert take(known, make_draft(make_prose(1), url=page(2))) == "copy"
    assert take(known, make_draft(make_prose(1) + "\nMore.", url="https://b.example/")) == "copy"


@pytest.mark.parametrize("compared", [1, 5])
def test_of_an_old_article_what_it_is_compared_by_takes_no_room(compared: int) -> None:
    known = Known(compared=compared)
    for number in range(20):
        take(known, make_draft(make_prose(number), url=page(number)))

    assert sum(bool(seen.fingerprint) for seen in known._seen.values()) == compared
