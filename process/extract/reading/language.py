"""What of a text is English: passages in other languages are skipped, not guessed at.

Words like "the" and "of" settle it for nearly every passage; what they leave open, py3langid decides. Without a
clock or state, so that a text gets the same answer wherever and whenever it is read.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from py3langid.langid import MODEL_FILE, LanguageIdentifier

PASSAGE_CHARACTERS = 500
TOO_FEW_WORDS = 20
"""A passage with fewer words is in the language of the text around it, and a text with fewer is read: py3langid takes
headlines full of names for Polish or Hungarian."""
ENGLISH_SHARE = 0.06
"""Share of function words from which a passage is English: of 14,000 passages of news none in another language had more
than 0.045, and no English prose less than 0.069."""
SURE = 0.9
"""Probability from which another language is believed."""

FUNCTION_WORDS = frozenset({
    *("the", "of", "to", "and", "that", "is", "was", "for", "with", "on", "by", "at", "from", "has", "have", "had"),
    *("been", "be", "are", "were", "its", "it", "his", "he", "their", "they", "would", "will", "not", "this", "which"),
    *("who", "said", "but", "after", "an", "as", "we", "you", "our", "what"),
})  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
PASSAGE = re.compile(rf"[^\n]{{1,{PASSAGE_CHARACTERS}}}(?:\s+|\Z)|[^\n]{{1,{PASSAGE_CHARACTERS}}}|\n+")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A line of a text or a part of a long one, its end included, with what tells its language."""

    text: str
    words: int = 0
    function_words: int = 0
    letters: int = 0
    latin: int = 0

    @property
    def is_short(self) -> bool:
        return self.words < TOO_FEW_WORDS

    @property
    def is_latin(self) -> bool:
        return 2 * self.latin >= self.letters


def keep_english(text: str) -> str:
    """Return the text with blanks for the passages in other languages: all blank if it has no other."""
    passages = [_count(found[0]) for found in PASSAGE.finditer(text)]
    otherwise = _is_english(_join(text, passages), otherwise=True)
    return "".join(
        passage.text if _is_english(passage, otherwise=otherwise) else " " * len(passage.text) for passage in passages
    )


def guess_other_language(text: str) -> str:
    """Return the code of the language, say "de", that a text without English function words may be in; "": English."""
    counts = _count(text)
    if not counts.words or counts.function_words >= ENGLISH_SHARE * counts.words:
        return ""
    language: str = _identifier().classify(text)[0]
    return "" if language == "en" else language


def _count(text: str) -> _Passage:
    words = WORD.findall(text)
    return _Passage(
        text,
        words=len(words),
        function_words=sum(word.lower() in FUNCTION_WORDS for word in words),
        letters=sum(map(len, words)),
        latin=len("".join(words).encode("ascii", "ignore")),
    )


def _join(text: str, passages: Iterable[_Passage]) -> _Passage:
    counts = [(part.words, part.function_words, part.letters, part.latin) for part in passages]
    return _Passage(text, *map(sum, zip(*counts, strict=True)))


def _is_english(passage: _Passage, *, otherwise: bool) -> bool:
    """Return whether a passage is read as English: in doubt it is; `otherwise` decides where it has too few words."""
    if not passage.is_latin:
        return False
    if passage.is_short:
        return otherwise
    if passage.function_words >= ENGLISH_SHARE * passage.words:
        return True
    language, probability = _identifier().classify(passage.text)
    return bool(language == "en" or probability < SURE)


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Return the model of languages; it is loaded when a text is first in doubt, for it takes a second and 80 MB."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
