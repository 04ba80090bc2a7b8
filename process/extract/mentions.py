"""Mentions: the places where a text names an actor, by the desk's aliases first and by the parser's names else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from spacy.tokens import Doc

from process.extract.desk import Desk
from process.extract.names import bare_name
from stancewatch.contracts import Actor
from stancewatch.ids import slug
from stancewatch.names import fold

MIN_FULL_NAME_WORDS = 2
TITLE_NAME = re.compile(r"\b[A-Z][\w'-]+ [A-Z][\w'-]+\b")
"""A first name and a surname in a headline; they count only where the text has the surname."""
LONG_WORD = 4
"""Letters of a word that a headline in title case would begin with a capital."""


class MentionKind(Enum):
    """How an actor is named."""

    NAME = "name"
    ADJECTIVE = "adjective"
    """ "Russian", "Swiss": the actor only together with a word for a body, or in the plural."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (half-open) that name an actor."""

    start: int
    end: int
    actor: Actor
    kind: MentionKind = MentionKind.NAME


class MentionFinder:
    """Finds the desk's actors by their aliases and adjectives, and other persons and bodies by the parser's names."""

    def __init__(self, desk: Desk) -> None:
        self._aliases = {fold(alias): entry.actor for entry in desk.actors for alias in entry.aliases}
        words = [(fold(word), entry.actor) for entry in desk.actors for word in entry.demonyms]
        self._adjectives = {form: actor for word, actor in words for form in (word, f"{word}s")}
        self._pattern = _alternatives([*self._aliases, *self._adjectives])

    def find(self, doc: Doc, title: str = "") -> list[Mention]:
        """Return the mentions in text order; they do not overlap."""
        taken = [False] * len(doc)
        mentions = list(_free(self._find_desk(doc), taken))
        mentions += _free(self._find_others(doc, title), taken)
        return sorted(mentions, key=lambda mention: mention.start)

    def _find_desk(self, doc: Doc) -> Iterator[Mention]:
        for found in self._pattern.finditer(fold(doc.text)):
            span = doc.char_span(*found.span(), alignment_mode="expand")
            words = found[0]
            if span is None or _is_part_of_other_name(doc, span.start, span.end, self._aliases.get(words)):
                continue
            if words in self._aliases:
                yield Mention(span.start, span.end, self._aliases[words])
            else:
                yield Mention(span.start, span.end, self._adjectives[words], MentionKind.ADJECTIVE)

    def _find_others(self, doc: Doc, title: str) -> Iterator[Mention]:
        full = _full_names(doc, title)
        for entity in doc.ents:
            if entity.label_ == "PERSON":
                name = bare_name(entity.text)
                words = name.split()
                name = full.get(fold(words[-1]), "") if words else ""
                if name:
                    yield Mention(entity.start, entity.end, self._person(name))
            elif entity.label_ == "ORG":
                name = bare_name(entity.text)
                if name:
                    yield Mention(entity.start, entity.end, Actor(id=slug(name), name=name, kind="organisation"))

    def _person(self, name: str) -> Actor:
        known = self._aliases.get(fold(name)) or self._aliases.get(fold(name.rsplit(maxsplit=1)[-1]))
        if known and known.kind == "person" and fold(known.name)[0] == fold(name)[0]:
            return known
        return Actor(id=slug(name), name=name, kind="person")


def _free(mentions: Iterable[Mention], taken: list[bool]) -> Iterator[Mention]:
    """Yield the mentions none of whose tokens is taken, and take theirs."""
    for mention in mentions:
        places = range(mention.start, mention.end)
        if not any(taken[place] for place in places):
            for place in places:
                taken[place] = True
            yield mention


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _is_part_of_other_name(doc: Doc, start: int, end: int, actor: Actor | None) -> bool:
    """Return whether a surname stands behind another first name: "Melania Trump" is not Donald Trump."""
    if actor is None or actor.kind != "person" or end - start > 1 or start == 0:
        return False
    before = doc[start - 1]
    is_first_name = before.ent_type_ == "PERSON" and doc[start].ent_iob_ == "I" and before.pos_ == "PROPN"
    return is_first_name and bare_name(f"{before.text} x") != "x" and not actor.name.startswith(before.text[:1])


def _full_names(doc: Doc, title: str) -> Mapping[str, str]:
    """Return the fullest name of each person by folded surname; a lone surname that nothing explains has none."""
    names: dict[str, str] = {}
    for entity in doc.ents:
        name = bare_name(entity.text)
        words = name.split()
        if entity.label_ == "PERSON" and len(words) >= MIN_FULL_NAME_WORDS:
            key = fold(words[-1])
            if len(name) > len(names.get(key, "")):
                names[key] = name
    return {**_names_in_title(title), **names}


def _names_in_title(title: str) -> dict[str, str]:
    """Return what can be full names in a headline; none where every word has a capital."""
    is_title_case = not any(word.islower() and len(word) >= LONG_WORD for word in title.split())
    found = () if is_title_case else TITLE_NAME.findall(title)
    return {fold(name.split()[-1]): name for name in found}


def head_mentions(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Return the mention of each token."""
    return {place: mention for mention in mentions for place in range(mention.start, mention.end)}
