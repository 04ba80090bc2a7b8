"""What of an article the model of sides is to read, and a glance with it before the article is parsed.

Most of what passes the gate takes no side: reports on the war use the same words. To parse it would be in vain, so the
model reads first, by sentences that are cut by their marks. What it finds then counts for no more than that.
"""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from process.extract.english.marks import CLOSING
from process.extract.grammar import Grammar
from process.extract.reading.gate import Gate
from process.extract.sides.component import QUESTION, SideScorer
from process.extract.sides.model import ANYTHING, Question

ENDS = frozenset({".", "!", "?", "\u2026", "..."})
"""Words that may end a sentence; the tokenizer leaves the full stop of an abbreviation to it."""
CLOSING_WORDS = frozenset({*CLOSING.strip(), "''", ")", "]"})
"""Words that may stand between the end mark and the next sentence."""


class Glance:
    """Looks at an article's words, by `tokenize` those of its title too."""

    def __init__(self, scorer: SideScorer, gate: Gate, grammar: Grammar, tokenize: Callable[[str], Doc]) -> None:
        self._scorer, self._gate, self._grammar, self._tokenize = scorer, gate, grammar, tokenize

    def sees_side(self, doc: Doc, title: str) -> bool:
        """Return whether an article may hold a position. The Doc need not be parsed; its sentences are cut."""
        begin_sentences(doc)
        wanted = find_wanted(self._gate, self._grammar, doc, title)
        head = begin_sentences(self._tokenize(title))
        doc._.set(QUESTION, Question(head, wanted=wanted, likely=self._gate.find_likely(doc, wanted)))
        sees_side = self._scorer.glance(doc)
        doc._.set(QUESTION, ANYTHING)
        return sees_side


def find_wanted(gate: Gate, grammar: Grammar, doc: Doc, title: str) -> frozenset[int]:
    """Return the numbers of the sentences that a model is to read: none that is about somewhere else."""
    aways = grammar.issues.elsewhere(doc)
    return frozenset(number for number in gate.worth_reading(doc, title) if not aways[number])


def begin_sentences(doc: Doc) -> Doc:
    """Return the Doc, its sentences cut where a line ends, and after an end mark and a blank before no small letter.

    The parser cuts nearly as much: seven in eight of the model's windows are the same after it.
    """
    is_over = False
    for token in doc:
        begins = is_over and _is_apart(token) and not token.text[0].islower()
        token.is_sent_start = token.i == 0 or begins or _begins_line(token)
        if token.text in ENDS:
            is_over = True
        elif is_over and not token.is_space and token.text not in CLOSING_WORDS:
            is_over = False
    return doc


def _is_apart(token: Token) -> bool:
    """Return whether a word has a blank before it."""
    return not token.is_space and bool(token.nbor(-1).whitespace_ or token.nbor(-1).is_space)


def _begins_line(token: Token) -> bool:
    return token.nbor(-1).is_space and "\n" in token.nbor(-1).text
