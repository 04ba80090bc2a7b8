"""A sentence as it is remembered: a sketch of its words, and two bytes for those that say who and what it speaks of.

"Putin rejected the plan" and "Zelensky rejected the plan" differ in one word, and are two pieces of news.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, Self

from stancewatch.packed import pack, unpack_pieces
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
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DAYS = rf"{_DAY}(?:\s*(?:and|to|or|[-\u2013/])\s*{_DAY})?"
_CLOCK = r"(?:GMT|UTC|BST|MSK|CES?T|EES?T|E[SD]T|local time|[ap]\.?m\b\.?|[AP]\.?M\b\.?)"
_HOUR = r"(?:[01]?\d|2[0-3])"
_MOMENT = re.compile(
    rf"\b(?:{_MONTH}\s+(?:{_DAYS}(?:,?\s+\d{{4}}\b)?|\d{{4}}\b)|{_DAYS}(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}}\b)?"
    rf"|\d{{1,2}}([./-])\d{{1,2}}\1\d{{4}}\b|\d{{4}}-\d\d-\d\d\b"
    rf"|{_HOUR}(?:[:.]?\d\d)?\s*{_CLOCK}|{_HOUR}:\d\d\b"
    rf"|(?<=\b[Aa]t ){_HOUR}\.[0-5]\d\b(?!\s*(?:%|per\b|[bmtr]+illion)))"
)
"""A day of a month, or an hour: no more to a sentence than "Monday"."""
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])|\d+(?:[.,]\d+)*")
_DECIMALS = re.compile(r"(?<=\d)\.0+\Z|(?<=\.)(\d*[1-9])0+\Z")


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
    return _MARK + pack(encoded)


def decode_sentences(encoded: str) -> tuple[Sentence, ...]:
    """Return what `encode_sentences` was given, or the sketches of an older record; nothing for what is neither."""
    if encoded.startswith(_MARK_WITHOUT_NUMBERS):
        old = unpack_pieces(encoded.removeprefix(_MARK_WITHOUT_NUMBERS), _BYTES)
        return tuple(_decode(piece).without_subject() for piece in old)
    if encoded.startswith(_MARK):
        return tuple(map(_decode, unpack_pieces(encoded.removeprefix(_MARK), _BYTES)))
    return tuple(map(Sentence, decode_sketches(encoded)))


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
    return sorted(set(map(_write_plainly, _NUMBER.findall(_MOMENT.sub(" ", text)))))


def _write_plainly(number: str) -> str:
    """Return a number without what parts its thousands, and zeros behind its point: "1 000.00" and "1,000" are one."""
    return _DECIMALS.sub(r"\1", re.sub(r"[^\d.]", "", number))


def _digest(words: Iterable[str]) -> int:
    """Return two bytes, never 0."""
    return (
        int.from_bytes(blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=4).digest()) % 65_535 + 1
    )
