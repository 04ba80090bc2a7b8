"""Why words that name an issue give no position, as data: for who explains or counts it. Nothing here knows spaCy."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The kinds of reasons, in words that a reader sees."""

    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    """It stands under "if", "unless", "whether"."""
    SPECULATIVE = "speculative"
    """It stands under a guess, a debate, a plan that is only studied."""
    DENIED = "denied"
    """It is said that somebody did not say it."""
    GIVEN_UP = "stance given up"
    UNDECIDED = "no position taken"
    """Somebody has not decided, or will not say; or a thing is only thought possible."""
    OBLIGED = "asked of the holder by others"
    """Who must do a thing is not thereby for it."""
    BESIDE = "another is meant"
    """The sentence names the holder only as whose minister somebody is."""
    PART = "part of another issue's words"
    """ "Rejects talks that exclude Ukraine" rejects no talks."""
    UNNAMED = "issue is not named near"
    """None of the words by which the desk knows the issue stands near."""
    OTHER_TALKS = "talks of the holder's own are meant"
    """Talks are between two, and the sentence names, beside who wants them, only one of the two."""
    OWN = "for the holder's own use"
    """What is given, bought or made is for others than those whom the issue is about."""
    UNLIKELY = "not said clearly enough for who is said to hold it"
    """Nobody of the holder's country has been seen to take this side: such news must be clear."""
    NOBODY = "holder is nobody"
    """A side is taken, by nobody whom the text or the desk makes known."""
    UNEXPLAINED = "nothing explains who the holder is"
    """The text has only a surname for the holder, and neither the title nor the desk tells whose it is."""
    MENTIONED = "only mentioned"
    """No side is taken."""
    NO_SIDE = "the model sees no side taken in this article"
    """At a glance, before the article was parsed."""
    ELSEWHERE = "about somewhere else"
    REPEATED = "shown more clearly by other words"
    OUTWEIGHED = "another holder or side is likelier"
    LOW_CONFIDENCE = "low confidence"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with the words of the text that give it, "" where there are none."""

    why: Why
    words: str = ""

    def __str__(self) -> str:
        return f"{self.why}: {self.words}" if self.words else str(self.why)
