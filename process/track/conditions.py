"""Whether two conditions say the same in substance.

"Only if parliament suspends the debt brake" and "provided the Bundestag first lifts the debt brake" do. Only the words
are seen: they are compared by what they share once joining words, and names of those who are to act, are set aside.
"""

import re
from functools import lru_cache

_LEAD_IN = """
    if only unless until till before after once when while as long soon provided providing that on in condition
    understanding return exchange for so event case absence without first then
"""
_JOIN = """
    a an the and or but of to at by from with within into onto out off up over under between about against than there it
    its he she they them their his her we our us you your this these those such who which what whose all any some each
    every both no not nor never none nothing nobody more most other another own same also again just even ever still yet
    now already really very fully
"""
_SAY_IT_IS_SO = """
    be is are was were been being am has have had having do does did done will would shall should can could may might
    must need want wish get got become come came go goes went take took taken place hold held happen occur begin begun
    start give gives gave given accept agree refuse reject make made put set show see seen say said enter force effect
    way part thing point time
"""
STOP_WORDS = frozenset(f"{_LEAD_IN} {_JOIN} {_SAY_IT_IS_SO}".split())
"""Words that are no part of a condition's substance."""
SYNONYMS = (
    "ceasefire truce armistice cease-fire",
    "deal agreement accord settlement treaty",
    "troop force soldier army military",
    "leave withdraw withdrawal withdrawn pull exit vacate left retreat",
    "drop renounce abandon forgo forswear renunciation",
    "stop cease halt end stopped",
    "fight fighting hostility shooting war",
    "lift ease remove removal scrap",
    "sign conclude seal",
    "partner ally",
    "guarantee assurance",
    "stay remain",
    "approve approval",
    "recognise recognition",
    "join membership accession",
    "talk negotiation negotiate dialogue",
    "weapon arm arms armament",
    "deliver delivery supply shipment",
    "attack bomb bombing bombardment strike shelling",
)
"""Words that this field uses for one another; the first of each row stands for all."""
OPPOSITES = (
    ("lift", "stay keep kept maintain extend tighten impose"),
    ("stop", "continue resume"),
    ("leave", "stay enter invade"),
)
"""Words that ask for the contrary of each other: one in the first condition, one in the second make them two."""
NUMBERS = dict(
    number.split()
    for number in (
        *("two 2", "three 3", "four 4", "five 5", "six 6", "seven 7", "eight 8", "nine 9", "ten 10", "twelve 12"),
        *("fifteen 15", "twenty 20", "thirty 30", "forty 40", "fifty 50", "sixty 60", "ninety 90", "hundred 100"),
    )
)
ACTOR_ACRONYMS = frozenset({"EU", "US", "USA", "UK", "UN", "G7", "EU's", "US's"})
"""Capitals that name an actor; others ("NATO", "SWIFT") name the matter."""

_TURN_ROUND = "not no never nobody nothing refuse refuses refused reject rejects unless until before without absence"
NEGATIONS = frozenset(_TURN_ROUND.split())
"""Each turns a condition round: "unless there is no truce" asks for what "if there is a truce" asks for."""

_GIVE_UP = re.compile(r"\b(?:giv(?:e|es|en|ing)|gave) up\b")
_NUMBER = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d[\d.,]*|[^\W\d_]+(?:[-'’][^\W\d_]+)*")  # noqa: RUF001 - both apostrophes


def is_same_condition(one: str, other: str) -> bool:
    """Return whether two conditions of one holder on one issue say the same in substance.

    They do when they share at least half of the shorter one's content words, and two or more where it has so many.
    Numbers that differ ("in 50 days", "in 10 days") make them two, and so do a "not" and opposites ("lifted", "kept").
    """
    if one.casefold() == other.casefold():
        return True
    first, second = content_words(one), content_words(other)
    if _have_other_numbers(first, second) or _are_opposite(one, other) or _ask_for_opposites(first, second):
        return False
    shared = len(first & second)
    fewer, many = sorted((len(first), len(second)))
    if fewer <= 1:
        return shared == fewer and many <= 2  # noqa: PLR2004 - "a ceasefire", "a lasting ceasefire"
    return shared > 1 and 2 * shared >= fewer


def _have_other_numbers(first: frozenset[str], second: frozenset[str]) -> bool:
    one, other = ({word for word in words if word[0].isdigit()} for words in (first, second))
    return bool(one and other and not one & other)


def _are_opposite(one: str, other: str) -> bool:
    """Whether one holds where the other does not; open where one says "only": "unless they pay", "only if they pay"."""
    words = [re.findall(r"n't|[a-z]+", text.casefold().replace("’", "'")) for text in (one, other)]  # noqa: RUF001
    negations = [sum(word in NEGATIONS or word == "n't" for word in each) for each in words]
    return "only" not in {*words[0], *words[1]} and sum(negations) % 2 == 1


def _ask_for_opposites(first: frozenset[str], second: frozenset[str]) -> bool:
    only_one, only_other = first - second, second - first
    return any(
        (one in only_one and others & only_other) or (one in only_other and others & only_one)
        for one, others in _OPPOSITE_STEMS
    )


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry a condition's substance; its names where there is nothing else."""
    words = _WORD.findall(_NUMBER.sub(_in_digits, _GIVE_UP.sub("drop", text)))
    stems = {word: _stem(word) for word in words if word.casefold() not in STOP_WORDS}
    matter = {word: stem for word, stem in stems.items() if stem not in _STOP_STEMS}
    plain = (stem for word, stem in matter.items() if not _is_name(word))
    return frozenset(_SAME_STEM.get(stem, stem) for stem in plain) or frozenset(matter.values())


def _in_digits(number: re.Match[str]) -> str:
    return NUMBERS[number[0].casefold()]


def _is_name(word: str) -> bool:
    plain = word.replace(".", "")
    return plain in ACTOR_ACRONYMS or (plain[0].isupper() and not plain.isupper())


def _stem(word: str) -> str:
    """Return the word less its ending: no more than makes "lifts", "lifted" and "lifting" one."""
    word = re.sub(r"['’]s?$", "", word.casefold())  # noqa: RUF001 - both apostrophes
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _SHORTEST_STEM:
            return _ISE.sub("iz", (word[: -len(ending)] + instead).rstrip("e"))
    return _ISE.sub("iz", word.rstrip("e"))


_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
_SHORTEST_STEM = 3
_ISE = re.compile(r"(?<=\w{4})is\Z")
"""Of "recognise", which others write with a z."""
_STOP_STEMS = frozenset(map(_stem, STOP_WORDS))
_SAME_STEM = {_stem(word): row[0] for row in map(str.split, SYNONYMS) for word in row}
_OPPOSITE_STEMS = [(one, frozenset(map(_stem, others.split()))) for one, others in OPPOSITES]
