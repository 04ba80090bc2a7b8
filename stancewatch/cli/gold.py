"""Labelled articles, one a line: read strictly, for what is passed over would be missing from the figures."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ingest.copies import make_article
from ingest.drafts import Refusal
from ingest.seeds import parse_json_line
from stancewatch.contracts import Article, Stance
from stancewatch.errors import ConfigurationError


class Gold(NamedTuple):
    """An article, the line that it stands in, and that line's own keys."""

    line: int
    article: Article
    labelled: Mapping[str, Any]


def read_gold(file: Path) -> Iterator[Gold]:
    """Yield labelled articles. Raises ConfigurationError for what is none."""
    for number, line in read_lines(file):
        place = f"{file}:{number}"
        draft = parse_json_line(place, line, retrieved_at=datetime.now(UTC))
        if isinstance(draft, Refusal):
            raise ConfigurationError(f"{draft.place}: {draft.reason}: {draft.detail}")
        labelled = load_line(place, line)
        if not isinstance(labelled.get("positions"), list) or not all(map(_is_label, labelled["positions"])):
            why = (
                'no list under the key "positions" of objects with holder, issue and stance, each a text, and where'
                " they have them evidence and speaker, each a text, and start and end, each a number"
            )
            raise ConfigurationError(f"{place}: {why}; docs/quality.md shows one")
        yield Gold(number, make_article(draft), labelled)


def read_lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers. Raises ConfigurationError where the file is not read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read ({error.strerror}); check its name and rights") from None
    return ((number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip())


def load_line(place: str, line: bytes) -> Any:
    """Return what stands in a line of JSON. Raises ConfigurationError for what is none."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ConfigurationError(f"{place}: no JSON in UTF-8; give one article a line") from None


def _is_label(value: Any) -> bool:
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("holder", "issue", "stance")):
        return False
    texts, numbers = (value.get("evidence"), value.get("speaker")), (value.get("start"), value.get("end"))
    return all(isinstance(one, str | None) for one in texts) and all(isinstance(one, int | None) for one in numbers)


def find_unknown_labels(gold: Iterable[Gold], issues: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield line and words for each label that names no issue among `issues`, or no stance: nothing can match it."""
    for line, _, labelled in gold:
        for label in labelled["positions"]:
            if label["issue"] not in issues:
                yield line, f"{label['issue']!r} is no issue of the desk"
            if label["stance"] not in set(Stance):
                yield line, f"{label['stance']!r} is no stance: it can be {' or '.join(Stance)}"
