"""Who speaks: the speaker of each quotation, and of what stands under a verb of saying."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from process.extract.actors import Cast
from process.extract.english.lexicon import Lexicon
from process.extract.quotes import Quote, find_quotes
from process.extract.syntax import case_of, children, own_subject, subject_of
from stancewatch.contracts import Actor

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves"})


class Voices:
    """The quotations of a Doc and their speakers."""

    def __init__(self, doc: Doc, cast: Cast, lexicon: Lexicon) -> None:
        self._doc, self._cast, self._lexicon = doc, cast, lexicon
        self._sents = list(doc.sents)
        self._starts = [sent.start_char for sent in self._sents]
        self._text = doc.text
        self._quotes = find_quotes(self._text)
        self._quote_starts = [quote.start for quote in self._quotes]
        self._sentence_speakers = [self._find_in_sentence(sent) for sent in self._sents]
        self._speakers = self._attribute()

    def quote_at(self, token: Token) -> int | None:
        """Return the number of the quotation that the token stands in."""
        number = bisect_right(self._quote_starts, token.idx) - 1
        return number if number >= 0 and token.idx < self._quotes[number].end else None

    def speakers_at(self, token: Token) -> tuple[Actor, ...]:
        """Return who says the quotation that the token stands in; none outside of quotations."""
        number = self.quote_at(token)
        return self._speakers[number] if number is not None else ()

    def context_speakers(self, token: Token) -> tuple[Actor, ...]:
        """Return who spoke last before a sentence without a speaker of its own, in the same paragraph."""
        number = bisect_right(self._starts, token.idx) - 1
        end = self._starts[number]
        for earlier in range(number - 1, max(number - 4, -1), -1):
            if "\n" in self._text[self._sents[earlier].end_char - 1 : end]:
                return ()
            if self._sentence_speakers[earlier]:
                return self._sentence_speakers[earlier]
            end = self._starts[earlier]
        return ()

    def speakers_of_clause(self, verb: Token) -> tuple[Actor, ...]:
        """Return the subject of a verb of saying, as actors."""
        subject = subject_of(verb, self._lexicon)
        if subject is None:
            return self._beside(verb)
        if subject.lower_ in FIRST_PERSON:
            return self.speakers_at(subject)
        return self._cast.actors_of(subject)

    def _beside(self, verb: Token) -> tuple[Actor, ...]:
        """Return the person named next to a verb of saying whose subject the parser has put elsewhere."""
        for place in (verb.i - 1, verb.i + 1):
            actors = self._cast.actors_of(self._doc[place]) if 0 <= place < len(self._doc) else ()
            if any(actor.kind == "person" for actor in actors):
                return actors
        return ()

    def is_speech(self, verb: Token) -> bool:
        """Return whether this is a verb of saying."""
        if verb.pos_ == "ADJ":
            return verb.lemma_.lower() in self._lexicon.frames.certain
        return verb.lemma_.lower() in self._lexicon.speech and verb.pos_ == "VERB"

    def _find_in_sentence(self, sent: Span) -> tuple[Actor, ...]:
        """Return who speaks by a verb of saying, a phrase like "according to", or "X:" in this sentence."""
        for token in sent:
            if self.quote_at(token) is not None:
                continue
            if (
                self.is_speech(token)
                and (subject := own_subject(token, self._lexicon)) is not None
                and self.quote_at(subject) is None
            ):
                speakers = self._cast.actors_of(subject)
                if speakers:
                    return speakers
            if case_of(token) == "according_to":
                return self._cast.actors_of(token)
        return ()

    def _attribute(self) -> list[tuple[Actor, ...]]:
        speakers: list[tuple[Actor, ...]] = []
        for number, quote in enumerate(self._quotes):
            found = self._in_own_sentences(quote) or self._before(quote)
            if not found and number and self._continues(self._quotes[number - 1], quote):
                found = speakers[-1]
            speakers.append(found or self._after(quote))
        return speakers

    def _sentences(self, quote: Quote) -> range:
        first = max(bisect_right(self._starts, quote.start) - 1, 0)
        last = max(bisect_right(self._starts, quote.end - 1) - 1, first)
        return range(first, last + 1)

    def _in_own_sentences(self, quote: Quote) -> tuple[Actor, ...]:
        for number in reversed(self._sentences(quote)):
            if self._sentence_speakers[number]:
                return self._sentence_speakers[number]
        return ()

    def _before(self, quote: Quote) -> tuple[Actor, ...]:
        """Return the speaker or the subject of the sentence before, in the same paragraph or ended by a colon."""
        number = self._sentences(quote).start - 1
        if number < 0:
            return ()
        sent = self._sents[number]
        between = self._text[sent.end_char : quote.start]
        ends_open = sent.text.rstrip().endswith(":")
        if "\n" in between + sent.text[-1:] and not ends_open:
            return ()
        if self._sentence_speakers[number]:
            return self._sentence_speakers[number]
        subject = own_subject(sent.root, self._lexicon)
        actors = self._cast.actors_of(subject) if subject is not None else ()
        return tuple(actor for actor in actors if actor.kind == "person" or ends_open)

    def _after(self, quote: Quote) -> tuple[Actor, ...]:
        number = self._sentences(quote).stop
        if number >= len(self._sents) or "\n" in self._text[quote.end : self._sents[number].start_char]:
            return ()
        return self._sentence_speakers[number]

    def _continues(self, earlier: Quote, quote: Quote) -> bool:
        """Return whether nothing but blanks, or the end of a sentence, stands between two quotations."""
        between = self._text[earlier.end : quote.start]
        return len(between.strip(" \n\"“”'.,")) == 0 or not any(character.isalpha() for character in between)


def view_holders(predicates: Sequence[Token], cast: Cast, lexicon: Lexicon) -> tuple[Actor, ...]:
    """Return whose view a clause gives by "according to X", "for X" or "in X's view" on one of its predicates."""
    for predicate in predicates:
        for phrase in children(predicate, "obl", "nmod"):
            if case_of(phrase) == "according_to":
                return cast.actors_of(phrase)
            if phrase.lemma_.lower() in lexicon.view_nouns and case_of(phrase) in {"in", "by", "to"}:
                owners = children(phrase, "nmod:poss", "nmod")
                return cast.actors_of(owners[0]) if owners else ()
            if case_of(phrase) in {"for", "to"} and phrase.i < predicate.i and cast.actors_of(phrase):
                return cast.actors_of(phrase)
    return ()
