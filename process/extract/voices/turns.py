"""Turns of a conversation: "Q: … A: …", "DW: … Kallas: …", "PRESIDENT STUBB: …". Who asks holds nothing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from process.extract.english.actor_words import ActorWords, load_actor_words
from process.extract.naming.cast import Cast
from process.extract.naming.names import PARTICLES, surname
from stancewatch.contracts import Actor

LABEL = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:(?P<letter>[QA])(?:[.:][ \t]|[ \t]{2,})"
    r"|(?P<capitals>(?:[A-Z][a-z]{1,12}\.? ){0,2}[A-Z][A-Z'\u2019-]{2,20}(?: [A-Z][A-Z'\u2019-]{2,20})?)\.[ \t]"
    r"|(?P<name>[A-Z\u00c0-\u024f][^\n:;!?]{0,60}?):[ \t\n])"
)
"""What opens a turn: a letter, a name in capitals before a full stop, or a name before a colon."""
MAX_WORDS = 8
"""Words of a label; more are a sentence."""
LEAST = 2
"""Labelled paragraphs of a text that gives a conversation."""
SMALL = PARTICLES | frozenset({"of", "the", "and", "for", "in", "to"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Characters `start` to `end` (half-open) after a label; `speakers` is () for who asks, or is not known."""

    start: int
    end: int
    speakers: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    text: str


def find_turns(doc: Doc, cast: Cast) -> list[Turn]:
    """Return the turns of a text that gives a conversation; [] of any other."""
    words = load_actor_words()
    labels = list(_find_labels(doc.text))
    if not _is_conversation(labels, words):
        return []
    ends = [*(label.start for label in labels[1:]), len(doc.text)]
    speakers = {label.text: _speakers(label, cast, words) for label in labels}
    return [Turn(label.end, end, speakers[label.text]) for label, end in zip(labels, ends, strict=True)]


def _find_labels(text: str) -> Iterator[_Label]:
    for found in LABEL.finditer(text):
        label = next(group for group in found.groups() if group)
        if found["letter"] or found["capitals"] or _is_name(label):
            yield _Label(found.start(), found.end(), label)


def _is_name(label: str) -> bool:
    """Return whether every word of a label could be one of a name or title."""
    parts = re.findall(r"[^\s,()]+", label)
    return len(parts) <= MAX_WORDS and all(part[0].isupper() or part.lower() in SMALL for part in parts)


def _is_conversation(labels: Sequence[_Label], words: ActorWords) -> bool:
    """Return whether somebody asks, or takes the word more than once."""
    if len(labels) < LEAST:
        return False
    counts = Counter(label.text.casefold() for label in labels)
    return any(_asks(label.text, words) for label in labels) or max(counts.values()) >= LEAST


def _asks(label: str, words: ActorWords) -> bool:
    return label.casefold().split()[0] in words.asking


def _speakers(label: _Label, cast: Cast, words: ActorWords) -> tuple[Actor, ...]:
    if _asks(label.text, words):
        return ()
    if label.text.casefold() in words.answering:
        return cast.authors[:1] or cast.titled_people[:1] or cast.people[:1]
    return _named(label.text, cast)


def _named(label: str, cast: Cast) -> tuple[Actor, ...]:
    """Return who is labelled by a name, in whatever case, or by an office: "THE PRESIDENT"."""
    parts = [surname(part.strip("(),.")) for part in label.split(",", maxsplit=1)[0].split()]
    named = [cast.by_surname[part] for part in reversed(parts) if part in cast.by_surname]
    if named:
        return (named[0],)
    office = "-".join(part for part in parts if part != "the")
    holders = [actor for actor in (*cast.titled_people, *cast.people) if cast.is_office(office, actor)]
    return tuple(holders[:1]) or _with_initials(label, cast)


def _with_initials(label: str, cast: Cast) -> tuple[Actor, ...]:
    """Return the one person of the text whose initials stand before a turn: "YT" for Yurii Tymchuk."""
    letters = label.replace(".", "").replace(" ", "")
    if not (letters.isupper() and letters.isalpha()):
        return ()
    people = dict.fromkeys((*cast.titled_people, *cast.people))
    found = [actor for actor in people if letters == "".join(part[0] for part in actor.name.split()).upper()]
    return tuple(found) if len(found) == 1 else ()
