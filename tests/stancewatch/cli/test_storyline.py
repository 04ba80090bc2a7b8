"""A storyline is read with the alerts that it is to raise, and goes through all stages."""

import json
from pathlib import Path

import pytest

from process.evaluate_alerts import RaisedAlert
from process.extract.extraction import Extraction
from stancewatch.cli.storyline import read_storyline, replay_storyline
from stancewatch.contracts import Article
from stancewatch.errors import ConfigurationError
from tests.process.track.builders import make_position

ALERT = {"holder": "Viktor Orbán", "issue": "sanctions", "stance": "favor", "kind": "new"}
RAISED = RaisedAlert("a-1", *ALERT.values())


class OneFinder:
    """Finds one stance in every article."""

    def read(self, article: Article) -> Extraction:
        return Extraction((make_position("favor", article=article.id, published_at=article.published_at),))


def make_line(name: str, *alerts: dict[str, str]) -> dict[str, object]:
    article = {"id": name, "title": "…", "text": f"the text of {name}", "published_at": "2025-05-12T12:04:31Z"}
    return {"article": article, "alerts": list(alerts)}


def write(folder: Path, *lines: object) -> Path:
    file = folder / "storyline.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


def test_every_article_has_its_alerts_and_one_sent_twice_those_of_both(tmp_path):
    file = write(tmp_path, make_line("a-1", ALERT), make_line("a-2"), make_line("a-1"))

    assert read_storyline(file) == {"a-1": [RAISED], "a-2": []}


def test_labelled_positions_are_no_storyline(tmp_path):
    assert read_storyline(write(tmp_path, {"id": "a-1", "text": "…", "positions": []})) is None


@pytest.mark.parametrize("line", [{"id": "a-2", "positions": []}, make_line("a-2", {"holder": "Viktor Orbán"}), []])
def test_a_line_that_is_none_is_named(tmp_path, line):
    with pytest.raises(ConfigurationError, match=r"storyline\.jsonl:2: no article with an id"):
        read_storyline(write(tmp_path, make_line("a-1"), line))


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_storyline(tmp_path / "absent.jsonl")


@pytest.mark.parametrize("line", [b"words", b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_json_is_told(tmp_path, line):
    (tmp_path / "storyline.jsonl").write_bytes(line)
    with pytest.raises(ConfigurationError, match=r"storyline\.jsonl:1: no JSON in UTF-8; give one article a line"):
        read_storyline(tmp_path / "storyline.jsonl")


def test_the_articles_go_through_all_stages_in_order(tmp_path):
    file, told = write(tmp_path, make_line("a-1"), make_line("a-2")), list[int]()

    assert replay_storyline(file, OneFinder(), tell=told.append) == [RAISED]
    assert told == [1, 2]


def test_a_set_without_articles_is_an_error_in_one_line(stancewatch, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    finished = stancewatch("eval", empty)

    assert (finished.status, finished.out) == (1, "")
    assert "holds no article" in finished.err.splitlines()[-1]
