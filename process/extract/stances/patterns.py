"""The language of cues: a row of words, matched against the lemmas and forms of a sentence.

ceasefire|truce              one word or the other (a lemma, or a form in lower case)
halt to|of the? fighting     ? after a word: it may be absent
withdraw ~ troop             ~ up to four words between, ~~ up to ten
@ukraine give up             @ an actor of the desk, by whatever name or adjective
talk/noun                    only as this part of speech
NOUN, VERB, ADJ, PROPN, NUM  any word of that part of speech
[send] troops                brackets: the word that the sentence's structure is asked about;
                             without them it is the word of the match that the others hang on
call & $america & @russia    & all of these must stand in the sentence, anywhere
election ! us|american       ! none of these may stand in the sentence
leave ~~ land !~ russian     !~ none of these may stand between the words of the match
$america                     a group of words that desk.toml defines
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.tokens import Span, Token

from process.extract.english.marks import HYPHENS
from stancewatch.errors import ConfigurationError

MAX_HYPHENATED = 7
"""Tokens of a hyphenated word: "twenty-eight-point plan" has five."""
SUPPOSING = frozenset({"if", "unless", "once", "provided", "until"})
"""Words that open a clause of what would have to be: no match has words on both sides of one."""
CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "advcl:relcl"})
GAPS = {"~": 4, "~~": 10}
GROUP = re.compile(r"\$(\w+)")

T = TypeVar("T")
ActorOf = Callable[[Token], str | None]
"""The id of the actor that a token names, if any."""


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern, and how many words may stand before it."""

    words: frozenset[str]
    gap: int = 0
    is_optional: bool = False
    is_anchor: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of words, and what else the sentence must hold and must not hold; `parting` must not stand in the row."""

    elements: tuple[Element, ...]
    required: tuple[frozenset[str], ...] = ()
    excluded: frozenset[str] = frozenset()
    parting: frozenset[str] = frozenset()


def parse_pattern(pattern: str, groups: Mapping[str, str] | None = None) -> Pattern:
    """Return the pattern.

    Raises ConfigurationError if it begins or ends with a gap, uses an unknown group, or ends with a mark.
    """
    row, *conditions = re.split(r"\s(?=(?:&|!~?)\s)", _expand(pattern, groups or {}))
    sets = [_parse_condition(condition) for condition in conditions]
    return Pattern(
        elements=_parse_row(row),
        required=tuple(words for mark, words in sets if mark == "&"),
        excluded=frozenset().union(*(words for mark, words in sets if mark == "!")),
        parting=frozenset().union(*(words for mark, words in sets if mark == "!~")),
    )


def _parse_condition(condition: str) -> tuple[str, frozenset[str]]:
    """Return the mark of a condition, and the words behind it."""
    mark, *words = condition.split()
    if not words:
        raise ConfigurationError(f"nothing stands behind {mark!r}; give words, with | between")
    return mark, frozenset(" ".join(words).split("|"))


def _expand(pattern: str, groups: Mapping[str, str]) -> str:
    def words_of(found: re.Match[str]) -> str:
        if found[1] not in groups:
            raise ConfigurationError(f"the pattern {pattern!r} uses ${found[1]}, which desk.toml does not define")
        return groups[found[1]]

    return GROUP.sub(words_of, pattern)


def _parse_row(row: str) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for part in row.split():
        if part in GAPS:
            gap = GAPS[part]
            continue
        word = part.removesuffix("?")
        is_anchor = word.startswith("[") and word.endswith("]")
        words = frozenset(word.strip("[]").split("|"))
        elements.append(Element(words, gap, is_optional=word != part, is_anchor=is_anchor))
        gap = 0
    if not elements or gap or elements[0].gap or elements[0].is_optional:
        raise ConfigurationError(f"the pattern {row!r} must begin and end with a word that is needed")
    return tuple(elements)


def token_keys(token: Token, actor_of: ActorOf) -> frozenset[str]:
    """Return all that a pattern can call the token."""
    lemma = token.lemma_.lower()
    keys = {lemma, token.lower_, token.pos_, f"{lemma}/{token.pos_.lower()}"}
    if not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text in HYPHENS:
        keys.add(_hyphenated(token))
    actor = actor_of(token)
    return frozenset(keys | {f"@{actor}"} if actor else keys)


def _hyphenated(token: Token) -> str:
    """Return the whole word that begins here, of which the tokenizer has made several: "go-between"."""
    word = ""
    for part in token.doc[token.i : token.i + MAX_HYPHENATED]:
        word += "-" if part.text in HYPHENS else part.lower_
        if part.whitespace_:
            break
    return word.rstrip(".,;:")


class PatternIndex(Generic[T]):
    """Patterns found by their first word, so that a sentence is compared with few of them."""

    def __init__(self, patterns: Iterable[tuple[Pattern, T]]) -> None:
        self._by_first: dict[str, list[tuple[Pattern, T]]] = defaultdict(list)
        for pattern, value in patterns:
            for word in pattern.elements[0].words:
                self._by_first[word].append((pattern, value))

    def match(self, sent: Span, keys: Sequence[frozenset[str]]) -> list[tuple[T, Token, tuple[int, ...]]]:
        """Return each match in the sentence: its value, its anchor, and the places of its words in the sentence."""
        all_keys = frozenset().union(*keys)
        found = []
        for start, words in enumerate(keys):
            for word in words & self._by_first.keys():
                for pattern, value in self._by_first[word]:
                    places = _match_from(pattern, keys, start, all_keys)
                    if places is None:
                        continue
                    anchor = _anchor(sent, pattern.elements, places)
                    if all(hangs_together(anchor, sent[place]) for place in places.values()):
                        found.append((value, anchor, tuple(sorted(places.values()))))
        return found


def _match_from(
    pattern: Pattern, keys: Sequence[frozenset[str]], start: int, all_keys: frozenset[str]
) -> dict[int, int] | None:
    """Return the place of each element that matched, the first at `start`; the nearest places win."""
    if pattern.excluded & all_keys or not all(words & all_keys for words in pattern.required):
        return None
    places = {0: start}
    place = start
    for index, element in enumerate(pattern.elements[1:], 1):
        window = range(place + 1, min(place + 2 + element.gap, len(keys)))
        found = next((other for other in window if keys[other] & element.words), None)
        if found is not None:
            places[index] = place = found
        elif not element.is_optional:
            return None
    between = (keys[other] for other in range(start, place) if other not in places.values())
    return None if pattern.parting and any(words & pattern.parting for words in between) else places


def _anchor(sent: Span, elements: Sequence[Element], places: dict[int, int]) -> Token:
    """Return the marked word, or any, and from there the highest word of the match that it hangs on."""
    indices = {sent[place].i for place in places.values()}
    marked = [sent[place] for index, place in places.items() if elements[index].is_anchor]
    tops = [_highest(token, indices) for token in marked or [sent[place] for place in places.values()]]
    return min(tops, key=lambda token: len(list(token.ancestors)))


def hangs_together(anchor: Token, token: Token) -> bool:
    """Return whether two words of a match belong to one clause, or one hangs on the other with no clause between."""
    if anchor.i == token.i:
        return True
    low, high = (token, anchor) if anchor.is_ancestor(token) else (anchor, token)
    if high.is_ancestor(low):
        between = list(_between(low, high))
        return sum(word.dep_ in CLAUSES for word in between) <= 1 and not any(map(_is_supposed, between))
    return _clause(anchor) == _clause(token)


def _is_supposed(word: Token) -> bool:
    """Return whether a word is the predicate of a clause with a subject after "if" and the like."""
    marks = {child.lower_ for child in word.children if child.dep_ in {"mark", "advmod"}}
    return bool(marks & SUPPOSING) and any(child.dep_.startswith("nsubj") for child in word.children)


def _between(low: Token, high: Token) -> Iterator[Token]:
    while low.i != high.i:
        yield low
        low = low.head


def _clause(token: Token) -> int:
    """Return the place of the predicate that a word belongs to."""
    while token.head.i != token.i and token.pos_ not in {"VERB", "AUX"} and token.dep_ not in CLAUSES:
        token = token.head
    return token.i


def _highest(token: Token, indices: set[int]) -> Token:
    while token.head.i in indices and token.head.i != token.i:
        token = token.head
    return token
