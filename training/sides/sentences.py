"""Sentences and words of every text, by the parser that ships: what the model learns from is cut as at run time.

    python -m training.sides.sentences OUT.jsonl FILE.jsonl...

One article a line: {"id", "title": SENTENCES, "text": SENTENCES}, where a sentence is a list of words' [start, end].
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Word = tuple[int, int]
Sentences = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of an article's title and text, by sentence."""

    title: Sentences
    text: Sentences


def read_cuts(path: Path) -> dict[str, Cut]:
    """Return the cut of each article by its id."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {record["id"]: Cut(_sentences(record["title"]), _sentences(record["text"])) for record in records}


def _sentences(found: Iterable[Iterable[Iterable[int]]]) -> Sentences:
    return tuple(tuple((start, end) for start, end in words) for words in found)


def bounds_of(sentences: Sentences) -> list[Word]:
    """Return where each sentence begins and ends."""
    return [(words[0][0], words[-1][1]) for words in sentences]


def main() -> None:
    """Parse the files' texts with the shipped pipeline."""
    from process.extract.nlp import make_nlp
    from training.sides.texts import read_articles

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    nlp = make_nlp()

    def cut(text: str) -> list[list[Word]]:
        words = ([(t.idx, t.idx + len(t)) for t in sent if not t.is_space] for sent in nlp(text).sents)
        return [sentence for sentence in words if sentence]

    with options.out.open("w", encoding="utf-8") as out:
        for article in (article for path in options.files for article in read_articles(path)):
            record = {"id": article.id, "title": cut(article.title), "text": cut(article.text)}
            out.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
