"""Corpora of names: Universal NER over a treebank's sentences, and wikigold. Only persons, organisations and places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from training.parser.conllu import Document, Sentence, Word, read_lines

LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
OUTSIDE = "O"
Span = tuple[int, int, str]
"""Start, end (half-open) and label."""
CLOSING = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "'", "n't", "''"})
OPENING = frozenset({"(", "[", "$", "``"})
WIKIGOLD_SENTENCES = 3
"""Sentences of wikigold that are read together."""


def tag_document(document: Document, names: Mapping[str, Sequence[Span]]) -> Document:
    """Return the document with names on every sentence; `names`: spans of characters, blanks left out, by sentence."""
    return replace(document, sentences=tuple(tag_sentence(sentence, names) for sentence in document.sentences))


def tag_sentence(sentence: Sentence, names: Mapping[str, Sequence[Span]]) -> Sentence:
    """Return the sentence with its names, found by its id or by its letters; without any where it is not known."""
    key = sentence.id if sentence.id in names else letters_of(sentence.forms)
    return replace(sentence, names=spans_to_tags(sentence.forms, names.get(key, ())))


def letters_of(forms: Sequence[str]) -> str:
    """Return the letters of the words: what two ways to cut a sentence into words have in common."""
    return "".join(forms).replace(" ", "")


def spans_to_tags(forms: Sequence[str], spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the BIO tag of each word that lies within a span of characters."""
    tags, start = [OUTSIDE] * len(forms), 0
    for place, form in enumerate(forms):
        end = start + len(form.replace(" ", ""))
        for span_start, span_end, label in spans:
            if span_start <= start and end <= span_end:
                is_begun = place > 0 and tags[place - 1] != OUTSIDE and start > span_start
                tags[place] = ("I-" if is_begun else "B-") + label
        start = end
    return tuple(tags)


def read_iob(path: Path) -> dict[str, list[Span]]:
    """Return the names of each sentence as spans of characters, under its id and under its letters."""
    names: dict[str, list[Span]] = {}
    for sentence_id, rows in _sentences(path):
        forms, tags = [row[1] for row in rows], [row[2] if len(row) > 2 else OUTSIDE for row in rows]  # noqa: PLR2004
        names[sentence_id] = names[letters_of(forms)] = tags_to_spans(forms, tags)
    return names


def _sentences(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    sentence_id, rows = "", []
    for line in [*read_lines(path), ""]:
        if line.startswith("# sent_id"):
            sentence_id = line.split("=", 1)[1].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield sentence_id, rows
            rows = []


def tags_to_spans(forms: Sequence[str], tags: Sequence[str]) -> list[Span]:
    """Return the names as spans of characters; tags other than of PER, ORG and LOC are none."""
    spans: list[Span] = []
    start, kind = 0, OUTSIDE
    for form, tag in zip(forms, tags, strict=True):
        end, previous = start + len(form.replace(" ", "")), kind
        mark, _, kind = tag.partition("-")
        if mark == "I" and kind == previous and spans:
            spans[-1] = (spans[-1][0], end, kind)
        elif mark != OUTSIDE:
            spans.append((start, end, kind))
        start = end
    return [(start, end, LABELS[kind]) for start, end, kind in spans if kind in LABELS]


def read_wikigold(path: Path) -> list[Document]:
    """Return wikigold, a few sentences a document, with blanks where they are likely."""
    sentences = [_wikigold_sentence(rows) for rows in _blocks(path) if rows[0][0] != "-DOCSTART-"]
    starts = range(0, len(sentences), WIKIGOLD_SENTENCES)
    return [Document(f"wikigold-{start}", tuple(sentences[start : start + WIKIGOLD_SENTENCES])) for start in starts]


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*read_lines(path), ""]:
        if line.strip():
            rows.append(line.split())
        elif rows:
            yield rows
            rows = []


def _wikigold_sentence(rows: Sequence[Sequence[str]]) -> Sentence:
    forms = [row[0] for row in rows]
    words = tuple(Word(form, has_space) for form, has_space in zip(forms, guess_spaces(forms), strict=True))
    return Sentence(words, names=_wikigold_tags([row[-1] for row in rows]), has_tree=False)


def _wikigold_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return wikigold's tags, which only say "inside", as BIO."""
    labels = [LABELS.get(tag.removeprefix("I-").removeprefix("B-")) for tag in tags]
    pairs = zip([None, *labels], labels, strict=False)
    return tuple(OUTSIDE if label is None else ("I-" if label == before else "B-") + label for before, label in pairs)


def guess_spaces(forms: Sequence[str]) -> list[bool]:
    """Return for each word whether a blank followed it before the text was cut into words."""
    spaces, is_quoted = [], False
    for form, following in zip(forms, [*forms[1:], ""], strict=True):
        has_space = following not in CLOSING and form not in OPENING
        if form == '"':
            has_space, is_quoted = has_space and is_quoted, not is_quoted
        elif following == '"' and is_quoted:
            has_space = False
        spaces.append(has_space)
    return spaces
