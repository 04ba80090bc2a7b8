"""A sentence as it is remembered: a sketch of its words, and two bytes for those that say who and what it speaks of.

"Putin rejected the plan" and "Zelensky rejected the plan" differ in one word, and are two pieces of news.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, Self

from stancewatch.sketch import decode_sketches, make_sketch, split_words
from stancewatch.turning import find_turning

_SKETCH_BYTES, _BYTES = 9, 11
_MARK, _MARK_WITHOUT_NUMBERS = "3:", "2:"
"""Before sentences with both. Of those that were remembered without it, or before numbers counted, only the sketches
are known."""

_JOINING = """
    a an the and or but yet so of to at by from with within into onto out off up over under between among about as than
    in on for per via during since towards toward across through around also again just even ever still now already then
    there here too very really fully more most other another own same such both each every all any some
"""
_POINTING = """
    i it its itself he him his himself she her hers herself they them their theirs themselves we us our ours ourselves
    you your yours me my mine this these those that which who whom whose what how where why
"""
_HELPING = """
    be is are was were been being am has have had having do does did done will would shall should can could must
    isn aren wasn weren hasn haven hadn don doesn didn won wouldn shan shouldn couldn mustn ll ve re
"""
_REPORTING = "say says said saying tell tells told telling add adds added adding according mr mrs ms"
_DATING = """
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december
"""
SMALL_WORDS = frozenset(f"{_JOINING} {_POINTING} {_HELPING} {_REPORTING} {_DATING}".split())
"""Words of English that a sentence may have changed and still speak of the same. What turns it is in its sketch."""
_DAYS = "|".join([*_DATING.split(), "may"])
_MOMENT = re.compile(rf"\b(?:(?:{_DAYS}),?\s+\d{{1,2}}\b|\d{{1,2}}\s+(?:{_DAYS})\b|\d{{1,2}}:\d{{2}}\b)", re.IGNORECASE)
"""A day of a month, or an hour: no more to a sentence than "Monday"."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Sentence(NamedTuple):
    """A sketch, as `make_sketch` gives it, and two bytes for what it speaks of: 0 where that is not known."""

    sketch: int
    subject: int = 0

    @property
    def is_long(self) -> bool:
        """Whether it is known again by most of its words; a short one has all of them."""
        return self.sketch & 0xFF != 0

    def without_subject(self) -> Self:
        """Return it as older versions remembered it."""
        return self._replace(subject=0)


@lru_cache(maxsize=16_384)
def read_sentence(text: str) -> Sentence:
    """Return what is remembered of a sentence, whatever the order, case and punctuation of its words."""
    words = split_words(text)
    return Sentence(make_sketch(text), _digest([*filter(_says_of_what, words), *_find_numbers(text)]) if words else 0)


def encode_sentences(sentences: Iterable[Sentence]) -> str:
    """Return sentences as they stand in a record."""
    encoded = (one.sketch.to_bytes(_SKETCH_BYTES) + one.subject.to_bytes(_BYTES - _SKETCH_BYTES) for one in sentences)
    return _MARK + base64.b64encode(b"".join(encoded)).decode()


def decode_sentences(encoded: str) -> tuple[Sentence, ...]:
    """Return what `encode_sentences` was given, or the sketches of an older record; nothing for what is neither."""
    if encoded.startswith(_MARK_WITHOUT_NUMBERS):
        return tuple(one.without_subject() for one in _decode_all(encoded.removeprefix(_MARK_WITHOUT_NUMBERS)))
    if encoded.startswith(_MARK):
        return tuple(_decode_all(encoded.removeprefix(_MARK)))
    return tuple(map(Sentence, decode_sketches(encoded)))


def _decode_all(encoded: str) -> Iterator[Sentence]:
    try:
        data = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return
    for start in range(0, len(data) - _BYTES + 1, _BYTES):
        yield _decode(data[start : start + _BYTES])


def _decode(data: bytes) -> Sentence:
    return Sentence(int.from_bytes(data[:_SKETCH_BYTES]), int.from_bytes(data[_SKETCH_BYTES:]))


@lru_cache(maxsize=16_384)
def _says_of_what(word: str) -> bool:
    """Whether a word is more than a joint, a day or a letter, no number, and none that the sketch has apart."""
    is_small = len(word) == 1 or word in SMALL_WORDS or word.isdigit()
    return not is_small and not find_turning([word])


def _find_numbers(text: str) -> list[str]:
    """Return the numbers in a text, but for days and hours: "100 prisoners" and "1,000 prisoners" are two things."""
    if not _NUMBER.search(text):  # found out in a tenth of the time
        return []
    return sorted({number.replace(",", "") for number in _NUMBER.findall(_MOMENT.sub(" ", text))})


def _digest(words: Iterable[str]) -> int:
    """Return two bytes, never 0."""
    return (
        int.from_bytes(blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=4).digest()) % 65_535 + 1
    )
