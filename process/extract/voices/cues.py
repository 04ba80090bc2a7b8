"""Cues of attribution: the words by which a text says who speaks, in a sentence and around a quotation."""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from process.extract.english.actor_words import load_actor_words
from process.extract.english.lexicon import Lexicon
from process.extract.english.syntax import base, children, has_child, own_subject, path_up
from process.extract.naming.cast import Cast
from stancewatch.contracts import Actor

LABEL_WORDS = 8
"""Words of a sentence's beginning that "X:" can be."""
REACH = 14
"""Words before or after a quotation among which its verb of saying stands."""
UNDER = frozenset({"acl:relcl", "acl", "advcl", "ccomp"})
"""Relations of a clause that is a part of another: what it says is less the sentence's own."""


class Cues:
    """Finds who speaks in one Doc; `quote_at` gives the number of the quotation that a token stands in."""

    def __init__(self, doc: Doc, cast: Cast, lexicon: Lexicon, quote_at: Callable[[Token], int | None]) -> None:
        self._doc, self._cast, self._lexicon, self._quote_at = doc, cast, lexicon, quote_at
        self._text = doc.text
        self._saying = load_actor_words().saying

    def is_speech(self, verb: Token) -> bool:
        """Return whether this is a verb of saying."""
        if verb.pos_ == "ADJ":
            return verb.lemma_.lower() in self._lexicon.frames.certain
        return verb.lemma_.lower() in self._lexicon.speech and verb.pos_ == "VERB"

    def in_sentence(self, sent: Span) -> tuple[Actor, ...]:
        """Return who speaks by "X:", a verb of saying, "according to X" or "X's answer was"; the outermost first."""
        found: tuple[int, tuple[Actor, ...]] | None = None
        for token in sent:
            speakers = self._by_word(token) if self._quote_at(token) is None else ()
            if speakers and not _is_aside(token) and (found is None or _depth(token) < found[0]):
                found = (_depth(token), speakers)
        return (found[1] if found else ()) or self._labelled(sent)

    def subject(self, sent: Span) -> tuple[Actor, ...]:
        """Return the actors that a sentence has for its subject."""
        subject = own_subject(sent.root, self._lexicon)
        return self._cast.actors_of(subject) if subject is not None else ()

    def beside(self, verb: Token) -> tuple[Actor, ...]:
        """Return the person named next to a verb of saying whose subject the parser has put elsewhere."""
        for place in (verb.i - 1, verb.i + 1):
            actors = self._cast.actors_of(self._doc[place]) if 0 <= place < len(self._doc) else ()
            if any(actor.kind == "person" for actor in actors):
                return actors
        return ()

    def around(self, quote: Span) -> tuple[Actor, ...]:
        """Return who says a quotation by the verb that it hangs on, or by the words right after and before it."""
        return self._above(quote) or self._following(quote) or self._leading(quote)

    def _by_word(self, token: Token) -> tuple[Actor, ...]:
        if token.lower_ == "according" and has_child(token, "fixed"):
            return self._cast.actors_of(token.head)
        if self.is_speech(token) or _reports(token):
            subject = own_subject(token, self._lexicon)
            return self._outside(subject) if subject is not None else ()
        if token.lemma_.lower() in self._saying and has_child(token, "cop"):
            owners = children(token, "nmod:poss")
            return self._cast.actors_of(owners[0]) if owners else ()
        return ()

    def _outside(self, subject: Token) -> tuple[Actor, ...]:
        return self._cast.actors_of(subject) if self._quote_at(subject) is None else ()

    def _labelled(self, sent: Span) -> tuple[Actor, ...]:
        """Return who stands before a colon at the sentence's beginning."""
        for token in sent[1:LABEL_WORDS]:
            if token.text == ":":
                return self._cast.actors_of(self._doc[token.i - 1])
            if token.pos_ in {"VERB", "AUX"}:
                break
        return ()

    def _above(self, quote: Span) -> tuple[Actor, ...]:
        """Return the subject of the nearest verb of saying above or beside what hangs together in the quotation."""
        for token in quote:
            head = token.head
            if token.is_punct or (quote.start <= head.i < quote.end and head.i != token.i):
                continue
            for word in [*_outside_of(quote, token.children), *(() if head.i == token.i else path_up(head))]:
                speakers = self._by_word(word) if self._quote_at(word) is None else ()
                if speakers:
                    return speakers
        return ()

    def _following(self, quote: Span) -> tuple[Actor, ...]:
        """Return who is named by "said X" or "X said" right after a quotation; any verb will do before it."""
        words = [
            token for token in self._doc[quote.end : quote.end + REACH] if not token.is_punct and not token.is_space
        ]
        if not words or "\n" in self._text[quote.end_char : words[0].idx]:
            return ()
        first = words[0]
        if first.pos_ == "VERB" and "Fin" in first.morph.get("VerbForm", []):
            subjects = [child for child in children(first, "nsubj", "iobj", "obj") if child.i > first.i]
            return self._cast.actors_of(subjects[0]) if subjects else ()
        return self._first_speech(words)

    def _first_speech(self, words: list[Token]) -> tuple[Actor, ...]:
        for word in words:
            if self._quote_at(word) is not None or (word.is_sent_start and word is not words[0]):
                break
            if self.is_speech(word):
                subject = own_subject(word, self._lexicon)
                return self._outside(subject) if subject is not None else ()
        return ()

    def _leading(self, quote: Span) -> tuple[Actor, ...]:
        """Return who is said to speak just before a quotation: "Fico added:", "and called it"."""
        for token in reversed(self._doc[max(quote.start - REACH, 0) : quote.start]):
            if self._quote_at(token) is not None:
                break
            speakers = self._by_word(token)
            if speakers or token.is_sent_start:
                return speakers
        return ()


def _reports(verb: Token) -> bool:
    """Return whether a verb of any meaning takes what somebody says: "barked that"."""
    return verb.pos_ == "VERB" and any(has_child(clause, "mark") for clause in children(verb, "ccomp"))


def _is_aside(token: Token) -> bool:
    """Return whether a word stands in a relative clause, whose subject is not the sentence's."""
    return any(word.dep_ == "acl:relcl" for word in path_up(token))


def _depth(token: Token) -> int:
    """Return how many clauses a word lies under."""
    return sum(base(word) in UNDER or word.dep_ in UNDER for word in path_up(token))


def _outside_of(quote: Span, tokens: Iterator[Token]) -> Iterator[Token]:
    return (token for token in tokens if not quote.start <= token.i < quote.end)
