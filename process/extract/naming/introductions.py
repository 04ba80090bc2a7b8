"""How a text introduces a person: "Latvian Defence Minister Andris Sprūds", "Igor Dodon, the former president"."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from process.extract.english.actor_words import ActorWords
from process.extract.english.syntax import children, first_conjunct
from stancewatch.contracts import Actor

BEFORE, AFTER = 10, 14
"""Words before and after a name that can introduce it."""
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
INSIDE = frozenset({"'s", "\u2019s", "'", "\u2019", "of", "for", "and", "&", "-", "\u2013", "[", "]", "on"})
"""Small words that such a phrase runs on over."""
POSSESSIVES = frozenset({"'s", "\u2019s"})
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "another"})
PARTY_MARKS = {"r": "republican", "d": "democrat", "i": "independent"}
"""The letter of an American party before a hyphen and a state: "R-S.C."."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a text says of a person beside the name: offices (hyphenated, lower case), of whom, and how."""

    offices: frozenset[str] = frozenset()
    owner: Actor | None = None
    pronoun: Literal["he", "she", ""] = ""
    is_former: bool = False

    def joined(self, other: "Introduction") -> "Introduction":
        """Return what both say together; where they differ, the first one counts."""
        return Introduction(
            self.offices | other.offices,
            self.owner or other.owner,
            self.pronoun or other.pronoun,
            self.is_former or other.is_former,
        )


def read_introduction(doc: Doc, start: int, end: int, owners: Mapping[int, Actor], words: ActorWords) -> Introduction:
    """Return how tokens `start` to `end`, a name, are introduced; `owners` are states and bodies by token."""
    before, after = _before(doc, start), _after(doc, end, words)
    found = Introduction(pronoun=_pronoun([*before, doc[start]], words))
    for phrase in (before, after):
        offices = frozenset(_offices(phrase, words))
        if offices or phrase is before:
            is_former = bool(offices) and any(token.lower_ in words.former for token in phrase)
            owner = None if _is_private(phrase, words) else _owner(phrase, owners)
            found = found.joined(Introduction(offices, owner, _pronoun(phrase, words), is_former))
    shared = frozenset(_offices(_titles_before(doc[start:end].root), words))
    return found.joined(Introduction(shared, owner=_represented(doc, start, end, owners)))


def _before(doc: Doc, start: int) -> list[Token]:
    """Return the words that lead to a name, in text order, over one comma ("Its leader, Tomio Okamura")."""
    found: list[Token] = []
    first = max(start - BEFORE, 0)
    for token in reversed(doc[first:start]):
        is_comma = token.lower_ == "," and token.i == start - 1
        if token.lower_ in DETERMINERS:
            found.append(token)
            break
        if not is_comma and token.pos_ not in NOMINAL and token.lower_ not in INSIDE:
            break
        found.append(token)
        if token.is_sent_start:
            break
    phrase = found[::-1]
    return phrase if not phrase or phrase[-1].lower_ != "," or _is_whole(phrase) else []


def _titles_before(name: Token) -> list[Token]:
    """Return the plural that stands before the first of several names: "Senators Jan Kos and Eva Mets"."""
    first = first_conjunct(name)
    return (
        [title for title in children(first, "nmod:desc") if title.tag_ in {"NNS", "NNPS"}] if first.i != name.i else []
    )


def _is_whole(phrase: list[Token]) -> bool:
    """Return whether words before a comma are a noun phrase of their own rather than the end of a clause."""
    return phrase[0].lower_ in DETERMINERS or any(token.lower_ in POSSESSIVES for token in phrase)


def _after(doc: Doc, end: int, words: ActorWords) -> list[Token]:
    """Return the words that follow a name between commas or brackets: ", the party's leader,"."""
    if end >= len(doc) or doc[end].lower_ not in {",", "("}:
        return []
    found: list[Token] = []
    for token in doc[end + 1 : end + 1 + AFTER]:
        is_leading = token.lemma_.lower() in words.leading
        if token.lower_ in {",", ")", "."} or (token.pos_ in {"VERB", "AUX"} and not is_leading) or token.is_sent_start:
            break
        found.append(token)
    return found


def _offices(phrase: Iterable[Token], words: ActorWords) -> Iterator[str]:
    """Yield each office of a phrase: its bare noun, and the noun with the words before it."""
    compound: list[str] = []
    for token in phrase:
        word = token.lemma_.lower()
        if token.lower_[1:2] == "-" and token.lower_[:1] in PARTY_MARKS:
            yield PARTY_MARKS[token.lower_[0]]
        if word in words.leading and token.pos_ == "VERB":
            yield "leader"
        if (word in words.titles or token.lower_ in words.titles) and not _is_of_another(token):
            yield word if word in words.titles else token.lower_
            yield "-".join([*compound, word])
        is_part = token.pos_ in NOMINAL and token.lower_ not in words.former
        compound = [*compound, word][-3:] if is_part or token.lower_ == "-" else []
        compound = [part for part in compound if part != "-"]


def _is_of_another(token: Token) -> bool:
    """Return whether an office is whose: "the president's chief of staff", "Head of the Office of the President"."""
    before = [word.lower_ for word in token.doc[max(token.i - 2, 0) : token.i]]
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return before == ["of", "the"] or after in POSSESSIVES


def _is_private(phrase: Iterable[Token], words: ActorWords) -> bool:
    """Return whether a phrase calls somebody a private person and nothing else: "the Greek-Russian tycoon"."""
    called = [token.lemma_.lower() for token in phrase if token.lemma_.lower() in words.titles | words.private]
    return bool(called) and words.private.issuperset(called)


def _owner(phrase: Iterable[Token], owners: Mapping[int, Actor]) -> Actor | None:
    found = [owners[token.i] for token in phrase if token.i in owners]
    return found[-1] if found else None


def _represented(doc: Doc, start: int, end: int, owners: Mapping[int, Actor]) -> Actor | None:
    """Return whom a name is said to be of right after it: "Jan Kos, for Latvia, said", "Jan Kos of Latvia"."""
    is_aside = end < len(doc) and doc[end].lower_ == ","
    place = end + is_aside
    if place + 2 >= len(doc) or doc[place].lower_ not in {"of", "for"} or doc[place + 2].lower_ in POSSESSIVES:
        return None
    is_joined = start <= doc[place + 1].head.i < end
    is_closed = is_aside and doc[place + 2].lower_ == ","
    return owners.get(place + 1) if is_joined or is_closed else None


def _pronoun(phrase: Iterable[Token], words: ActorWords) -> Literal["he", "she", ""]:
    found = [words.gender_of(token.lower_.rstrip(".")) for token in phrase]
    return next((pronoun for pronoun in found if pronoun), "")
