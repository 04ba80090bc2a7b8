"""The judge: the model of sides, the signs of holders and the grammar together, as the claims of an article."""

from collections.abc import Callable, Collection, Sequence

from spacy.tokens import Doc

from process.extract.claim import Claim
from process.extract.grammar import Grammar, Reading
from process.extract.holders.scene import Scene, make_scene
from process.extract.holders.weigh import Scale, weigh_claims
from process.extract.holders.weights import read_weights
from process.extract.sides.model import SideModel
from process.extract.sides.namings import find_namings
from process.extract.sides.side import Side
from stancewatch.contracts import Actor

Seen = tuple[Scene, Sequence[Sequence[Side]], dict[str, Actor]]
"""What claims are weighed from: the scene, the sides by sentence, and the actors by name."""


class Judge:
    """Weighs what one model of sides and one grammar see."""

    def __init__(self, model: SideModel, grammar: Grammar, parse: Callable[[str], Doc]) -> None:
        self.model, self._grammar, self._parse = model, grammar, parse
        self._desk = frozenset(entry.actor.id for entry in grammar.desk.actors)

    @property
    def threshold(self) -> float:
        """The confidence from which a claim is a position, for all issues the same."""
        return self.model.card.threshold

    def claims(self, reading: Reading, title: str, wanted: Collection[int]) -> list[Claim]:
        """Return the claims of an article; `wanted` are the numbers of the sentences that the model reads."""
        card = self.model.card
        scale = Scale(read_weights(), card.belief, card.condition_threshold, self._grammar.lexicon)
        return list(weigh_claims(*self.see(reading, title, wanted), scale))

    def see(self, reading: Reading, title: str, wanted: Collection[int]) -> Seen:
        """Return what the claims of an article are weighed from."""
        doc, cast, voices = reading.doc, reading.cast, reading.voices
        head = self._parse(title)
        _, head_cast, head_voices = self._grammar.name(head, "")
        head_namings, namings = find_namings(head, head_cast, head_voices), find_namings(doc, cast, voices)
        sides = self.model.score(
            doc,
            head,
            namings=[naming for naming, _ in namings],
            title_namings=[naming for naming, _ in head_namings],
            wanted=wanted,
        )
        scene = make_scene(
            doc,
            cast,
            voices,
            self._grammar.lexicon,
            findings=reading.findings,
            title=cast.titled,
            desk=self._desk,
        )
        return scene, sides, {naming.name: actor for naming, actor in (*head_namings, *namings)}
