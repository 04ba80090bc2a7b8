"""Fits how far claims are believed, and from where on they are positions, on the hold-out; writes both into model.json.

    python -m training.holders.belief MODEL TEXTS DOCS.spacy

MODEL is calibrated already (training.sides.calibrate). The surest sentence of a claim depends on the weights, and the
weights on the sentences: three rounds settle it.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from process.extract.claim import Claim, believed
from process.extract.desks.files import load_desk
from process.extract.glance import find_wanted
from process.extract.grammar import Grammar
from process.extract.holders.judge import Judge
from process.extract.holders.weigh import WORTH_TELLING, find_asked, make_claim, weigh_holders
from process.extract.holders.weights import FILE, read_weights
from process.extract.nlp import make_nlp
from process.extract.reading.gate import Gate
from process.extract.reading.readable import readable
from process.extract.sides.belief import Belief, Evidence, features_of
from process.extract.sides.card import CARD
from process.extract.sides.component import SideScorer
from stancewatch.names import fold_name
from training.holders.docs import read_docs
from training.sides.calibration import calibration_error, reliability
from training.sides.figures import compare, f1_of
from training.sides.texts import Article, read_texts

START = Belief(bias=-2.0, side=0.6, article=0.3, share=0.9, signs=0.5, agrees=0.7)
ROUNDS = 3
GRID = tuple(step / 100 for step in range(15, 70))
STRENGTH = 0.3
"""Inverse strength of the regularisation, on evidence that is brought to one scale."""
Key = tuple[str, str, str]
"""Holder (folded), issue and stance."""


@dataclass(frozen=True, slots=True)
class Case:
    """The claims of one article, each with its evidence, and what a reader found.

    `spoken`: of gold positions with a speaker, the same with the speaker for the holder, which counts as found too.
    """

    claims: Sequence[tuple[Claim, Evidence]]
    gold: frozenset[Key]
    spoken: Mapping[Key, Key]

    def is_right(self, key: Key) -> bool:
        """Return whether a reader found it."""
        return key in self.gold or key in self.spoken


def key_of(claim: Claim) -> Key:
    """Return what of a claim a reader's finding is compared with."""
    return fold_name(claim.holder.name), claim.issue, claim.stance.value


def read_case(judge: Judge, grammar: Grammar, gate: Gate, article: Article, doc: Doc) -> Case:
    """Return the case of an article: what the program would claim of it, and what a reader found."""
    gold, spoken = set(), {}
    for position in article.positions:
        key = fold_name(position["holder"]), position["issue"], position["stance"]
        gold.add(key)
        if position.get("speaker"):
            spoken[fold_name(position["speaker"]), *key[1:]] = key
    title = readable(article.title)
    claims = _claims(judge, grammar, gate, title, doc) if gate.concerns(doc.text, title) else ()
    return Case(list(claims), frozenset(gold), spoken)


def _claims(judge: Judge, grammar: Grammar, gate: Gate, title: str, doc: Doc) -> Iterator[tuple[Claim, Evidence]]:
    """Yield the claims of a text that is read, each with its evidence."""
    scene, sides, named = judge.see(grammar.read(doc, title), title, find_wanted(gate, grammar, doc, title))
    for asked in find_asked(scene, sides):
        for actor, evidence in weigh_holders(scene, asked, named, judge.scale.weights):
            yield make_claim(scene.sentences[asked.sentence], asked, actor, 0.0, judge.scale), evidence


def surest(case: Case, belief: Belief) -> Mapping[Key, Evidence]:
    """Return of each holder, issue and side the evidence of the sentence that is believed most."""
    best: dict[Key, Evidence] = {}
    for claim, evidence in sorted(case.claims, key=lambda one: belief.confidence(one[1])):
        best[key_of(claim)] = evidence
    return best


def fit_belief(cases: Sequence[Case]) -> Belief:
    """Return the weights under which the claims are believed as often as they are right."""
    belief = START
    for _ in range(ROUNDS):
        rows = [(features_of(best), case.is_right(key)) for case in cases for key, best in surest(case, belief).items()]
        values = np.array([features for features, _ in rows])
        middle, spread = values.mean(0), values.std(0) + 1e-6
        fitted = LogisticRegression(C=STRENGTH, max_iter=1000)
        fitted.fit((values - middle) / spread, [is_right for _, is_right in rows])
        weights = fitted.coef_[0] / spread
        belief = Belief(float(fitted.intercept_[0] - weights @ middle), *map(float, weights))
    return belief


def choose_threshold(cases: Sequence[Case], belief: Belief) -> float:
    """Return half of the best F1 over the positions of all articles.

    That is where F1 is best when confidences are calibrated, for a finding gains if it is likelier than that (Lipton,
    Elkan and Naryanaswamy, Optimal Thresholding of Classifiers to Maximize F1 Measure, 2014). The curve of a hundred
    articles is nearly flat: the place of its highest point is chance, its height is not.
    """
    weighed = [
        (
            case,
            [
                replace(claim, confidence=sure)
                for claim, one in case.claims
                if (sure := belief.confidence(one)) >= GRID[0]
            ],
        )
        for case in cases
    ]

    def f1_at(threshold: float) -> float:
        found = [(case, map(key_of, believed(claims, threshold))) for case, claims in weighed]
        return f1_of([compare(case.gold, {case.spoken.get(key, key) for key in keys}) for case, keys in found])

    return round(max(map(f1_at, GRID)) / 2, 2)


def describe(cases: Sequence[Case], belief: Belief, *, floor: float = WORTH_TELLING) -> Iterator[str]:
    """Yield how often claims are right that are believed to some degree; below the floor nobody is told of them."""
    pairs = [
        (sure, case.is_right(key))
        for case in cases
        for key, evidence in surest(case, belief).items()
        if (sure := belief.confidence(evidence)) >= floor
    ]
    yield f"calibration error {calibration_error(pairs):.3f}"
    for one in reliability(pairs):
        yield f"believed {one.confidence:.2f}   right {one.right:.2f}   of {one.count}"


def main() -> None:
    """Fill in model.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "texts", "docs"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--weights", type=Path, default=FILE, help="what each sign weighs (training.holders.weights)")
    options = parser.parse_args()
    nlp, desk = make_nlp(), load_desk()
    grammar, gate = Grammar(desk), Gate(desk)
    judge = Judge(SideScorer().from_disk(options.model), grammar, nlp, weights=read_weights(options.weights))
    docs = read_docs(options.docs, nlp)
    cases = [read_case(judge, grammar, gate, article, docs[article.id]) for article in read_texts(options.texts)[1]]
    belief = fit_belief(cases)
    card = json.loads((options.model / CARD).read_text(encoding="utf-8"))
    card["belief"], card["threshold"] = asdict(belief), choose_threshold(cases, belief)
    (options.model / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(card["belief"], card["threshold"], *describe(cases, belief), sep="\n")  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()
