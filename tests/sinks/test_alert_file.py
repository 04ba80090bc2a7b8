"""alerts.jsonl has whole lines only, whatever happens while one is written, and does not grow for ever."""

import resource
from contextlib import closing, contextmanager

import pytest

from sinks.alert_file import AlertFile

LINE = '{"id": "%s"}'


def read(folder, name="alerts.jsonl") -> list[str]:
    return (folder / name).read_text().splitlines()


@contextmanager
def disk_with_room_for(size: int):
    """No file may grow beyond so many bytes: the system writes what fits and refuses the rest, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_lines_are_appended_over_restarts(tmp_path):
    for name in ("one", "two"):
        with closing(AlertFile(tmp_path)) as file:
            file.append(LINE % name)

    assert read(tmp_path) == [LINE % "one", LINE % "two"]


def test_a_line_that_does_not_fit_the_disk_leaves_the_file_as_it_was(tmp_path):
    with closing(AlertFile(tmp_path)) as file:
        file.append(LINE % "one")
        with disk_with_room_for(20), pytest.raises(OSError, match="large"):
            file.append(LINE % "two")
        assert read(tmp_path) == [LINE % "one"]
        file.append(LINE % "two")

    assert read(tmp_path) == [LINE % "one", LINE % "two"]


def test_the_rest_of_a_line_that_a_crash_cut_off_is_removed(tmp_path):
    (tmp_path / "alerts.jsonl").write_text(LINE % "one" + "\n" + '{"id": "tw')
    with closing(AlertFile(tmp_path)) as file:
        assert list(file.read_ids()) == ["one"]
        file.append(LINE % "two")

    assert read(tmp_path) == [LINE % "one", LINE % "two"]


def test_the_file_is_rotated_by_size_and_a_few_are_kept(tmp_path):
    with closing(AlertFile(tmp_path, max_bytes=30, kept_files=2)) as file:
        for number in range(10):
            file.append(LINE % number)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["alerts.jsonl", "alerts.jsonl.1", "alerts.jsonl.2"]
    assert read(tmp_path) == [LINE % 8, LINE % 9]
    assert read(tmp_path, "alerts.jsonl.1") == [LINE % 6, LINE % 7]


def test_a_line_longer_than_a_file_may_be_gets_one_of_its_own(tmp_path):
    with closing(AlertFile(tmp_path, max_bytes=10)) as file:
        file.append(LINE % "a very long one")

    assert read(tmp_path) == [LINE % "a very long one"]


def test_ids_are_read_from_the_current_and_the_last_file(tmp_path):
    with closing(AlertFile(tmp_path, max_bytes=15)) as file:
        for name in ("a", "b", "c"):
            file.append(LINE % name)

        assert list(file.read_ids()) == ["c", "b"]


def test_what_somebody_else_wrote_into_the_file_has_no_id(tmp_path):
    (tmp_path / "alerts.jsonl").write_bytes(
        b'# a note\n[1]\n{"kind": "new"}\n\xff\xfe\n{"id": "one"}\n' + b"[" * 100_000 + b"\n"
    )
    with closing(AlertFile(tmp_path)) as file:
        assert list(file.read_ids()) == ["one"]


def test_a_rotation_that_fails_half_way_is_taken_up_again(tmp_path):
    with closing(AlertFile(tmp_path, max_bytes=15, kept_files=1)) as file:
        file.append(LINE % "one")
        (tmp_path / "alerts.jsonl.1").mkdir()
        (tmp_path / "alerts.jsonl.1" / "in-the-way").touch()
        with pytest.raises(OSError, match="directory"):
            file.append(LINE % "two")
        (tmp_path / "alerts.jsonl.1" / "in-the-way").unlink()
        (tmp_path / "alerts.jsonl.1").rmdir()
        file.append(LINE % "two")

    assert read(tmp_path) == [LINE % "two"]
    assert read(tmp_path, "alerts.jsonl.1") == [LINE % "one"]
