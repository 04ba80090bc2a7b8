"""What the uncased encoder cannot see of a word: capitals, digits, and whether a blank stands before it."""

from collections.abc import Iterable

AFTER_WORD = 12
"""Added to the shape of a word that follows the word before it without a blank."""


def word_shape(word: str) -> int:
    """Return the class of the word's letters, 1 to 11, as the model was trained on them."""
    if word.islower():
        return 1 if word.isalpha() else 2
    if word.isupper():
        return _upper_shape(word)
    if any(character.isdigit() for character in word):
        return 6 if any(character.isalpha() for character in word) else 7
    if word[:1].isupper():
        return 8 if word[1:].islower() else 9
    return 10 if any(character.isalpha() for character in word) else 11


def _upper_shape(word: str) -> int:
    if len(word) == 1:
        return 3
    return 4 if word.isalpha() else 5


def word_shapes(words: Iterable[str], spaces: Iterable[bool]) -> list[int]:
    """Return the shapes of consecutive words; `spaces` says of each whether white space follows it."""
    shapes, is_after_space = [], True
    for word, has_space in zip(words, spaces, strict=True):
        shapes.append(word_shape(word) + (0 if is_after_space else AFTER_WORD))
        is_after_space = has_space
    return shapes
