"""docs/commands.md tells every option of the commands that it is about."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from stancewatch.cli import app

PAGE = Path(__file__).parents[3].joinpath("docs", "commands.md").read_text(encoding="utf-8")
COMMON, *SECTIONS = PAGE.split("\n## ")


def options(name):
    command = get_command(app).commands[name]
    for one in (command, *getattr(command, "commands", {}).values()):
        yield from (option for parameter in one.params for option in parameter.opts if option.startswith("--"))


@pytest.mark.parametrize("name", ["alerts", "ledger", "dead-letters"])
def test_every_option_is_told(name):
    (section,) = (one for one in SECTIONS if one.startswith(f"`stancewatch {name}`"))
    told = set(re.findall(r"`(?:[a-z- ]+ )?(--[a-z-]+)[` ]", COMMON + section))

    assert set(options(name)) - told <= {"--help"}
