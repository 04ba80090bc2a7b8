"""What the documents say is there."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from process.extract.desks.files import load_desk
from stancewatch.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "process").rglob("*.md")]
COMMANDS = sorted(get_command(app).commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command):
    assert re.search(rf"`(stancewatch )?{command}\b", README)


@pytest.mark.parametrize("option", ["--log-format", "--log-level"])
def test_the_options_of_the_logs_stand_in_the_readme(option):
    assert f"`{option}" in README


def test_the_readme_lists_the_issues_of_the_desk_in_its_order():
    (listed,) = re.findall(r"^The issues, by which.*?(?=\. What)", README, flags=re.MULTILINE | re.DOTALL)

    assert re.findall(r"`([a-z][a-z-]+)`", listed) == list(load_desk().issue_ids)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("target", re.findall(r"`?make ([a-z]+)`?$", README, flags=re.MULTILINE))
def test_make_targets_in_the_readme_exist(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_readme_shows_a_real_line_of_each_kind():
    lines = re.findall(
        r"^20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ  ([A-Z]+) .+ · [a-z-]+ · (?:FAVOR|AGAINST)", README, re.MULTILINE
    )

    assert set(lines) == {"NEW", "CHANGED", "CONDITION"}
