"""Parsed texts on disk, since both steps of the recipe need them.

python -m training.holders.docs DOCS.spacy FILE.jsonl...
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from process.extract.nlp import make_nlp
from process.extract.reading.readable import readable
from training.sides.texts import read_articles

PROGRESS = 100


def read_docs(path: Path, nlp: Language) -> Mapping[str, Doc]:
    """Return the parsed text of each article by its id."""
    return dict(_read(path, nlp))


def _read(path: Path, nlp: Language) -> Iterator[tuple[str, Doc]]:
    for doc in DocBin(store_user_data=True).from_disk(path).get_docs(nlp.vocab):
        yield doc.user_data["id"], doc


def main() -> None:
    """Parse the files' texts with the shipped pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    nlp, docs = make_nlp(), DocBin(store_user_data=True)
    articles = [article for path in options.files for article in read_articles(path)]
    for number, article in enumerate(articles, start=1):
        doc = nlp(readable(article.text))
        doc.user_data["id"] = article.id
        docs.add(doc)
        if number % PROGRESS == 0 or number == len(articles):
            print(f"{number} of {len(articles)} articles", file=sys.stderr)  # noqa: T201 - progress
    docs.to_disk(options.out)


if __name__ == "__main__":
    main()
