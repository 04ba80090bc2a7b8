"""A feed that can never be fetched is an error before anything starts."""

from pathlib import Path

import pytest

from stancewatch.cli.feeds import check_feeds, find_fault
from stancewatch.errors import ConfigurationError


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/rss",
        "HTTP://news.example:8080",
        "http://[::1]:80/feed",
        " https://user:word@news.example/?k=1 ",
    ],
)
def test_an_address_of_the_web_has_no_fault(address: str) -> None:
    assert find_fault(address) == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("ftp://news.example/rss", "cannot be fetched: over ftp:// no feed is read"),
        ("file:///etc/passwd", "cannot be fetched: over file:// no feed is read"),
        ("htps://news.example/rss", "cannot be fetched: over htps:// no feed is read"),
        ("news.example/rss", "has no https:// or http:// before its address"),
        ("news.example:80/rss", "has no https:// or http:// before its address"),
        ("mailto:news@example.org", "has no https:// or http:// before its address"),
        ("", "has no https:// or http:// before its address"),
        ("https://", "has an address that names no host"),
        ("https://news.example:99999/", "has an address that cannot be read (Port out of range 0-65535)"),
        ("https://[news/", "has an address that cannot be read (Invalid IPv6 URL)"),
    ],
)
def test_another_has_one_in_words(address: str, fault: str) -> None:
    assert find_fault(address) == fault


@pytest.mark.parametrize("command", [("run",), ("ingest",), ("ingest", "--once")])
def test_a_command_that_is_given_such_a_feed_starts_nothing(stancewatch, tmp_path: Path, command: tuple[str]) -> None:
    feeds = ("--feed", "https://news.example/rss", "--feed", "ftp://me:secret@news.example/rss?key=secret")
    ended = stancewatch(*command, "--data", tmp_path / "data", "--port", "0", *feeds)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        "error: the feed ftp://news.example/rss cannot be fetched: over ftp:// no feed is read; "
        "give one that begins with https:// or http://, with --feed or as ingest.feeds in the settings\n"
    )
    assert not (tmp_path / "data").exists()


def test_so_is_one_in_the_settings_file(stancewatch, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[ingest]\nfeeds = ["gopher://news.example"]', encoding="utf-8")

    ended = stancewatch("--config", file, "ingest", "--data", tmp_path / "data")
    assert (ended.status, "over gopher:// no feed is read" in ended.err) == (1, True)


def test_one_that_cannot_be_read_is_told_by_its_number() -> None:
    with pytest.raises(
        ConfigurationError, match=r"^the feed number 2 has an address that cannot be read \(Invalid IPv6"
    ):
        check_feeds(["https://news.example/rss", "https://me:secret@[news/"])
