"""Persons by name: the fullest name in the article for each, surnames led back to it, and what nothing explains."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from process.extract.english.actor_words import ActorWords
from process.extract.naming.names import are_compatible, bare_name, is_full, surname

TITLE_NAME = re.compile(r"\b[A-Z\u00c0-\u024f][\w'-]+(?: [A-Z\u00c0-\u024f][\w'-]+){1,2}\b")
"""A first name and a surname in a headline; they count only where the text has the surname."""
LONG_WORD = 4
"""Letters of a word that a headline in title case would begin with a capital."""
NUMBERED = re.compile(" [IVX]+$")
BRACKETS = frozenset("[]()")
BRACKETED = re.compile(r"[\[\]()]")
NAME_PARTS = frozenset({"flat", "flat:name", "flat:foreign"})


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Tokens `start` to `end` (half-open) that the parser takes for a person, with the bare name."""

    start: int
    end: int
    name: str


def find_people(
    doc: Doc, entities: Iterable[Span], words: ActorWords, adjectives: Container[int]
) -> Iterator[NamedPerson]:
    """Yield the persons that the parser names, and those that a title introduces; `adjectives` are tokens of states."""
    taken: set[int] = set()
    for start, end in _join(doc, [one for one in entities if one.label_ == "PERSON"]):
        person = _trimmed(doc, start, end, words, adjectives)
        if person:
            taken.update(range(start, end))
            yield person
    for token in doc[:-1]:
        is_title = token.lemma_.lower() in words.offices and token.i + 1 not in taken and token.i not in taken
        if is_title and (end := _end_of_name(doc, token.i + 1, taken)) > token.i + 2:
            person = _trimmed(doc, token.i + 1, end, words, adjectives)
            if person and is_full(person.name):
                taken.update(range(person.start, person.end))
                yield person


def _join(doc: Doc, entities: Iterable[Span]) -> list[tuple[int, int]]:
    """Return the tokens of names; those that stand side by side, or with a closing bracket between, are one."""
    found: list[tuple[int, int]] = []
    for entity in entities:
        start, end = found[-1] if found else (-2, -2)
        if entity.start == end or (entity.start == end + 1 and doc[end].text == "]"):
            found[-1] = (start, entity.end)
        else:
            found.append((entity.start, entity.end))
    return found


def _trimmed(doc: Doc, start: int, end: int, words: ActorWords, adjectives: Container[int]) -> NamedPerson | None:
    """Return a name without the titles and adjectives that the parser has taken into it."""
    while start < end - 1 and _is_no_name(doc[start].lemma_.lower(), start, words, adjectives):
        start += 1
    while end < len(doc) and _goes_on(doc[end], start):
        end += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].lower_ in {"'s", "\u2019s"}):
        end -= 1
    if start > 1 and doc[start - 1].text == "]":
        start = _opening(doc, start - 1, words, adjectives)
    if doc[end - 1].lemma_.lower() in words.titles and end - start == 1 and not _is_shouted(doc[end - 1]):
        return None
    name = _with_throne(doc, start, bare_name(BRACKETED.sub(" ", doc[start:end].text)), words)
    return NamedPerson(start, end, name) if name and name[1:2] != "-" else None


def _with_throne(doc: Doc, start: int, name: str, words: ActorWords) -> str:
    """Return the name with the title that makes a single name, or one with a number, a full one: "Pope Leo XIV"."""
    title = doc[start - 1] if start > 0 else None
    if title is None or title.lemma_.lower() not in words.throned or not title.text[:1].isupper():
        return name
    is_single = len(name.split()) == 1 or NUMBERED.search(name)
    return f"{title.text.title()} {name}" if name and is_single else name


def is_within_person(doc: Doc, span: Span) -> bool:
    """Return whether one word that names a place is a person's given name or surname: "Jordan Bardella"."""
    word = doc[span.start]
    near = [doc[place] for place in (span.start - 1, span.end) if 0 <= place < len(doc)]
    joined = [one for one in near if one.ent_type_ == "PERSON" and (_hangs_on(one, word) or _hangs_on(word, one))]
    return len(span) == 1 and word.ent_type_ == "PERSON" and bool(joined)


def _hangs_on(part: Token, word: Token) -> bool:
    return part.dep_ in NAME_PARTS and part.head.i == word.i


