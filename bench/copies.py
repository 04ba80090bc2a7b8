"""`python -m bench.copies FILE`: what ingest takes for copies in a feed, and what only looks like one.

FILE has articles as JSON Lines (.gz too), in the order in which they came; `link` is read where there is no `url`.
docs/copies.md tells what came of it.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.copies import decide_article, describe, site_of
from ingest.drafts import Draft
from ingest.fingerprint import Fingerprint, make_fingerprint, split_words
from ingest.known import Known
from ingest.seeds import parse_json_line

LOOK_ALIKE_SHARE = 0.2
"""Whole texts that share as much look like copies; of two stories of one subject hardly any do."""
MOMENT = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Read:
    """An article, the fingerprint of all of its text, the one it was compared by, and what it is a copy of."""

    draft: Draft
    whole: Fingerprint
    compared: Fingerprint | None
    outcome: str
    original: str | None


def read_stream(file: Path) -> dict[str, Read]:
    """Return the articles of a feed that are published, by their ids, in their order."""
    known, read = Known(), dict[str, Read]()
    for draft in _drafts(file):
        decision = decide_article(draft, known)
        if decision.article is None or decision.seen is None:
            continue
        whole, compared = make_fingerprint(split_words(draft.text)), describe(draft, known).fingerprint
        known.learn(decision.seen)
        read[decision.article_id] = Read(draft, whole, compared, decision.outcome, decision.article.copy_of)
    return read


def _drafts(file: Path) -> Iterator[Draft]:
    with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as lines:
        for number, line in enumerate(lines, 1):
            draft = parse_json_line(f"{file}:{number}", line, retrieved_at=MOMENT)
            if isinstance(draft, Draft):
                yield replace(draft, url=draft.url or json.loads(line).get("link", ""))


def find_look_alikes(read: dict[str, Read]) -> list[tuple[float, float, Read, Read]]:
    """Return the pairs that share much and are no copies: what their whole texts share, and what was compared."""
    articles = [one for one in read.values() if one.original is None]
    pairs = (
        (one.whole.share(other.whole), _share(one, other), one, other)
        for place, one in enumerate(articles)
        for other in articles[:place]
    )
    return sorted((pair for pair in pairs if pair[0] >= LOOK_ALIKE_SHARE), key=lambda pair: -pair[0])


def _share(one: Read, other: Read) -> float:
    return one.compared.share(other.compared) if one.compared and other.compared else 0.0


def _show(read: Read) -> str:
    return f"{read.draft.publisher} ({site_of(read.draft)}): {read.draft.title}"


def _report(read: dict[str, Read]) -> Iterator[str]:
    copies = [one for one in read.values() if one.original]
    yield f"{len(read)} published, {len(copies)} of them copies (shared: of what was compared)"
    for copy in copies:
        original = read[copy.original or ""]
        yield f"{_share(copy, original):5.2f}  {_show(copy)}\n       {_show(original)}"
    pairs = find_look_alikes(read)
    yield f"{len(pairs)} pairs look alike and are none (shared: of the whole texts, of what was compared)"
    for whole, compared, one, other in pairs:
        yield f"{whole:5.2f} {compared:5.2f}  {_show(one)}\n             {_show(other)}"


def main() -> None:
    """Print both lists."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="articles as JSON Lines, .gz too")
    for line in _report(read_stream(parser.parse_args().file)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
