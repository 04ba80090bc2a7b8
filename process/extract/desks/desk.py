"""A desk: the issues, actors and cues of one subject, as frozen values. Nothing here knows spaCy.

Whoever needs the ids of the issues only (metrics, for one) calls `load_issues`; `load_desk` reads everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from stancewatch.contracts import Actor, Stance


class CueKind(StrEnum):
    """What the words of a cue are, and so what it takes to make a stance of them."""

    THING = "thing"
    """What can be wanted or refused ("ceasefire"): a stance needs someone who does so."""
    ACT = "act"
    """Doing it is taking the side ("send tanks"): the holder is who does it."""
    CLAIM = "claim"
    """Saying it is taking the side ("nothing about us without us"): the holder is who says it."""


@dataclass(frozen=True, slots=True)
class Aim:
    """At whom an issue's things are aimed: `at` the ids of those, `by` the prepositions that stand before anybody."""

    at: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A proposition that actors are for or against; `favor` and `against` say in words what each means.

    `words`: of these one stands near whatever is said of the issue, "*" for any ending; none where there are no such.
    `rival`: an issue that some of these words are of too, and which is meant if only its other words stand near.
    `parties`: of talks, the ids of the states that hold them.
    `beneficiary`: the ids of those for whom it is all done; `own`: words by which it is done for others instead.
    `aim`: at whom its things are aimed; where only another state is, they are none of the issue's.
    `unlikely`: by side the ids of actors who, with whoever belongs to them, have not been seen to take it.
    `contrary`: by side the issues that nobody is in favor of in the same breath.
    """

    id: str
    favor: str
    against: str
    words: tuple[str, ...] = ()
    rival: str = ""
    parties: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    aim: Aim | None = None
    unlikely: Mapping[Stance, tuple[str, ...]] = field(default_factory=dict)
    contrary: Mapping[Stance, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show an issue: `pattern` is written as in patterns.py, `stance` that of who wants them."""

    id: str
    issue: str
    stance: Stance
    kind: CueKind
    pattern: str


@dataclass(frozen=True, slots=True)
class DeskActor:
    """An actor and how texts call it: `aliases` by name, `demonyms` by adjective, `offices` by description.

    `former` are offices that a person has left: "the former prime minister". `called` are nouns that point back to a
    state or body once a text has named it: "the Group" of the G7. `members` are the ids of those for whom the name only
    stands: "the Baltic states".
    """

    actor: Actor
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    pronoun: Literal["he", "she", ""] = ""
    former: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """One subject. `subject` are words of which a passage must hold one; `elsewhere` are words that lead away from it.

    `conflicts` lead away too, even beside a word of the subject, but for those of `core`: who fights or talks in more
    than one war is named in reports on each.
    `groups` are the words that patterns call by a name with "$". `issue_words` and `common_words` are the gate's.
    """

    id: str
    issues: tuple[Issue, ...]
    actors: tuple[DeskActor, ...]
    cues: tuple[Cue, ...]
    subject: tuple[str, ...]
    elsewhere: tuple[str, ...]
    groups: Mapping[str, str]
    issue_words: tuple[str, ...] = ()
    common_words: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    core: tuple[str, ...] = ()

    @property
    def issue_ids(self) -> tuple[str, ...]:
        """The ids of the issues, in the order of the desk."""
        return tuple(issue.id for issue in self.issues)
