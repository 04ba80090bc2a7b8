"""Labelled texts and the fixed hold-out: a fifth of the files that look like news, near-copies on one side."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORRECTIONS = Path(__file__).parent.parent / "corrections.jsonl"
OWN_TEXTS = Path(__file__).parent.parent / "texts"
"""Labelled texts that were written for this project beside those of the folder that a training is given."""
HELD_OUT_FILES = frozenset({"v1", "v2", "v3", "w1", "w2", "x1", "x2", "x3"})
HELD_OUT_SHARE = 0.2
SHINGLE_WORDS = 5
NEAR_COPY = 0.3
"""Two texts are near-copies when the shorter shares this part of its five-word sequences with the other."""


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled text; positions as in the gold files."""

    id: str
    file: str
    title: str
    text: str
    positions: tuple[Mapping[str, Any], ...]


def read_articles(path: Path) -> list[Article]:
    """Return the articles of one JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [
        Article(record["id"], path.stem, record["title"] or "", record["text"], tuple(record["positions"]))
        for record in records
    ]


def read_corrections(path: Path) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return the corrected positions by article id ({"id", "positions"} a line); none when there is no such file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return {record["id"]: tuple(record["positions"]) for record in records}


def text_files(folder: Path, *, own: Path = OWN_TEXTS) -> list[Path]:
    """Return the files of a folder of labelled texts and the project's own, by name."""
    return sorted([*folder.glob("*.jsonl"), *own.glob("*.jsonl")], key=lambda path: path.name)


def read_texts(
    folder: Path, *, own: Path = OWN_TEXTS, corrections: Path = CORRECTIONS
) -> tuple[list[Article], list[Article]]:
    """Return the articles to train on and the hold-out, of the folder and of the project, with the corrected labels."""
    corrected = read_corrections(corrections)
    articles = [article for path in text_files(folder, own=own) for article in read_articles(path)]
    return split_articles([Article(a.id, a.file, a.title, a.text, corrected.get(a.id, a.positions)) for a in articles])


def split_articles(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """Return the articles to train on, and the hold-out.

    A group of near-copies goes where the hash of its smallest eligible id sends it; members of a held-out group that
    stand in other files are in neither list.
    """
    train, held = [], []
    for group in near_copies(articles):
        eligible = [article for article in group if article.file in HELD_OUT_FILES]
        if eligible and _is_drawn(min(article.id for article in eligible)):
            held += eligible
        else:
            train += group
    return sorted(train, key=_by_file), sorted(held, key=_by_file)


def _by_file(article: Article) -> tuple[str, str]:
    return article.file, article.id


def _is_drawn(identity: str) -> bool:
    digest = hashlib.sha256(identity.encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < HELD_OUT_SHARE


def near_copies(articles: Sequence[Article]) -> list[list[Article]]:
    """Return the articles in groups that share their wording; most groups have one member."""
    shingles = [_shingles(article.text) for article in articles]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(number)
    parent = list(range(len(articles)))
    for (first, second), count in _shared(holders.values()).items():
        if count >= NEAR_COPY * min(len(shingles[first]), len(shingles[second])):
            parent[_root(parent, first)] = _root(parent, second)
    groups: dict[int, list[Article]] = defaultdict(list)
    for number, article in enumerate(articles):
        groups[_root(parent, number)].append(article)
    return list(groups.values())


def _shingles(text: str) -> set[int]:
    words = text.casefold().split()
    ends = range(SHINGLE_WORDS, max(len(words), SHINGLE_WORDS) + 1)
    return {hash(tuple(words[end - SHINGLE_WORDS : end])) for end in ends}


def _shared(holders: Iterable[Sequence[int]]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders:
        for place, first in enumerate(numbers):
            for second in numbers[place + 1 :]:
                counts[first, second] += 1
    return counts


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        number = parent[number]
    return number
