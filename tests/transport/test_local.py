"""The local transport keeps the promises of the seam, and says clearly what is wrong with its file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stancewatch.transport.local import LocalChannel, LocalTransport
from tests.transport.conformance import *  # noqa: F403 - the suite


@pytest.fixture
def give_up_seconds() -> float:
    return 1.0


@pytest.fixture
def transport(tmp_path: Path, give_up_seconds: float) -> LocalTransport:
    return LocalTransport(tmp_path, lease_seconds=give_up_seconds)


@pytest.fixture
def maker(tmp_path: Path) -> tuple[str, dict[str, Any]]:
    return "stancewatch.transport.local:LocalTransport", {"folder": str(tmp_path)}


@pytest.fixture
def break_commit() -> Callable[[LocalChannel], None]:
    """Let the disk be full in the middle of the next commit."""

    def fill_disk(channel: LocalChannel) -> None:
        pages = channel._connection.execute("PRAGMA page_count").fetchone()[0]
        channel._connection.execute(f"PRAGMA max_page_count = {pages}")

    return fill_disk
