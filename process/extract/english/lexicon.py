"""The word lists of this folder as frozen sets."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class Role(Enum):
    """What a word does to the stance of what it governs."""

    SUBJECT = "subject"
    """Its subject holds the attitude."""
    VOICE = "voice"
    """Who says it holds the attitude."""
    NOUN = "noun"
    """Who is named beside it holds the attitude."""
    CHANGE = "change"
    """Nobody holds anything yet: it keeps or turns the side."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A word on the way up from an issue: its role, and whether it keeps the side (1) or turns it (-1).

    `is_known` is False of a verb that stands in no list, and is taken to keep the side.
    """

    role: Role
    sign: int
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Frames:
    """Words that shape a clause; english/attitudes.toml says of each what it does."""

    obliging: frozenset[str]
    copulas: frozenset[str]
    verdicts: frozenset[str]
    enacting: frozenset[str]
    asking: frozenset[str]
    stands: frozenset[str]
    dissent: frozenset[str]
    asked: frozenset[str]
    steps: frozenset[str]
    refusals: frozenset[str]
    remarks: frozenset[str]
    consenting: frozenset[str]
    declining: frozenset[str]
    events: frozenset[str]
    lasting: frozenset[str]
    giving_up: frozenset[str]
    plans: frozenset[str]
    holds: frozenset[str]
    excluding: frozenset[str]
    turning_down: frozenset[str]
    directives: frozenset[str]
    opinions: frozenset[str]
    unsaid: frozenset[str]
    subjunctives: frozenset[str]
    writings: frozenset[str]
    mouthpieces: frozenset[str]
    minded: frozenset[str]
    certain: frozenset[str]
    side_favor: frozenset[str]
    side_against: frozenset[str]
    circumstances: frozenset[str]
    gerunds: frozenset[str]

    def side_of(self, preposition: str) -> int:
        """Return the side that a preposition takes: 1, -1, or 0 for none."""
        return (preposition in self.side_favor) - (preposition in self.side_against)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists. Keys are lemmas; a particle or preposition follows after "_"."""

    operators: Mapping[str, tuple[Operator, ...]]
    frames: Frames
    light: frozenset[str]
    stop: frozenset[str]
    denials: frozenset[str]
    speech: frozenset[str]
    view_nouns: frozenset[str]
    must: frozenset[str]
    will: frozenset[str]
    can: frozenset[str]
    guess: frozenset[str]
    negation: frozenset[str]
    condition_marks: frozenset[str]
    condition_phrases: tuple[str, ...]
    weak_conditions: frozenset[str]
    no_conditions: tuple[str, ...]
    object_control: frozenset[str]
    blaming: frozenset[str]
    praising: frozenset[str]
    undecided: re.Pattern[str]
    bodies: frozenset[str]
    collectives: frozenset[str]
    observers: frozenset[str]
    judges: frozenset[str]
    offices: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon of English; it is read once."""
    words, actors = (_read(name) for name in ("attitudes", "actors"))
    return Lexicon(
        operators=_operators(words),
        frames=Frames(**{name: _set(text) for name, text in words["frames"].items()}),
        light=_set(words["light"]["verbs"]),
        stop=_set(words["stop"]["words"]),
        denials=_set(words["stop"]["denials"]),
        speech=_set(words["speech"]["verbs"]),
        view_nouns=_set(words["speech"]["nouns"]),
        **{name: _set(words["modal"][name]) for name in ("must", "will", "can", "guess")},
        negation=_set(words["negation"]["words"]),
        condition_marks=_set(words["condition"]["marks"]),
        condition_phrases=tuple(words["condition"]["phrases"]),
        weak_conditions=_set(words["condition"]["weak"]),
        no_conditions=tuple(words["condition"]["never"]),
        object_control=_set(words["control"]["object"]),
        **{name: _set(words["control"][name]) for name in ("blaming", "praising")},
        undecided=_phrases(words["undecided"]["phrases"]),
        bodies=_set(actors["bodies"]),
        observers=_set(actors["observers"]),
        judges=_set(actors["judges"]),
        collectives=_set(actors["collectives"]),
        offices=_set(actors["offices"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases; "*" stands for the end of a word, "~" for one word that may be there."""
    written = (re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ \~\ ", r" (?:\w+ )?") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)


def _operators(words: Mapping[str, Any]) -> dict[str, tuple[Operator, ...]]:
    """Return the operators by key; a word with two roles ("demand", verb and noun) has both."""
    found: dict[str, tuple[Operator, ...]] = {}
    for role in Role:
        table = words[role.value]
        signs = ((1, "keep"), (-1, "turn")) if role is Role.CHANGE else ((1, "favor"), (-1, "against"))
        for sign, name in signs:
            for key in table[name].split():
                found[key] = (*found.get(key, ()), Operator(role, sign))
    return found
