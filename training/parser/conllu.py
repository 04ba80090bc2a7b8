"""Treebanks: CoNLL-U files as documents of sentences. Words are UD's ("do" "n't"), as our tokenizer cuts them too."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

NOTHING = "_"
COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what the treebank says of it; `head` is its head's place in the sentence, its own for the root."""

    form: str
    is_before_space: bool
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = 0
    relation: str = ""
    misc: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`names` are BIO tags, None where nobody looked for names; `has_tree` is false in corpora of names alone."""

    words: tuple[Word, ...]
    id: str = ""
    begins_paragraph: bool = False
    names: tuple[str, ...] | None = None
    has_tree: bool = True

    @property
    def forms(self) -> list[str]:
        """The words as they are written."""
        return [word.form for word in self.words]


@dataclass(frozen=True, slots=True)
class Document:
    """The sentences of one text in order."""

    id: str
    sentences: tuple[Sentence, ...]


def read_lines(path: Path) -> list[str]:
    """Return the lines of a file, packed (.gz) or not, without their ends."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def read_conllu(path: Path) -> list[Document]:
    """Return the documents of a treebank. Raises ValueError for lines that are not CoNLL-U."""
    documents: list[Document] = []
    for comments, rows in split_blocks(read_lines(path)):
        sentence = parse_sentence(comments, rows)
        if "newdoc id" in comments or not documents:
            documents.append(Document(comments.get("newdoc id", ""), ()))
        last = documents[-1]
        documents[-1] = replace(last, sentences=(*last.sentences, sentence))
    return documents


def split_blocks(lines: Iterable[str]) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Yield for each sentence its comments by key, and its rows cut into columns."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = {}, []


def parse_sentence(comments: Mapping[str, str], rows: Sequence[Sequence[str]]) -> Sentence:
    """Return the sentence; a token of several words ("don't") gives its letters and its blank to them."""
    if any(len(row) != COLUMNS for row in rows):
        raise ValueError(f"sentence {comments.get('sent_id')}: a line has not {COLUMNS} columns; is this CoNLL-U?")
    words = [_parse_word(row) for row in rows if row[0].isdigit()]
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            words[first - 1 : last] = split_token(row[1], words[first - 1 : last], is_before_space=_has_space(row))
    begins = any(key.split()[0] in {"newdoc", "newpar"} for key in comments)
    return Sentence(tuple(words), comments.get("sent_id", ""), begins)


def _parse_word(row: Sequence[str]) -> Word:
    place, form, lemma, upos, xpos, feats, head, relation, _deps, misc = row
    own = int(place) - 1
    return Word(
        form=form,
        is_before_space=_has_space(row),
        lemma=lemma,
        upos=upos,
        xpos=xpos,
        feats="" if feats == NOTHING else feats,
        head=own if head == "0" else int(head) - 1,
        relation=relation,
        misc=misc,
    )


def _has_space(row: Sequence[str]) -> bool:
    return "SpaceAfter=No" not in row[9]


def split_token(surface: str, words: Sequence[Word], *, is_before_space: bool) -> list[Word]:
    """Return the words with their share of the token's letters. Raises ValueError when there are more or fewer."""
    if sum(len(word.form) for word in words) != len(surface):
        raise ValueError(f"the words {[word.form for word in words]} are not the letters of {surface!r}")
    shared, start = [], 0
    for word in words:
        end = start + len(word.form)
        shared.append(replace(word, form=surface[start:end], is_before_space=is_before_space and end == len(surface)))
        start = end
    return shared


def split_paragraphs(document: Document) -> Iterator[tuple[Sentence, ...]]:
    """Yield the document's paragraphs."""
    paragraph: list[Sentence] = []
    for sentence in document.sentences:
        if paragraph and sentence.begins_paragraph:
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield tuple(paragraph)
