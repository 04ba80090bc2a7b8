"""Articles of a replay have the dates that they had, whatever day it is."""

import io
import json
from pathlib import Path

import pytest

from ingest.drafts import Draft, Refusal
from stancewatch.cli.inputs import BEFORE_ALL, FIRST_LINES, STDIN, begin, read_for_replay
from stancewatch.errors import ConfigurationError

LATER = "2031-05-12T12:04:31+00:00"
EARLIER = "2031-05-01T08:00:00+00:00"


@pytest.fixture
def replay(tmp_path):
    """Return a function that gives the drafts of lines."""

    def read(*articles: dict[str, str]) -> list[Draft]:
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(json.dumps({"text": "…"} | article) for article in articles), encoding="utf-8")
        return [draft for draft in read_for_replay(file) if isinstance(draft, Draft)]

    return read


def moments(drafts):
    return [(draft.published_at.isoformat(), draft.retrieved_at.isoformat()) for draft in drafts]


def test_a_date_ahead_of_today_counts_where_nothing_says_when_it_was_retrieved(replay):
    assert moments(replay({"published_at": LATER})) == [(LATER, LATER)]


def test_a_date_ahead_of_its_own_retrieval_counts_as_none(replay):
    [draft] = replay({"published_at": LATER, "retrieved_at": EARLIER})

    assert moments([draft]) == [(EARLIER, EARLIER)]
    assert draft.warnings == ("no date that can be true; 2031-05-01 08:00Z stands in for it",)


def test_an_article_has_its_own_retrieval(replay):
    assert moments(replay({"published_at": EARLIER, "retrieved_at": LATER})) == [(EARLIER, LATER)]


def test_an_article_without_any_date_has_that_of_the_one_before_it(replay):
    drafts = replay({}, {"published_at": EARLIER}, {"retrieved_at": "soon"})

    assert moments(drafts) == [
        (BEFORE_ALL.isoformat(), BEFORE_ALL.isoformat()),
        (EARLIER, EARLIER),
        (EARLIER, EARLIER),
    ]


def write(folder: Path, *lines: bytes) -> Path:
    file = folder / "articles.jsonl"
    file.write_bytes(b"\n".join(lines))
    return file


GOOD = b'{"text": "Kyiv wants talks."}'


@pytest.mark.parametrize("bad", [b"\x89PNG\x00\xff", b"some prose", b"[1]", b'{"text": "\xe9"}'])
def test_a_file_of_another_kind_is_refused_at_once(tmp_path, bad):
    file = write(tmp_path, b"", *[bad] * FIRST_LINES, GOOD)

    with pytest.raises(ConfigurationError, match="none of its first 20 lines is a JSON object in UTF-8; give one"):
        list(read_for_replay(file))


def test_fewer_bad_lines_and_those_behind_an_article_are_refused_one_by_one(tmp_path):
    lines = [b"\x00"] * (FIRST_LINES - 1) + [GOOD] + [b"\x00"] * 2 * FIRST_LINES
    drafts = list(read_for_replay(write(tmp_path, *lines)))

    assert [isinstance(draft, Refusal) for draft in drafts] == [line != GOOD for line in lines]
    assert isinstance(next(read_for_replay(write(tmp_path, b"no json"))), Refusal)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_without_a_line_holds_no_articles(tmp_path, content):
    (tmp_path / "articles.jsonl").write_text(content)
    with pytest.raises(ConfigurationError, match="holds no articles: there is no line in it"):
        list(read_for_replay(tmp_path / "articles.jsonl"))


def test_what_is_begun_is_whole_and_told_of_at_once(tmp_path):
    (tmp_path / "articles.jsonl").write_text(3 * '{"text": "words"}\n')

    assert len(list(begin(read_for_replay(tmp_path / "articles.jsonl")))) == 3
    with pytest.raises(ConfigurationError, match="cannot be read"):
        begin(read_for_replay(tmp_path / "absent.jsonl"))


@pytest.mark.parametrize(("is_terminal", "told"), [(True, "reading from the terminal"), (False, "")])
def test_who_types_an_article_is_told_that_it_is_read(monkeypatch, capsys, is_terminal, told):
    typed = io.TextIOWrapper(io.BytesIO(b'{"text": "words"}\n'))
    typed.isatty = lambda: is_terminal
    monkeypatch.setattr("sys.stdin", typed)

    assert len(list(read_for_replay(STDIN))) == 1
    assert capsys.readouterr().err.startswith(told)
