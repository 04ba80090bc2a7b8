"""The files of a model, wherever they are read from: a saved pipeline's folder, or its bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass

ENCODER, RELATIONS, VOCABULARY, LEMMAS, LABELS = (
    "parser.onnx",
    "relations.onnx",
    "vocab.txt",
    "lemmas.json",
    "labels.json",
)
FILES = (ENCODER, RELATIONS, VOCABULARY, LEMMAS, LABELS)

ReadFile = Callable[[str], bytes]
"""Returns the content of one of `FILES`."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the heads choose from, each in its network's order; `rules` are those of lemmas, `names` are BIO."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    rules: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]


def parse_labels(content: bytes) -> Labels:
    """Return the labels from the content of labels.json."""
    record = json.loads(content)
    return Labels(*(tuple(record[layer]) for layer in "uxmlde"))
