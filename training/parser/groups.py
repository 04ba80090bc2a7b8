"""Names of nations and peoples ("Russian", "Ukrainians"): no corpus marks them, a list and the part of speech do."""

from collections.abc import Sequence
from pathlib import Path

from training.parser.conllu import Word
from training.parser.iob import OUTSIDE

GROUP = "B-NORP"
LANGUAGES = frozenset({"English", "French", "Spanish", "German", "Chinese", "Japanese", "Russian"})
"""As a singular proper noun ("in English") the language is meant."""
DEMONYMS = frozenset((Path(__file__).parent / "demonyms.txt").read_text(encoding="utf-8").split())


def is_demonym(form: str) -> bool:
    """Return whether the word, in the singular or plural, is what people of some origin are called."""
    return form in DEMONYMS or (form.endswith("s") and form[:-1] in DEMONYMS)


def tag_groups(words: Sequence[Word], tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags with a group's name where the word is one and carries no other name."""
    return tuple(GROUP if tag == OUTSIDE and _is_group(word) else tag for word, tag in zip(words, tags, strict=True))


def _is_group(word: Word) -> bool:
    if word.upos not in {"ADJ", "PROPN", "NOUN"} or not word.form[:1].isupper() or not is_demonym(word.form):
        return False
    return not (word.upos == "PROPN" and word.xpos == "NNP" and word.form in LANGUAGES)
