"""stancewatch explain as a user types it."""

import json
import os
import pty
import subprocess
import sys

import pytest

TEXT = "Hungary rejects sanctions on Russia. Ukraine might back a ceasefire."
COMMAND = [sys.executable, "-m", "stancewatch", "explain"]


def explain(*arguments, given=None, folder=None):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], input=given, capture_output=True, text=True, cwd=folder, check=False
    )


def test_lines_show_what_was_found_and_what_was_held_back_without_colours():
    finished = explain("-", given=TEXT)

    assert finished.returncode == 0, finished.stderr
    assert "found    Hungary · sanctions · AGAINST" in finished.stdout
    assert "held     speculative: might  ceasefire" in finished.stdout
    assert "\x1b" not in finished.stdout


def test_several_articles_in_any_format_are_explained_and_what_is_none_is_refused(tmp_path):
    (tmp_path / "one.md").write_text(f"# Title\n\n{TEXT}\n", encoding="utf-8")
    lines = [json.dumps({"id": name, "text": TEXT}) for name in ("a-1", "a-2")]
    (tmp_path / "two.jsonl").write_text("\n".join([*lines, "no json"]), encoding="utf-8")
    finished = explain("one.md", "two.jsonl", "absent.txt", "--format", "json", folder=tmp_path)

    records = [json.loads(line) for line in finished.stdout.splitlines()]
    assert finished.returncode == 1
    assert [len(record["sentences"]) for record in records] == [2, 2, 2]
    assert [record["article_id"] for record in records[1:]] == ["a-1", "a-2"]
    assert [line.split(":")[0].split("  ")[0] for line in finished.stderr.splitlines()] == [
        "refused absent.txt",
        "loading the English pipeline",
        *"123",
        "refused two.jsonl",
    ]


def test_page_is_one_file_with_every_article(tmp_path):
    lines = [json.dumps({"title": name, "text": TEXT}) for name in ("First", "Second")]
    finished = explain("--html", tmp_path / "why.html", given="\n".join(lines))
    page = (tmp_path / "why.html").read_text(encoding="utf-8")

    assert (finished.returncode, finished.stdout) == (0, "")
    assert page.index("First") < page.index("Second")
    assert "2 articles" in finished.stderr


@pytest.mark.parametrize("place", ["nowhere/why.html", "."])
def test_page_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path, place):
    finished = explain("--html", tmp_path / place, given=TEXT)

    assert finished.returncode == 1
    assert finished.stderr.startswith("error: ")
    assert len(finished.stderr.splitlines()) == 1


def test_page_stays_where_no_article_was_read(tmp_path):
    (tmp_path / "why.html").write_text("yesterday's")
    finished = explain(tmp_path / "absent.txt", "--html", tmp_path / "why.html")

    assert (finished.returncode, len(finished.stderr.splitlines())) == (1, 1)
    assert (tmp_path / "why.html").read_text() == "yesterday's"


def test_article_outside_the_desk_is_told_so():
    assert "outside the desk" in explain(given="The orchestra played until midnight.").stdout


def read_terminal(environment):
    """Return what is written to a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=follower, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    ) as process:
        os.close(follower)
        process.stdin.write(TEXT.encode())
        process.stdin.close()
        shown = b""
        try:
            while piece := os.read(leader, 4096):
                shown += piece
        except OSError:  # Linux says so when the other end has closed
            pass
        os.close(leader)
    return shown.decode()


def test_colours_are_for_a_terminal_and_for_who_wants_them():
    assert "\x1b[" in read_terminal({"NO_COLOR": ""})
    assert "\x1b" not in read_terminal({"NO_COLOR": "1"})


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_a_file_that_is_missing_is_told_of_before_a_model_is_loaded(command, tmp_path):
    run = "import sys; from stancewatch.cli import main\ntry: main()\nfinally: print('spacy' in sys.modules)"
    arguments = [sys.executable, "-c", run, command, str(tmp_path / "absent.txt")]
    finished = subprocess.run(arguments, capture_output=True, text=True, check=False)

    assert finished.returncode == 1
    assert "there is no such file" in finished.stderr
    assert finished.stdout == "False\n"
