"""Numbers in words as digits: "twenty-four", "a hundred and five", "1.5 million" are one number each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

BELOW_TWENTY, TENS = 20, 9
"""So many words there are from zero to nineteen, and from ten to ninety."""
LONGEST = 60
"""Characters of a number that counts something; a longer one stays as it is written."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What each word counts, by how many zeros others multiply it, and what finds a number."""

    values: Mapping[str, int]
    zeros: Mapping[str, int]
    pattern: re.Pattern[str]

    def write_in_digits(self, text: str) -> str:
        """Return a text with each of its numbers in plain digits; a mere "one" stays, which mostly counts nothing."""
        return self.pattern.sub(self._in_digits, text)

    def _in_digits(self, number: re.Match[str]) -> str:
        if len(number[0]) > LONGEST:
            return number[0]
        total = Decimal(0)
        for word in re.split(r"[ -]", number[0].casefold()):
            if word in self.zeros:
                total = (total or Decimal(1)) * 10 ** self.zeros[word]
            elif word in self.values:
                total += self.values[word]
            elif word[0].isdigit():
                total += _read(word)
        return number[0] if total == 1 or not total.is_finite() else f"{int(total) if total == int(total) else total}"


def make_numbers(below_twenty: Sequence[str], tens: Sequence[str], zeros: Mapping[str, int]) -> Numbers:
    """Return the numbers of a language: words from zero, tens from ten, and what multiplies them by powers of ten."""
    values = {word: value for value, word in enumerate(below_twenty)}
    values |= {word: 10 * value for value, word in enumerate(tens, 1)}
    units, below, round_numbers, many = map("|".join, (below_twenty[1:10], below_twenty, tens[1:], zeros))
    small = rf"(?:(?:{round_numbers})(?:[ -](?:{units}))?|{below})"
    pattern = (
        rf"\b(?:(?:(?:a|{small})[ -])?(?:{many})(?:[ -](?:and )?{small})?|{small}|\d+(?:[.,]\d+)*)(?:[ -](?:{many}))*\b"
    )
    return Numbers(values, zeros, re.compile(pattern, re.IGNORECASE))


def _read(digits: str) -> Decimal:
    """Return what digits count, a comma between thousands or not; not a number for a date."""
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return Decimal("NaN")
