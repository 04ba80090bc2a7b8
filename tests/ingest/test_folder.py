import os
import time
from pathlib import Path

import pytest

from ingest.folder import SeedsFolder


def write(path: Path, text: str, *, age_seconds: float = 60) -> Path:
    path.write_text(text)
    os.utime(path, times=(time.time() - age_seconds,) * 2)
    return path


def settle_all(folder: SeedsFolder) -> list[str]:
    changed = folder.changed()
    for path, signature in changed.items():
        folder.settle(path, signature)
    return [path.name for path in changed]


def test_a_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    folder = SeedsFolder(tmp_path)
    write(tmp_path / "b.txt", "b")
    write(tmp_path / "a.txt", "a")

    assert settle_all(folder) == ["a.txt", "b.txt"]
    assert settle_all(folder) == []
    write(tmp_path / "b.txt", "b", age_seconds=30)
    assert settle_all(folder) == ["b.txt"]


def test_a_sidecar_that_comes_or_changes_has_its_file_read_again(tmp_path: Path) -> None:
    folder = SeedsFolder(tmp_path)
    write(tmp_path / "a.txt", "a")
    settle_all(folder)

    write(tmp_path / "a.toml", "title = 'T'")

    assert settle_all(folder) == ["a.txt"]
    assert settle_all(folder) == []


@pytest.mark.parametrize("name", ["a.txt", "a.toml"])
def test_a_file_that_was_written_a_moment_ago_is_left_to_the_next_look(tmp_path: Path, name: str) -> None:
    folder = SeedsFolder(tmp_path)
    write(tmp_path / "a.txt", "a")
    write(tmp_path / name, "ha", age_seconds=0)

    assert settle_all(folder) == []
    write(tmp_path / name, "half and whole", age_seconds=2)
    assert settle_all(folder) == ["a.txt"]


def test_a_clock_that_is_ahead_hides_no_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a", age_seconds=-3600)

    assert settle_all(SeedsFolder(tmp_path)) == ["a.txt"]


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    folder = SeedsFolder(tmp_path)
    write(tmp_path / "a.txt", "a")
    changed = folder.changed()
    write(tmp_path / "a.txt", "more", age_seconds=30)

    for path, signature in changed.items():
        folder.settle(path, signature)

    assert settle_all(folder) == ["a.txt"]


def test_one_file_may_stand_for_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "b")
    folder = SeedsFolder(write(tmp_path / "a.txt", "a"))

    assert settle_all(folder) == ["a.txt"]
    assert settle_all(folder) == []


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SeedsFolder(tmp_path / "none").changed()