def _is_shouted(token: Token) -> bool:
    """Return whether a word is in capitals as names are in some texts, and "PM" always is."""
    return token.text.isupper() and len(token) > len("PM")


def _goes_on(token: Token, start: int) -> bool:
    """Return whether a word belongs to the name before it, which the parser has cut in two."""
    is_name = token.pos_ == "PROPN" and token.text[:1].isupper() and token.dep_ in NAME_PARTS
    return is_name and start <= token.head.i < token.i


def _is_no_name(lemma: str, place: int, words: ActorWords, adjectives: Container[int]) -> bool:
    return lemma in words.titles or lemma in words.former or lemma in BRACKETS or place in adjectives


def _opening(doc: Doc, closing: int, words: ActorWords, adjectives: Container[int]) -> int:
    """Return where the name begins that brackets complete: "[Latvian Defence Minister Andris] Sprūds"."""
    place = closing
    while place > max(closing - 3, 0) and doc[place - 1].pos_ == "PROPN":
        if _is_no_name(doc[place - 1].lemma_.lower(), place - 1, words, adjectives):
            break
        place -= 1
    return place if place < closing else closing + 1


def _end_of_name(doc: Doc, start: int, taken: Container[int]) -> int:
    """Return where a run of capitalised proper nouns of one name ends."""
    end = start
    while end < min(start + 4, len(doc)) and end not in taken:
        token = doc[end]
        is_part = token.pos_ == "PROPN" and token.text[:1].isupper() and not token.text.isupper()
        if not is_part or (end > start and token.dep_ not in NAME_PARTS) or (token.is_sent_start and end > start):
            break
        end += 1
    return end


@dataclass(slots=True)
class Register:
    """Full names by surname, each with the places where the text has it; built once, then asked."""

    names: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    parts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add_given(self, names: Iterable[str]) -> None:
        """Let the given names of people whom the text names mean them: "Sir Keir"."""
        for name in names:
            for part in name.split()[:-1]:
                self.parts[surname(part)].add(name)

    def resolve(self, name: str, place: int) -> str:
        """Return the fullest form of a name at a token: its own, the last before it with that surname, or ""."""
        known = self.names.get(surname(name), {})
        if is_full(name):
            same = [full for full in known if are_compatible(full, name)]
            return same[0] if same else name
        if len(known) == 1:
            return next(iter(known))
        if known:
            return max(known, key=lambda full: _nearness(known[full], place))
        given = self.parts.get(surname(name), set())
        return next(iter(given)) if len(given) == 1 else ""


def _nearness(places: list[int], place: int) -> tuple[bool, int]:
    """Return how near before a token a name last stood; one that only follows is farther than any."""
    before = bisect_right(places, place)
    return (True, places[before - 1]) if before else (False, -places[0])


def make_register(people: Iterable[NamedPerson], title: str, words: ActorWords) -> Register:
    """Return the register of the full names in text and title; the fullest form of each person names it."""
    register = Register()
    for key, forms in _forms_by_surname([*people, *_people_in_title(title, words)]).items():
        for name, place in sorted(forms, key=lambda form: (-len(form[0].split()), -len(form[0]), form[1])):
            same = next((full for full in register.names[key] if are_compatible(full, name)), name)
            register.names[key].setdefault(same, []).append(place)
        for places in register.names[key].values():
            places.sort()
        register.add_given(register.names[key])
    return register


def _forms_by_surname(people: Iterable[NamedPerson]) -> Mapping[str, list[tuple[str, int]]]:
    forms: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for person in people:
        if is_full(person.name):
            forms[surname(person.name)].append((person.name, person.start))
    return forms


def _people_in_title(title: str, words: ActorWords) -> Iterator[NamedPerson]:
    """Yield what can be full names in a headline, as if before the text; none where every word has a capital."""
    if not any(word.islower() and len(word) >= LONG_WORD for word in title.split()):
        return
    for found in TITLE_NAME.findall(title):
        parts = found.split()
        while len(parts) > 1 and parts[0].lower() in words.titles | words.openers:
            parts = parts[1:]
        if len(parts) > 1:
            yield NamedPerson(-1, -1, bare_name(" ".join(parts)))
