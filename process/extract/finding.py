"""What the grammar found in a sentence, and what it knows on the way to it."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from process.extract.desk import Cue
from stancewatch.contracts import Actor, Stance


@dataclass(frozen=True, slots=True)
class Finding:
    """A stance before it becomes a position; `condition` is a range of tokens, half-open."""

    cue: Cue
    anchor: Token
    stance: Stance
    holders: tuple[Actor, ...]
    speakers: tuple[Actor, ...]
    condition: tuple[int, int] | None
    confidence: float


@dataclass(slots=True)
class Ascent:
    """What is known on the way up from the words of a cue.

    `sign`: the side so far, 1 or -1. `is_claim`: the cue is a claim, whose own words are not turned round. `is_armed`:
    someone takes the side, but it is not known who. `is_voiced`: who speaks takes it. `is_turned`: something has been
    denied. `is_vetoed`: nothing is held here. `held`: who takes which side. `predicates`: the words passed.
    """

    sign: int
    is_claim: bool
    is_voiced: bool
    is_armed: bool = False
    is_turned: bool = False
    is_vetoed: bool = False
    held: list[tuple[int, tuple[Actor, ...]]] = field(default_factory=list)
    predicates: list[Token] = field(default_factory=list)
    speakers: tuple[Actor, ...] = ()

    @property
    def anchor(self) -> Token:
        """The word of the cue that the way began at."""
        return self.predicates[0]

    def veto(self) -> None:
        """Let nothing be held, but for what was found further down."""
        self.is_vetoed = not self.held
