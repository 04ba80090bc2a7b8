"""From an article to its positions: parse, find actors and issues, weigh who takes which side, keep the clearest."""

import logging
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from process.extract.analyser import make_analysis
from process.extract.analysis import Analysis, Unread
from process.extract.background import Chosen, choose, tell_background
from process.extract.claim import Claim, claims_of_findings, without_strangers
from process.extract.desk_check import find_unreadable
from process.extract.desks.desk import Desk
from process.extract.desks.files import MODEL_FOLDER, find_desk, load_desk
from process.extract.desks.problems import refuse
from process.extract.extraction import Extraction
from process.extract.glance import Glance, find_wanted
from process.extract.grammar import Grammar, Reading
from process.extract.nlp import has_onnxruntime, make_nlp
from process.extract.positions import make_positions
from process.extract.reading.gate import Gate
from process.extract.reading.language import keep_english
from process.extract.reading.passages import PASSAGES
from process.extract.reading.readable import MAX_CHARACTERS, is_cut, readable
from process.extract.reason import Reason, Why
from process.extract.sides.card import CARD
from stancewatch.contracts import Article, Position
from stancewatch.errors import ConfigurationError

if TYPE_CHECKING:
    from process.extract.holders.judge import Judge

logger = logging.getLogger(__name__)

KEPT_WORDS = 30_000
"""Words that spaCy keeps for ever, some 500 bytes each: from so many on those that an article brings are forgotten with
it. News brings new names and slips without end; what comes again is known by then, and known words are read faster."""
FEW_WORDS = 400
"""Characters of a text that is parsed without a glance: a feed's summary shows little, and costs little."""


def make_extractor(desk: str | Path | None = None, *, threads: int = 1) -> "Extractor":
    """Return an extractor for a desk: the bundled one, one by id, or a folder. Raises ConfigurationError.

    `threads` are those of the networks. A desk without a model has the grammar alone, as has a machine without
    onnxruntime.
    """
    loaded = load_desk(desk)
    refuse(find_unreadable(loaded, find_desk(desk)))
    extractor = Extractor(loaded, make_nlp(threads=threads))
    folder = find_desk(desk) / MODEL_FOLDER
    if (folder / CARD).is_file() and has_onnxruntime():
        try:
            extractor.take_model(folder, threads=threads)
        except Exception as error:  # onnxruntime's have no base of their own
            why = f"the model in {folder} cannot be loaded ({type(error).__name__}: {error})"
            raise ConfigurationError(f"{why}; put it back whole, or take it away: the grammar works alone") from error
    return extractor


class Extractor:
    """Finds the positions in articles for one desk; without state between articles."""

    def __init__(self, desk: Desk, nlp: Language) -> None:
        self.desk, self._nlp = desk, nlp
        self._grammar, self._gate = Grammar(desk), Gate(desk)
        self._judge: Judge | None = None
        self._glance: Glance | None = None

    def take_model(self, folder: Path, *, threads: int = 1) -> None:
        """Weigh what the grammar finds together with the model of sides in this folder, from now on."""
        from process.extract.holders.judge import Judge
        from process.extract.sides.component import SideScorer

        scorer = SideScorer(threads=threads).from_disk(folder)
        self._judge = Judge(scorer, self._grammar, self._nlp)
        if scorer.card.issues.issuperset(issue.id for issue in self.desk.issues):
            self._glance = Glance(scorer, self._gate, self._grammar, self._nlp.make_doc)

    @property
    def threshold(self) -> float:
        """The confidence from which a claim becomes a position; the grammar alone has none."""
        return self._judge.threshold if self._judge else 0.0

    def extract(self, article: Article) -> tuple[Position, ...]:
        """Return the positions of an article in text order: at most one a holder, issue and stance."""
        return self.read(article).positions

    def read(self, article: Article) -> Extraction:
        """Return the same with what else is counted: why it was not read, whether it was cut, what was too weak."""
        with self._words_of_an_article():
            return self._read(article)

    def analyse(self, article: Article) -> Analysis:
        """Return what `extract` returns, with all that was seen on the way and what was held back and why."""
        with self._words_of_an_article():
            return self._analyse(article)

    def _words_of_an_article(self) -> AbstractContextManager[object]:
        """Return a scope for all that reads one article, in one thread; nothing of spaCy's may leave it."""
        return self._nlp.memory_zone() if len(self._nlp.vocab) >= KEPT_WORDS else nullcontext()

    def _read(self, article: Article) -> Extraction:
        doc = self._open(article)
        if isinstance(doc, Unread):
            return Extraction(unread=doc)
        if not self._may_hold_any(article, doc):
            return Extraction(is_cut=is_cut(article.text))
        reading, claims = self._claim(article, self._nlp(doc))
        positions = _tell(article, reading, claims, self._choose(article, reading, claims))
        sure = {claim.key for claim in claims if claim.confidence >= self.threshold or claim.reason}
        weak = len({claim.key for claim in claims} - sure)
        unexplained = len(reading.mentions.unexplained)
        return Extraction(positions, is_cut=is_cut(article.text), weak=weak, unexplained=unexplained)

    def _analyse(self, article: Article) -> Analysis:
        doc = self._open(article)
        if isinstance(doc, Unread):
            return Analysis(article, unread=doc)
        may_hold_any = self._may_hold_any(article, doc)
        reading, claims = self._claim(article, self._nlp(doc))
        if not may_hold_any:
            claims = [replace(claim, reason=claim.reason or Reason(Why.NO_SIDE)) for claim in claims]
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

    def _open(self, article: Article) -> Doc | Unread:
        """Return what is to be read of an article, in words, or why nothing is."""
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
        doc = self._nlp.make_doc(passages.text)
        doc._.set(PASSAGES, passages.places)
        return doc

    def _may_hold_any(self, article: Article, doc: Doc) -> bool:
        """Return whether an article is worth parsing: a short one is, and any where the grammar has its own say."""
        if self._glance is None or len(doc.text) <= FEW_WORDS:
            return True
        return self._glance.sees_side(doc, readable(article.title))

    def _claim(self, article: Article, doc: Doc) -> tuple[Reading, list[Claim]]:
        """Return what the grammar makes of an article, and all claims of who holds what."""
        reading = self._grammar.read(doc, article.title)
        title = readable(article.title)
        if self._judge is None:
            claims = list(claims_of_findings(doc, reading.findings))
        else:
            claims = self._judge.claims(reading, title, find_wanted(self._gate, self._grammar, doc, title))
        return reading, [without_strangers(claim, reading.cast.strangers) for claim in claims]

    def _choose(self, article: Article, reading: Reading, claims: list[Claim]) -> Chosen:
        return choose(reading.doc, claims, self.threshold, article.published_at)


def _tell(article: Article, reading: Reading, claims: list[Claim], chosen: Chosen) -> tuple[Position, ...]:
    positions = make_positions(article, reading.doc, chosen.claims, reading.voices, told=claims)
    return tell_background(positions, chosen.told)
