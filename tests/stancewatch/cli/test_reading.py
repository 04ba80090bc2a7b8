"""What the commands that look at topics tell of them."""

import pytest

from stancewatch.cli.reading import advise_reading
from stancewatch.settings import Settings


@pytest.mark.parametrize(("transport", "is_run"), [("local", True), ("kafka", False)])
def test_what_is_empty_comes_with_the_commands_that_fill_it(transport, is_run):
    advice = advise_reading(Settings(transport=transport))

    assert ("stancewatch run" in advice) == is_run
    assert ("stancewatch ingest" in advice and "--transport kafka" in advice) != is_run
