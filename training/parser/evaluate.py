"""Evaluation: a saved pipeline reads the raw text of the test sets.

python -m training.parser.evaluate UD [--model FOLDER] [--set NAME]
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from process.extract.nlp import MODEL
from training.parser.conllu import Document, split_paragraphs
from training.parser.corpora import TESTS
from training.parser.figures import NAMES, Analysis, analyse_gold, count, make_tags, score, text_of


def evaluate(nlp: Language, documents: Iterable[Document]) -> dict[str, float]:
    """Return the F1 of each layer; each paragraph is read as one text."""
    paragraphs = [paragraph for document in documents for paragraph in split_paragraphs(document)]
    docs = nlp.pipe(map(text_of, paragraphs))
    return score(count(analyse_gold(gold), analyse(doc)) for gold, doc in zip(paragraphs, docs, strict=True))


def analyse(doc: Doc) -> Analysis:
    """Return what a pipeline said of a text."""
    spans = {token.i: (token.idx, token.idx + len(token)) for token in doc if not token.is_space}
    words = {
        span: make_tags(
            token.pos_,
            token.tag_,
            str(token.morph),
            token.lemma_,
            None if token.head.i == token.i else spans.get(token.head.i),
            token.dep_,
        )
        for token in doc
        if (span := spans.get(token.i))
    }
    sentences = frozenset((sent.start_char, sent.end_char) for sent in doc.sents)
    names = frozenset((name.start_char, name.end_char, name.label_) for name in doc.ents if name.label_ in NAMES)
    return Analysis(words, sentences, names)


def main() -> None:
    """Print a line for each test set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ud", type=Path, help="the folder of the corpora")
    parser.add_argument("--model", type=Path, default=MODEL, help="a saved pipeline; the one that ships")
    parser.add_argument("--set", choices=TESTS, action="append", help="only this test set")
    options = parser.parse_args()
    nlp = spacy.load(options.model)
    for name in options.set or TESTS:
        figures = evaluate(nlp, TESTS[name](options.ud))
        print(f"{name:10}", *(f"{layer} {100 * figure:.1f}" for layer, figure in figures.items()))  # noqa: T201


if __name__ == "__main__":
    main()
