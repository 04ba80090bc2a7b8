"""stancewatch replay tells of bad lines, of many in few words, and counts them all."""

import io
import json

import pytest

from process.extract.extraction import Extraction
from stancewatch.cli.tools import TOLD_REFUSALS


class NoneFinder:
    """Finds nothing in any article."""

    def read(self, article):
        assert article.id
        return Extraction()


@pytest.fixture
def replay(stancewatch, tmp_path, monkeypatch):
    """Replay lines of a file, on a pipeline that need not be loaded."""
    monkeypatch.setattr("process.extract.pipeline.make_extractor", lambda _: NoneFinder())

    def run(*lines: str):
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        return stancewatch("replay", file)

    return run


GOOD = json.dumps({"text": "Kyiv wants talks.", "published_at": "2025-05-12T12:00:00Z"})


def test_each_of_few_bad_lines_is_told_of_with_the_count(replay):
    finished = replay(GOOD, "no json", "[]")

    assert finished.status == 1
    assert [line.split(": ")[1] for line in finished.err.splitlines()[:2]] == ["not json", "not an article"]
    assert finished.err.splitlines()[2:] == ["2 of 3 lines were refused"]


def test_of_many_the_first_are_told_of_and_all_are_counted(replay):
    finished = replay(GOOD, *["no json"] * 500)
    told = [line for line in finished.err.splitlines() if not line.endswith(" articles")]

    assert finished.status == 1
    assert len(told) == TOLD_REFUSALS + 2
    assert told[-2:] == ["more lines are refused; they are counted", "500 of 501 lines were refused"]


def test_a_dash_stands_for_stdin(stancewatch, monkeypatch):
    monkeypatch.setattr("process.extract.pipeline.make_extractor", lambda _: NoneFinder())
    lines = io.BytesIO(f"{GOOD}\nno json\n".encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(lines))
    finished = stancewatch("replay", "-")

    assert finished.status == 1
    assert finished.err.splitlines()[0].startswith("refused stdin:2: not json")
    assert finished.err.splitlines()[1:] == ["1 of 2 lines were refused"]


def test_without_bad_lines_nothing_is_said_of_them(replay):
    assert replay(GOOD) == (0, "", "")
