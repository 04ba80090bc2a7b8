"""Sentences and words of every text, by the parser that ships: what the model learns from is cut as at run time.

    python -m training.sides.sentences OUT.jsonl FILE.jsonl...

One article a line: {"id", "title": SENTENCES, "text": SENTENCES, "title_named": NAMED, "text_named": NAMED}, where a
sentence is a list of words' [start, end] and NAMED lists [first word, last word, actor's name].
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from process.extract.desks.files import load_desk
from process.extract.reading.readable import readable
from process.extract.sides.namings import NamingReader, make_naming_reader

Word = tuple[int, int]
Sentences = tuple[tuple[Word, ...], ...]
PROGRESS = 100
Named = tuple[int, int, str]
"""Words `first` to `last` (half-open) and the name of the actor whom they mean."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of an article's title and text, by sentence, and those that mean an actor."""

    title: Sentences
    text: Sentences
    title_named: tuple[Named, ...] = ()
    text_named: tuple[Named, ...] = ()


def read_cuts(path: Path) -> dict[str, Cut]:
    """Return the cut of each article by its id."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {record["id"]: _cut(record) for record in records}


def _cut(record: Mapping[str, Any]) -> Cut:
    named = (tuple((first, last, name) for first, last, name in record[part]) for part in ("title_named", "text_named"))
    return Cut(_sentences(record["title"]), _sentences(record["text"]), *named)


def _sentences(found: Iterable[Iterable[Iterable[int]]]) -> Sentences:
    return tuple(tuple((start, end) for start, end in words) for words in found)


def bounds_of(sentences: Sentences) -> list[Word]:
    """Return where each sentence begins and ends."""
    return [(words[0][0], words[-1][1]) for words in sentences]


def cut_record(identity: str, title: Doc, text: Doc, namings_of: NamingReader) -> dict[str, Any]:
    """Return one line of the file."""
    return {
        "id": identity,
        "title": _words(title),
        "text": _words(text),
        "title_named": [(n.first, n.last, n.name) for n, _ in namings_of(title, "")],
        "text_named": [(n.first, n.last, n.name) for n, _ in namings_of(text, title.text)],
    }


def _words(doc: Doc) -> list[list[Word]]:
    words = ([(t.idx, t.idx + len(t)) for t in sent if not t.is_space] for sent in doc.sents)
    return [sentence for sentence in words if sentence]


def main() -> None:
    """Parse the files' texts with the shipped pipeline."""
    from process.extract.nlp import make_nlp
    from training.sides.texts import read_articles

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    nlp, reader = make_nlp(), make_naming_reader(load_desk())
    articles = [article for path in options.files for article in read_articles(path)]
    with options.out.open("w", encoding="utf-8") as out:
        for number, article in enumerate(articles, start=1):
            title, text = nlp(readable(article.title)), nlp(readable(article.text))
            out.write(json.dumps(cut_record(article.id, title, text, reader)) + "\n")
            if number % PROGRESS == 0 or number == len(articles):
                print(f"{number} of {len(articles)} articles", file=sys.stderr)  # noqa: T201 - progress


if __name__ == "__main__":
    main()
