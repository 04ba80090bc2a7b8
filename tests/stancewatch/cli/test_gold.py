"""Labelled articles are read strictly: what is wrong with a line is said with its number."""

import json
from pathlib import Path

import pytest

from stancewatch.cli.gold import find_unknown_labels, read_gold
from stancewatch.errors import ConfigurationError

LABEL = {"holder": "Russia", "issue": "ceasefire", "stance": "against", "evidence": "Moscow rejects a truce"}


def make_line(**label: object) -> str:
    line = {"id": "a-1", "text": "Moscow rejects a truce.\u2028More.", "positions": [LABEL | label]}
    return json.dumps(line, ensure_ascii=False)


def write(folder: Path, text: str) -> Path:
    file = folder / "gold.jsonl"
    file.write_text(text, encoding="utf-8")
    return file


def test_lines_end_where_those_of_a_file_do_and_blank_ones_do_not_count(tmp_path: Path) -> None:
    found = list(read_gold(write(tmp_path, f"\ufeff{make_line()}\n\n{make_line(start=0, end=22, speaker=None)}\n")))

    assert [(one.line, one.article.id) for one in found] == [(1, "a-1"), (3, "a-1")]


@pytest.mark.parametrize(
    "line",
    [make_line(holder=None), make_line(evidence=3), make_line(speaker=["x"]), make_line(start="0"), '{"text": "…"}'],
)
def test_a_label_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigurationError, match=r"gold\.jsonl:2: no list under the key \"positions\""):
        list(read_gold(write(tmp_path, f"{make_line()}\n{line}")))


@pytest.mark.parametrize("line", ["words", "[" * 100_000, "[]"])
def test_a_line_that_holds_no_article_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigurationError, match=r"gold\.jsonl:1: not (json|an article)"):
        list(read_gold(write(tmp_path, line)))


def test_a_label_that_nothing_can_match_is_told_with_its_line(tmp_path: Path) -> None:
    gold = list(read_gold(write(tmp_path, f"\n{make_line(issue='truce', stance='for')}")))

    assert list(find_unknown_labels(gold, {"ceasefire"})) == [
        (2, "'truce' is no issue of the desk"),
        (2, "'for' is no stance: it can be favor or against"),
    ]
