"""What ingest takes for copies in a real day of 41 feeds, and what it does not: docs/copies.md lists both.

The day is no part of the project: STANCEWATCH_TEST_FEEDS names its file.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from bench.copies import Read, find_look_alikes, read_stream
from ingest.copies import COPY_SHARE, COPY_SHARE_OF_SITE, site_of

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def day() -> dict[str, Read]:
    file = Path(os.environ.get("STANCEWATCH_TEST_FEEDS", ""))
    if file.is_file():
        return read_stream(file)
    leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    return leave_out("the day of feeds is left out: STANCEWATCH_TEST_FEEDS names no file")


def test_the_copies_of_the_day_are_found_and_nothing_else(day: dict[str, Read]) -> None:
    found = Counter(
        (copy.draft.publisher.split("-")[0], day[copy.original].draft.publisher.split("-")[0])
        for copy in day.values()
        if copy.original
    )

    assert found == {("dw", "dw"): 16, ("tasnim", "mehr"): 2, ("tasnim", "cnbc"): 1, ("jpost", "jpost"): 2}


def test_no_page_with_a_paywall_note_or_a_footer_is_a_copy_of_another(day: dict[str, Read]) -> None:
    sites = Counter(site_of(one.draft) for one in day.values() if one.outcome == "published")

    assert (sites["lemonde.fr"], sites["independent.co.uk"]) == (9, 8)


def test_between_copies_and_look_alikes_there_is_room(day: dict[str, Read]) -> None:
    elsewhere, on_one_site = {0.0}, {0.0}
    for _, compared, one, other in find_look_alikes(day):
        (on_one_site if site_of(one.draft) == site_of(other.draft) else elsewhere).add(compared)

    assert max(elsewhere) <= COPY_SHARE - 0.1
    assert max(on_one_site) <= COPY_SHARE_OF_SITE - 0.1
