"""What the grammar found in a sentence, and what it knows on the way to it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Token

from process.extract.desks.desk import Cue
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Stance


@dataclass(frozen=True, slots=True)
class Finding:
    """A stance before it becomes a position; `condition` is a range of tokens, half-open.

    `turns`: how many words on the way have turned the side round.
    """

    cue: Cue
    anchor: Token
    stance: Stance
    holders: tuple[Actor, ...]
    speakers: tuple[Actor, ...]
    condition: tuple[int, int] | None
    confidence: float
    turns: int = 0


class Meant(NamedTuple):
    """What a word takes up: so many sentences back, where this side is taken of it."""

    back: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class Climb:
    """A way up from the words of a cue: the stances that it came to, or the reason why it came to none.

    `refers`: what the word means, where it takes up something before it. `content`: the side of what somebody proposes
    or rejects, whichever of the two.
    """

    cue: Cue
    anchor: Token
    stance: Stance
    findings: tuple[Finding, ...] = ()
    reason: Reason | None = None
    refers: Meant | None = None
    content: Stance | None = None


class Held(NamedTuple):
    """Which side, 1 or -1, is taken by whom, after how many turns."""

    sign: int
    holders: tuple[Actor, ...]
    turns: int = 0


@dataclass(slots=True)
class Ascent:
    """What is known on the way up from the words of a cue.

    `sign`: the side so far, 1 or -1. `is_claim`: the cue is a claim, whose own words are not turned round. `is_armed`:
    someone takes the side, but it is not known who. `is_voiced`: who speaks takes it. `is_turned`: something has been
    denied. `held`: who takes which side. `nobody`: words for someone who takes it, but is no actor. `predicates`: the
    words passed. `turns`: how often the side was turned round. `content`: the
    side before somebody's attitude to it. `reason`: why nothing is held here.
    """

    sign: int
    is_claim: bool
    is_voiced: bool
    is_armed: bool = False
    is_turned: bool = False
    held: list[Held] = field(default_factory=list)
    nobody: str = ""
    predicates: list[Token] = field(default_factory=list)
    speakers: tuple[Actor, ...] = ()
    turns: int = 0
    content: int = 0
    reason: Reason | None = None

    @property
    def anchor(self) -> Token:
        """The word of the cue that the way began at."""
        return self.predicates[0]

    @property
    def side(self) -> Stance:
        """The side so far, as a stance."""
        return stance_of(self.sign)

    def turn(self, sign: int, times: int = 1) -> None:
        """Keep the side (1) or turn it round (-1), so many times."""
        self.sign *= sign**times
        self.turns += times if sign < 0 else 0

    def hold(self, holders: Iterable[Actor], *, words: str = "") -> bool:
        """Give the side to actors; return whether there are any, and keep the words for them if there are none.

        Who has been given a side further down holds the one found last: "stopped blocking", "lifted its ban on".
        """
        actors = tuple(holders)
        if actors:
            self.held = list(_without(self.held, actors))
            self.held.append(Held(self.sign, actors, self.turns))
        else:
            self.nobody = self.nobody or words
        return bool(actors)

    def suppose(self) -> None:
        """Forget who has taken a side: it was only supposed, and what is held is held of that."""
        self.held.clear()
        self.is_armed = self.is_voiced = False

    def veto(self, why: Why, words: str = "") -> None:
        """Let nothing be held."""
        self.reason = Reason(why, words)

    def veto_rest(self, why: Why, words: str = "") -> None:
        """Let nothing be held, but for what was found further down."""
        if not self.held:
            self.veto(why, words)

    def shortfall(self) -> Reason:
        """Return why a way that came to its end came to no stance."""
        is_taken = self.is_voiced or self.is_armed or bool(self.nobody)
        return self.reason or (Reason(Why.NOBODY, self.nobody) if is_taken else Reason(Why.MENTIONED))


def _without(held: Iterable[Held], actors: Container[Actor]) -> Iterator[Held]:
    """Yield who takes which side, without some actors."""
    for one in held:
        if others := tuple(holder for holder in one.holders if holder not in actors):
            yield one._replace(holders=others)


def sign_of(stance: Stance) -> int:
    """Return 1 for, -1 against."""
    return 1 if stance is Stance.FAVOR else -1


def stance_of(sign: int) -> Stance:
    """Return the side that a sign means."""
    return Stance.FAVOR if sign > 0 else Stance.AGAINST
