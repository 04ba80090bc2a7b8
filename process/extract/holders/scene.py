"""A Doc as the search for holders sees it: who occurs in each sentence, in which role, and who speaks there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import NAME_RELATIONS, base
from process.extract.naming.cast import Cast
from process.extract.stances.finding import Climb, Finding
from process.extract.voices.attribution import Voices
from stancewatch.contracts import Actor

EMPTY = frozenset({"ADP", "DET", "AUX", "SCONJ", "CCONJ", "PART", "PUNCT", "SPACE"})
"""Parts of speech whose words never mean an actor, but as a subject: "both agreed"."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence. `words`: by actor id, the words that mean the actor; `speakers`: who speaks outside of quotations.

    `quoted`: who speaks in a quotation; `context`: who spoke last before; `climbs`: the grammar's ways here.
    """

    span: Span
    words: Mapping[str, Sequence[Token]]
    speakers: Sequence[Actor]
    quoted: Sequence[Actor]
    context: Sequence[Actor]
    climbs: Sequence[Climb]

    @property
    def findings(self) -> list[Finding]:
        """What the grammar found here."""
        return [finding for climb in self.climbs for finding in climb.findings]


@dataclass(frozen=True, slots=True)
class Scene:
    """All sentences of a Doc, the actors by id, and the actors of the title in order; `desk` are the desk's own."""

    sentences: Sequence[SentenceView]
    actors: Mapping[str, Actor]
    title: Sequence[Actor]
    desk: frozenset[str]
    cast: Cast
    voices: Voices
    lexicon: Lexicon


def speaks(holder: Actor, view: SentenceView, scene: Scene) -> bool:
    """Return whether the holder speaks in a quotation, or somebody who belongs to it speaks here or just before."""
    near = (*view.quoted, *view.speakers, *view.context)
    return holder in view.quoted or any(scene.cast.affiliation(speaker) == holder for speaker in near)


def make_scene(
    doc: Doc,
    cast: Cast,
    voices: Voices,
    lexicon: Lexicon,
    *,
    climbs: Iterable[Climb],
    title: Iterable[Actor],
    desk: frozenset[str],
) -> Scene:
    """Return the scene of a Doc; `title` are the actors named in the title."""
    sents = list(doc.sents)
    starts = [sent.start for sent in sents]
    found: dict[int, list[Climb]] = defaultdict(list)
    for climb in climbs:
        found[bisect_right(starts, climb.anchor.i) - 1].append(climb)
    actors: dict[str, Actor] = {actor.id: actor for actor in title}
    views = [_view(sent, cast, voices, found[number], actors) for number, sent in enumerate(sents)]
    return Scene(views, actors, tuple(title), desk, cast, voices, lexicon)


def _view(sent: Span, cast: Cast, voices: Voices, climbs: Sequence[Climb], actors: dict[str, Actor]) -> SentenceView:
    """Return what is seen of a sentence, and note its actors."""
    words: dict[str, list[Token]] = defaultdict(list)
    quoted: dict[str, Actor] = {}
    for token in sent:
        for actor in _meant(token, cast):
            actors[actor.id] = actor
            words[actor.id].append(token)
        quoted.update((actor.id, actor) for actor in voices.speakers_at(token))
    view = SentenceView(
        span=sent,
        words=dict(words),
        speakers=voices.sentence_speakers(sent.root),
        quoted=tuple(quoted.values()),
        context=voices.context_speakers(sent.root),
        climbs=tuple(climbs),
    )
    holders = [actor for finding in view.findings for actor in (*finding.holders, *finding.speakers)]
    for actor in (*view.speakers, *view.quoted, *view.context, *holders):
        actors[actor.id] = actor
    return view


def _meant(token: Token, cast: Cast) -> Sequence[Actor]:
    """Return the actors of a word that is not only a further part of a name."""
    if token.pos_ in EMPTY and base(token) != "nsubj":
        return ()
    found = cast.actors_of(token)
    if found and token.dep_ in NAME_RELATIONS and token.head.i != token.i:
        known = {actor.id for actor in cast.actors_of(token.head)}
        return () if known & {actor.id for actor in found} else found
    return found
