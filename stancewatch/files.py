"""Whether what a user names is there. `Path` raises where it may not look, or where no name can be so long."""

import os
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is something that can be looked at."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    """Whether there is a file that can be looked at."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be looked at."""
    return os.path.isdir(path)  # noqa: PTH112
