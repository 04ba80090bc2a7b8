"""What agencies put before their texts is told from the texts."""
# ruff: noqa: RUF001 - dashes as they are printed

from time import process_time

import pytest

from ingest.copies import decide_article
from ingest.datelines import find_dateline
from ingest.known import Known
from tests.ingest.factories import make_draft

STORY = "Ukraine accepts the plan for a truce of thirty days, its president said in Kyiv."


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW, May 21. /TASS/. ",
        "MOSCOW, May 21 /TASS/. ",
        "Kyiv, 21 May. /Harbour/. ",
        "MOSCOW. May 21 (Interfax) - ",
        "KYIV. May 21 (Interfax-Ukraine) – ",
        "TOKYO, May 21 (Kyodo) -- ",
        "MOSCOW, May 21 (Xinhua) -- ",
        "MOSCOW/KYIV, May 21, 2025 (Xinhua) -- ",
        "Kyiv (Ukraine) (AFP) – ",
        "Kyiv, Ukraine, May 21, 2025 (AFP) - ",
        "MOSCOW/KYIV, May 21 (Reuters) - ",
        "WASHINGTON (Reuters) - ",
        "KYIV, Ukraine (AP) — ",
        "KYIV, May 21 (Ukrinform) - ",
        "Kyiv, Ukraine, 18 March (Ukrinform): ",
        "ANKARA (AA) - ",
        "Istanbul (Anadolu) - ",
        "Berlin/Kiev (dpa) – ",
        "(AFP) – ",
        "May 21 (UPI) -- ",
        "New Delhi, May 21 (PTI) ",
        "Kyiv [Ukraine], May 21 (ANI): ",
        "Madrid, 21 May (EFE).- ",
        "/TASS/. ",
        "KYIV, May 21 (Agency) - ",
        "Odesa, Feb. 18 (Harbour Wire) - ",
        "ODESA (Harbour) - ",
    ],
)
def test_the_dateline_of_an_agency_is_found(dateline: str) -> None:
    assert find_dateline(dateline + STORY) == len(dateline)


@pytest.mark.parametrize(
    "beginning",
    [
        "",
        "Zelensky (pictured) - ",
        "Keir Starmer (Labour) – ",
        "ZELENSKY (pictured) - ",
        "NATO (North Atlantic Treaty Organization) - ",
        "Talks with Reuters – ",
        "PUTIN - ",
        "The foreign minister told Interfax (AFP) in May 21 words that ",
        "On May 21 Ukraine (population 38 million) ",
        "On May 21 the minister told an agency (AFP) that ",
        "On May 21 (Wednesday) - ",
        "The talks of 5/6/TASS/ were ",
    ],
)
def test_a_beginning_that_is_no_dateline_stays(beginning: str) -> None:
    assert find_dateline(beginning + STORY) == 0


def test_a_short_text_under_another_dateline_is_a_copy_and_adds_nothing() -> None:
    known = Known()
    first = decide_article(make_draft(f"KYIV, May 21 (Ukrinform) - {STORY}", url="https://example.org/a"), known)
    assert first.seen is not None
    known.learn(first.seen)

    other = decide_article(make_draft(f"Kyiv (Ukraine) (AFP) – {STORY}", url="https://example.com/b"), known).article
    assert other is not None
    assert (other.copy_of, other.added) == (first.article_id, ())


@pytest.mark.parametrize("text", [" " * 200_000, "(" * 200_000, "A (" * 60_000, "(a)" * 60_000, "/A" * 100_000])
def test_odd_texts_take_no_time(text: str) -> None:
    begin = process_time()

    assert find_dateline(text) == 0
    assert process_time() - begin < 1
