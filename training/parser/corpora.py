"""The corpora by file name: what is trained on, what is tested on. Licences stand in training/README.md."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from training.parser.conllu import Document, read_conllu
from training.parser.groups import tag_groups
from training.parser.gum import tag_names
from training.parser.iob import read_iob, read_wikigold, tag_document

NEWS_GENRES = ("GUM_news_", "GUM_interview_", "GUM_speech_")


def read_ewt(folder: Path, part: str) -> list[Document]:
    """Return the English Web Treebank's train, dev or test part, with the names of Universal NER."""
    names = read_iob(folder / f"uner_ewt_{part}.iob2.gz")
    return [_with_groups(tag_document(document, names)) for document in read_conllu(folder / f"ewt_{part}.conllu.gz")]


def read_gum(folder: Path, part: str) -> list[Document]:
    """Return GUM's train, dev or test part, with names made of its mentions ("silver")."""
    return [
        replace(
            document,
            sentences=tuple(replace(s, names=tag_groups(s.words, tag_names(s.words))) for s in document.sentences),
        )
        for document in read_conllu(folder / f"gum_{part}.conllu.gz")
    ]


def read_pud(folder: Path) -> list[Document]:
    """Return PUD, with the names of Universal NER. No part of it is trained on."""
    names = read_iob(folder / "uner_pud.iob2.gz")
    return [tag_document(document, names) for document in read_conllu(folder / "pud.conllu.gz")]


def read_training(folder: Path) -> list[Document]:
    """Return all that is trained on."""
    return [*read_ewt(folder, "train"), *read_gum(folder, "train"), *read_wikigold(folder / "wikigold.conll.gz")]


def _news_of_gum(folder: Path) -> list[Document]:
    documents = [*read_gum(folder, "dev"), *read_gum(folder, "test")]
    return [document for document in documents if document.id.startswith(NEWS_GENRES)]


TESTS: Mapping[str, Callable[[Path], list[Document]]] = {
    "ewt": lambda folder: read_ewt(folder, "test"),
    "pud": read_pud,
    "pud-news": lambda folder: [document for document in read_pud(folder) if document.id.startswith("n")],
    "gum-news": _news_of_gum,
}
"""The test sets by name; each takes the folder of the corpora. In "gum-news" the names are silver."""


def _with_groups(document: Document) -> Document:
    sentences = tuple(replace(s, names=tag_groups(s.words, s.names or ())) for s in document.sentences)
    return replace(document, sentences=sentences)
