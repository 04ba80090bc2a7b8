"""From an article to its positions: parse, find actors, find issues, read stances, choose the clearest evidence."""

import logging
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from process.extract.actors import Cast
from process.extract.analyser import Reading, make_analysis
from process.extract.analysis import Analysis, Unread
from process.extract.attribution import Voices
from process.extract.climb import Climber
from process.extract.desk import Desk
from process.extract.desk_files import load_desk
from process.extract.english.lexicon import load_lexicon
from process.extract.extraction import Extraction
from process.extract.gate import Gate
from process.extract.issues import IssueFinder
from process.extract.language import keep_english
from process.extract.mentions import MentionFinder
from process.extract.nlp import make_nlp
from process.extract.positions import make_positions
from process.extract.reading import MAX_CHARACTERS, is_cut, readable
from stancewatch.contracts import Article, Position

logger = logging.getLogger(__name__)


def make_extractor(desk: str | Path | None = None) -> "Extractor":
    """Return an extractor for a desk: the bundled one, one by id, or a folder. Raises ConfigurationError."""
    return Extractor(load_desk(desk), make_nlp())


class Extractor:
    """Finds the positions in articles for one desk; without state between articles."""

    def __init__(self, desk: Desk, nlp: Language) -> None:
        self.desk, self._nlp = desk, nlp
        self._lexicon = load_lexicon()
        self._mentions = MentionFinder(desk)
        self._issues, self._gate = IssueFinder(desk), Gate(desk)

    def extract(self, article: Article) -> tuple[Position, ...]:
        """Return the positions of an article in text order: at most one a holder, issue and stance."""
        return self.read(article).positions

    def read(self, article: Article) -> Extraction:
        """Return the same with what else is counted: why it was not read, or whether it was cut."""
        doc = self._parse(article)
        if isinstance(doc, Unread):
            return Extraction(unread=doc)
        return Extraction(self.extract_parsed(article, doc), is_cut=is_cut(article.text))

    def extract_parsed(self, article: Article, doc: Doc) -> tuple[Position, ...]:
        """Return the positions of an article whose readable text is already parsed."""
        return self._read(article, doc).positions

    def analyse(self, article: Article) -> Analysis:
        """Return what `extract` returns, with all that was seen on the way and what was held back and why."""
        doc = self._parse(article)
        if isinstance(doc, Unread):
            return Analysis(article, unread=doc)
        return make_analysis(article, self._read(article, doc), self._issues)

    def _parse(self, article: Article) -> Doc | Unread:
        """Return the parsed article, or why it need not be parsed."""
        text = readable(article.text)
        if not text.strip():
            return Unread.EMPTY
        text = keep_english(text)
        if not text.strip():
            return Unread.LANGUAGE
        if not self._gate.concerns(text, article.title):
            return Unread.OUTSIDE
        if is_cut(article.text):
            logger.warning("article %s: only the first %d characters are read", article.id, MAX_CHARACTERS)
        return self._nlp(text)

    def _read(self, article: Article, doc: Doc) -> Reading:
        mentions = self._mentions.find(doc, article.title)
        cast = Cast(doc, mentions, desk=self.desk, lexicon=self._lexicon)
        climber = Climber(cast, voices := Voices(doc, cast, self._lexicon), self._lexicon)
        climbs = [climber.climb(cue, anchor) for cue, anchor in self._issues.find(doc, cast)]
        findings = [finding for climb in climbs for finding in climb.findings]
        return Reading(doc, mentions, cast, voices, climbs, make_positions(article, doc, findings, voices))
