"""From an article to its positions: parse, find actors and issues, weigh who takes which side, keep the clearest."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from process.extract.analyser import make_analysis
from process.extract.analysis import Analysis, Unread
from process.extract.background import Chosen, choose, tell_background
from process.extract.claim import Claim, claims_of_findings, without_strangers
from process.extract.desk import Desk
from process.extract.desk_files import MODEL_FOLDER, find_desk, load_desk
from process.extract.extraction import Extraction
from process.extract.gate import Gate
from process.extract.grammar import Grammar, Reading
from process.extract.language import keep_english
from process.extract.nlp import has_onnxruntime, make_nlp
from process.extract.passages import PASSAGES
from process.extract.positions import make_positions
from process.extract.reading import MAX_CHARACTERS, is_cut, readable
from process.extract.sides.card import CARD
from stancewatch.contracts import Article, Position

if TYPE_CHECKING:
    from process.extract.holders.judge import Judge

logger = logging.getLogger(__name__)


def make_extractor(desk: str | Path | None = None, *, threads: int = 1) -> "Extractor":
    """Return an extractor for a desk: the bundled one, one by id, or a folder. Raises ConfigurationError.

    `threads` are those of the networks. A desk without a model has the grammar alone, as has a machine without
    onnxruntime.
    """
    extractor = Extractor(load_desk(desk), make_nlp(threads=threads))
    folder = find_desk(desk) / MODEL_FOLDER
    if (folder / CARD).is_file() and has_onnxruntime():
        extractor.take_model(folder, threads=threads)
    return extractor


class Extractor:
    """Finds the positions in articles for one desk; without state between articles."""

    def __init__(self, desk: Desk, nlp: Language) -> None:
        self.desk, self._nlp = desk, nlp
        self._grammar, self._gate = Grammar(desk), Gate(desk)
        self._judge: Judge | None = None

    def take_model(self, folder: Path, *, threads: int = 1) -> None:
        """Weigh what the grammar finds together with the model of sides in this folder, from now on."""
        from process.extract.holders.judge import Judge
        from process.extract.sides.component import SideScorer

        self._judge = Judge(SideScorer(threads=threads).from_disk(folder), self._grammar, self._nlp)

    @property
    def threshold(self) -> float:
        """The confidence from which a claim becomes a position; the grammar alone has none."""
        return self._judge.threshold if self._judge else 0.0

    def extract(self, article: Article) -> tuple[Position, ...]:
        """Return the positions of an article in text order: at most one a holder, issue and stance."""
        return self.read(article).positions

    def read(self, article: Article) -> Extraction:
        """Return the same with what else is counted: why it was not read, whether it was cut, what was too weak."""
        doc = self._parse(article)
        if isinstance(doc, Unread):
            return Extraction(unread=doc)
        reading, claims = self._claim(article, doc)
        positions = _tell(article, reading, claims, self._choose(article, reading, claims))
        sure = {claim.key for claim in claims if claim.confidence >= self.threshold or claim.reason}
        weak = len({claim.key for claim in claims} - sure)
        unexplained = len(reading.mentions.unexplained)
        return Extraction(positions, is_cut=is_cut(article.text), weak=weak, unexplained=unexplained)

    def extract_parsed(self, article: Article, doc: Doc) -> tuple[Position, ...]:
        """Return the positions of an article whose readable text is already parsed."""
        reading, claims = self._claim(article, doc)
        return _tell(article, reading, claims, self._choose(article, reading, claims))

    def analyse(self, article: Article) -> Analysis:
        """Return what `extract` returns, with all that was seen on the way and what was held back and why."""
        doc = self._parse(article)
        if isinstance(doc, Unread):
            return Analysis(article, unread=doc)
        reading, claims = self._claim(article, doc)
        chosen = self._choose(article, reading, claims)
        return make_analysis(
            article,
            reading,
            claims,
            chosen.claims,
            _tell(article, reading, claims, chosen),
            self._grammar.issues,
            threshold=self.threshold,
        )

    def _parse(self, article: Article) -> Doc | Unread:
        """Return the parsed article, or why it need not be parsed."""
        text = readable(article.text)
        if not text.strip():
            return Unread.EMPTY
        text = keep_english(text)
        if not text.strip():
            return Unread.LANGUAGE
        passages = self._gate.find_passages(text, article.title)
        if not passages.places:
            return Unread.OUTSIDE
        if is_cut(article.text):
            logger.warning("article %s: only the first %d characters are read", article.id, MAX_CHARACTERS)
        doc = self._nlp(passages.text)
        doc._.set(PASSAGES, passages.places)
        return doc

    def _claim(self, article: Article, doc: Doc) -> tuple[Reading, list[Claim]]:
        """Return what the grammar makes of an article, and all claims of who holds what."""
        reading = self._grammar.read(doc, article.title)
        title = readable(article.title)
        if self._judge is None:
            claims = list(claims_of_findings(doc, reading.findings))
        else:
            wanted = find_wanted(self._gate, self._grammar, doc, title)
            claims = self._judge.claims(reading, title, wanted, likely=self._gate.find_likely(doc, wanted))
        return reading, [without_strangers(claim, reading.cast.strangers) for claim in claims]

    def _choose(self, article: Article, reading: Reading, claims: list[Claim]) -> Chosen:
        return choose(reading.doc, claims, self.threshold, article.published_at)


def _tell(article: Article, reading: Reading, claims: list[Claim], chosen: Chosen) -> tuple[Position, ...]:
    positions = make_positions(article, reading.doc, chosen.claims, reading.voices, told=claims)
    return tell_background(positions, chosen.told)


def find_wanted(gate: Gate, grammar: Grammar, doc: Doc, title: str) -> frozenset[int]:
    """Return the numbers of the sentences that a model is to read: none that is about somewhere else."""
    aways = grammar.issues.elsewhere(doc)
    return frozenset(number for number in gate.worth_reading(doc, title) if not aways[number])
