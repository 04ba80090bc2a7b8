"""What the grammar makes of a parsed article: who is named, who speaks, and where the issues lead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from process.extract.desks.desk import Desk
from process.extract.english.lexicon import load_lexicon
from process.extract.naming.cast import Cast
from process.extract.naming.mentions import MentionFinder, Mentions
from process.extract.reason import Reason, Why
from process.extract.stances.climb import Climber
from process.extract.stances.echoes import find_echoed
from process.extract.stances.finding import Climb, Finding, Meant
from process.extract.stances.issues import Found, IssueFinder
from process.extract.stances.referred import find_referred
from process.extract.voices.attribution import Voices
from stancewatch.contracts import Actor


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the grammar made of one Doc."""

    doc: Doc
    mentions: Mentions
    cast: Cast
    voices: Voices
    climbs: Sequence[Climb]

    @property
    def findings(self) -> list[Finding]:
        """What the climbs came to, in text order."""
        return [finding for climb in self.climbs for finding in climb.findings]


def _climb(climber: Climber, found: Found) -> Climb:
    """Return where a cue leads; what is a part of another issue's words leads nowhere."""
    if found.part_of:
        return Climb(found.cue, found.anchor, found.cue.stance, reason=Reason(Why.PART, found.part_of))
    climb = climber.climb(found.cue, found.anchor)
    return replace(climb, refers=Meant(0, found.cue.stance)) if found.refers else climb


class Grammar:
    """Reads Docs for one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.lexicon, self.issues = desk, load_lexicon(), IssueFinder(desk)
        self._mentions = MentionFinder(desk)

    def name(self, doc: Doc, title: str, known: Iterable[Actor] = ()) -> tuple[Mentions, Cast, Voices]:
        """Return who is named in a Doc, and who speaks in it; `title` is what stands above it."""
        mentions = self._mentions.find(doc, title, known=known)
        cast = Cast(doc, mentions, desk=self.desk, lexicon=self.lexicon)
        voices = Voices(doc, cast, self.lexicon)
        cast.hear(voices.speakers_at)
        return mentions, cast, voices

    def read(self, doc: Doc, title: str) -> Reading:
        """Return what the grammar makes of a Doc."""
        mentions, cast, voices = self.name(doc, title)
        climber = Climber(cast, voices, self.lexicon)
        climbs = [_climb(climber, found) for found in self.issues.find(doc, cast)]
        referred = list(find_referred(doc, climbs, self.lexicon, climber.climb))
        climbs += [*find_echoed(doc, climbs, cast, self.lexicon), *referred]
        return Reading(doc, mentions, cast, voices, climbs)
