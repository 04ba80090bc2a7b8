"""What cannot be looked at is not there, and no error."""

from pathlib import Path

import pytest

from stancewatch.files import is_file, is_folder, is_there


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert (is_there(tmp_path / "file"), is_file(tmp_path / "file"), is_folder(tmp_path / "file")) == (
        True,
        True,
        False,
    )
    assert (is_there(tmp_path), is_file(tmp_path), is_folder(tmp_path)) == (True, False, True)


@pytest.mark.parametrize("name", ["absent", "a" * 300, "loop", "file/below"])
def test_what_cannot_be_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()
    path = tmp_path / name

    assert not any((is_there(path), is_file(path), is_folder(path)))
