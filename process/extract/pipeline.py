"""From an article to its positions: parse, find actors, find issues, read stances, choose the clearest evidence."""

import logging
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found] # compiled, without stubs
from spacy.tokens import Doc

from process.extract.actors import Cast
from process.extract.attribution import Voices
from process.extract.climb import Climber
from process.extract.desk import Desk
from process.extract.desk_files import load_desk
from process.extract.english.lexicon import load_lexicon
from process.extract.issues import IssueFinder
from process.extract.mentions import MentionFinder
from process.extract.parser import component as _component  # noqa: F401 - registers the spaCy factory
from process.extract.positions import make_positions
from process.extract.reading import MAX_CHARACTERS, is_cut, readable
from stancewatch.contracts import Article, Position

MODEL = Path(__file__).parent.parent / "model"
logger = logging.getLogger(__name__)


def make_nlp(*, threads: int = 1) -> Language:
    """Return the English pipeline: our tokenizer and parser; `threads` are the encoder's."""
    nlp = spacy.blank("en")
    tokenizer = Tokenizer(nlp.vocab)
    nlp.tokenizer = tokenizer.from_disk(MODEL / "tokenizer")
    nlp.add_pipe("onnx_parser", config={"folder": str(MODEL), "threads": threads})
    return nlp


def make_extractor(desk: str | Path | None = None) -> "Extractor":
    """Return an extractor for a desk: the bundled one, one by id, or a folder. Raises ConfigurationError."""
    return Extractor(load_desk(desk), make_nlp())


class Extractor:
    """Finds the positions in articles for one desk; without state between articles."""

    def __init__(self, desk: Desk, nlp: Language) -> None:
        self.desk, self._nlp = desk, nlp
        self._lexicon = load_lexicon()
        self._mentions = MentionFinder(desk)
        self._issues = IssueFinder(desk)

    def extract(self, article: Article) -> tuple[Position, ...]:
        """Return the positions of an article in text order: at most one a holder, issue and stance."""
        if is_cut(article.text):
            logger.warning("article %s: only the first %d characters are read", article.id, MAX_CHARACTERS)
        text = readable(article.text)
        if not text.strip() or not self._issues.concerns(text, article.title):
            return ()
        return self.extract_parsed(article, self._nlp(text))

    def extract_parsed(self, article: Article, doc: Doc) -> tuple[Position, ...]:
        """Return the positions of an article whose readable text is already parsed."""
        cast = Cast(doc, self._mentions.find(doc, article.title), desk=self.desk, lexicon=self._lexicon)
        climber = Climber(cast, voices := Voices(doc, cast, self._lexicon), self._lexicon)
        findings = [finding for cue, anchor in self._issues.find(doc, cast) for finding in climber.climb(cue, anchor)]
        return make_positions(article, doc, findings, voices)
