"""The judge: the model of sides, the signs of holders and the grammar together, as the claims of an article."""

from collections.abc import Callable, Collection, Sequence

from spacy.tokens import Doc

from process.extract.claim import Claim, claims_of_findings
from process.extract.grammar import Grammar, Reading
from process.extract.holders.doubts import Doubts
from process.extract.holders.scene import Scene, make_scene
from process.extract.holders.vetoes import hold_back
from process.extract.holders.weigh import Scale, weigh_claims
from process.extract.holders.weights import Weights, read_weights
from process.extract.sides.component import QUESTION, SIDES, SideScorer
from process.extract.sides.model import Question
from process.extract.sides.namings import find_namings
from process.extract.sides.side import Side
from stancewatch.contracts import Actor

Sight = tuple[Scene, Sequence[Sequence[Side]], dict[str, Actor]]
"""What claims are weighed from: the scene, the sides by sentence, and the actors by name."""


class Judge:
    """Weighs what one model of sides and one grammar see; `parse` reads titles."""

    def __init__(
        self, scorer: SideScorer, grammar: Grammar, parse: Callable[[str], Doc], *, weights: Weights | None = None
    ) -> None:
        self._scorer, self._grammar, self._parse = scorer, grammar, parse
        self.threshold = scorer.card.threshold
        """The confidence from which a claim is a position, the same for all issues."""
        self._known = scorer.card.issues
        self._desk = frozenset(entry.actor.id for entry in grammar.desk.actors)
        self._doubts = Doubts(grammar.desk)
        self.scale = Scale(
            weights or read_weights(), scorer.card.belief, scorer.card.condition_threshold, grammar.lexicon
        )

    def claims(self, reading: Reading, title: str, wanted: Collection[int]) -> list[Claim]:
        """Return the claims of an article.

        `wanted` are the numbers of the sentences that the model reads. Issues that it does not know go by the grammar
        alone.
        """
        scene, sides, named = self.see(reading, title, wanted)
        claims = (hold_back(claim, scene) for claim in weigh_claims(scene, sides, named, self.scale))
        weighed = (self._doubts.hold_back(claim, scene, title) for claim in claims)
        unknown = [finding for finding in reading.findings if finding.cue.issue not in self._known]
        return [*weighed, *claims_of_findings(reading.doc, unknown)]

    def see(self, reading: Reading, title: str, wanted: Collection[int]) -> Sight:
        """Return what the claims of an article are weighed from."""
        doc, cast, voices = reading.doc, reading.cast, reading.voices
        head = self._parse(title)
        _, head_cast, head_voices = self._grammar.name(head, "", cast.people)
        named_in_title, namings = find_namings(head, head_cast, head_voices), find_namings(doc, cast, voices)
        strangers = head_cast.strangers - cast.strangers
        head_namings = [(naming, actor) for naming, actor in named_in_title if actor not in strangers]
        names, title_names = ([naming for naming, _ in found] for found in (namings, head_namings))
        doc._.set(QUESTION, Question(head, names, title_names, wanted))
        scene = make_scene(
            doc,
            cast,
            voices,
            self._grammar.lexicon,
            climbs=reading.climbs,
            title=cast.titled,
            desk=self._desk,
        )
        sides = self._scorer(doc)._.get(SIDES)
        return scene, sides, {naming.name: actor for naming, actor in (*head_namings, *namings)}
