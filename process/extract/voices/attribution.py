"""Who speaks: the speaker of each quotation and turn, and of what stands under a verb of saying."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from process.extract.english.lexicon import Lexicon
from process.extract.english.quotes import Quote
from process.extract.english.syntax import case_of, children, subject_of
from process.extract.naming.cast import Cast
from process.extract.voices.cues import Cues
from process.extract.voices.turns import Turn, find_turns
from stancewatch.contracts import Actor

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves"})
SEVERAL = frozenset({"we", "our", "us", "ours", "ourselves"})
COUNTRY = "US"
"""In capitals it is a country, whatever its letters."""
CONTEXT = 5
"""Sentences of the same paragraph in which a sentence without a speaker of its own finds one."""
MARKS = " \n\t\"\u201c\u201d\u2018\u2019'.,\u2026-\u2013\u2014"
"""What can stand between the parts of one quotation."""

Speakers = tuple[Actor, ...]


class Voices:
    """The quotations of a Doc and their speakers. A turn of a conversation is a quotation too."""

    def __init__(self, doc: Doc, cast: Cast, lexicon: Lexicon) -> None:
        self._doc, self._cast, self._lexicon = doc, cast, lexicon
        self._sents = list(doc.sents)
        self._starts = [sent.start_char for sent in self._sents]
        self._text = doc.text
        turns = find_turns(doc, cast)
        self._quotes = _merge(cast.quotes, turns)
        self._quote_starts = [quote.start for quote in self._quotes]
        self._turns = {turn.start: turn.speakers for turn in turns}
        self._signers = {token.i: signers for token in doc if (signers := self._signers_at(token))}
        self._cues = Cues(doc, cast, lexicon, self.quote_at)
        self._sentence_speakers = [self._cues.in_sentence(sent) for sent in self._sents]
        self._speakers = self._attribute()

    def quote_at(self, token: Token) -> int | None:
        """Return the number of the quotation that the token stands in."""
        number = bisect_right(self._quote_starts, token.idx) - 1
        return number if number >= 0 and token.idx < self._quotes[number].end else None

    def speakers_at(self, token: Token) -> Speakers:
        """Return who says the quotation that the token stands in; outside of quotations who says "we"."""
        number = self.quote_at(token)
        if number is not None:
            return self._speakers[number]
        return self._signed_by(token) if token.lower_ in SEVERAL and is_first_person(token) else ()

    def _signed_by(self, token: Token) -> Speakers:
        """Return who says "we" in a text of several: who is named beside a "we", or whose words the title gives."""
        named = (signers for place, signers in reversed(self._signers.items()) if place <= token.i)
        return next(named, self._cast.authors if len(self._cast.authors) > 1 else ())

    def _signers_at(self, token: Token) -> Speakers:
        """Return whom a "we" names outside of quotations: "We, the leaders of Latvia and Sweden"."""
        if token.lower_ != "we" or self.quote_at(token) is not None:
            return ()
        return tuple(actor for name in children(token, "appos") for actor in self._cast.actors_of(name))

    def sentence_speakers(self, token: Token) -> Speakers:
        """Return who speaks, by the narrator's words, in the sentence of the token."""
        return self._sentence_speakers[self._sentence(token.idx)]

    def context_speakers(self, token: Token) -> Speakers:
        """Return who spoke last before a sentence without a speaker of its own, in the same paragraph.

        Where nobody did it is whose words the title says the text gives. In a turn it is whose turn it is.
        """
        quote = self.quote_at(token)
        if quote is not None and self._quotes[quote].start in self._turns:
            return self._speakers[quote]
        number = self._sentence(token.idx)
        for earlier in range(number - 1, max(number - 1 - CONTEXT, -1), -1):
            if self._is_break(earlier):
                break
            if self._sentence_speakers[earlier]:
                return self._sentence_speakers[earlier]
        return self._cast.authors

    def speakers_of_clause(self, verb: Token) -> Speakers:
        """Return the subject of a verb of saying, as actors."""
        subject = subject_of(verb, self._lexicon)
        if subject is None:
            return self._cues.beside(verb)
        if is_first_person(subject):
            return self.speakers_at(subject)
        return self._cast.actors_of(subject)

    def is_speech(self, verb: Token) -> bool:
        """Return whether this is a verb of saying."""
        return self._cues.is_speech(verb)

    def _sentence(self, place: int) -> int:
        return max(bisect_right(self._starts, place) - 1, 0)

    def _is_break(self, number: int) -> bool:
        """Return whether a paragraph ends between a sentence and the next."""
        sent = self._sents[number]
        return "\n" in self._text[sent.end_char - 1 : self._starts[number + 1]] or sent.text.endswith("\n")

    def _attribute(self) -> list[Speakers]:
        found = [self._own(quote) for quote in self._quotes]
        for number in range(len(found) - 1, 0, -1):
            if self._runs_on(number - 1) and not found[number - 1]:
                found[number - 1] = found[number]
        for number, quote in enumerate(self._quotes):
            if not found[number] and quote.start not in self._turns:
                found[number] = self._by_neighbours(number, found)
        return found

    def _own(self, quote: Quote) -> Speakers:
        """Return who speaks by a turn's label, or by the words of the quotation's own sentences."""
        if quote.start in self._turns:
            return self._turns[quote.start]
        span = self._doc.char_span(quote.start, quote.end, alignment_mode="expand")
        if span is None:
            return ()
        return self._cues.around(span) or self._in_own_sentences(quote)

    def _in_own_sentences(self, quote: Quote) -> Speakers:
        for number in reversed(self._sentences(quote)):
            if self._sentence_speakers[number]:
                return self._sentence_speakers[number]
        return ()

    def _sentences(self, quote: Quote) -> range:
        first = self._sentence(quote.start)
        return range(first, max(self._sentence(quote.end - 1), first) + 1)

    def _by_neighbours(self, number: int, found: Sequence[Speakers]) -> Speakers:
        """Return who speaks by the sentence before, the quotation that this one goes on with, or the sentence after."""
        quote = self._quotes[number]
        before = self._before(quote)
        if before:
            return before
        if number and (self._runs_on(number - 1) or self._continues(number - 1)):
            return found[number - 1]
        return self._after(quote) or self._paragraph_before(number, found)

    def _before(self, quote: Quote) -> Speakers:
        """Return the speaker or the subject of the sentence before, in the same paragraph or ended by a colon."""
        number = self._sentences(quote).start - 1
        if number < 0:
            return ()
        sent = self._sents[number]
        ends_open = sent.text.rstrip().endswith(":")
        if self._is_break(number) and not ends_open:
            return ()
        if self._sentence_speakers[number]:
            return self._sentence_speakers[number]
        actors = self._cues.subject(sent)
        return tuple(actor for actor in actors if actor.kind == "person" or ends_open)

    def _after(self, quote: Quote) -> Speakers:
        number = self._sentences(quote).stop
        if number >= len(self._sents) or self._is_break(number - 1):
            return ()
        return self._sentence_speakers[number]

    def _paragraph_before(self, number: int, found: Sequence[Speakers]) -> Speakers:
        """Return who spoke at the end of the paragraph before one that is nothing but a quotation."""
        quote = self._quotes[number]
        sentence = self._sentences(quote).start
        is_first = sentence > 0 and self._is_break(sentence - 1)
        if not is_first or self._text[self._starts[sentence] : quote.start].strip():
            return ()
        for earlier in range(sentence - 1, max(sentence - 1 - CONTEXT, -1), -1):
            speakers = self._sentence_speakers[earlier] or self._quoted_in(earlier, number, found)
            if speakers:
                return speakers
            if earlier and self._is_break(earlier - 1):
                break
        return tuple(one for one in self._cues.subject(self._sents[sentence - 1]) if one.kind == "person")

    def _quoted_in(self, sentence: int, number: int, found: Sequence[Speakers]) -> Speakers:
        """Return the speakers of the quotation before, if it ends in a sentence."""
        is_there = number > 0 and self._sentence(self._quotes[number - 1].end - 1) == sentence
        return found[number - 1] if is_there else ()

    def _runs_on(self, number: int) -> bool:
        """Return whether a quotation without closing mark goes on with the next paragraph's."""
        if number + 1 >= len(self._quotes) or self._quotes[number].is_closed:
            return False
        return not self._text[self._quotes[number].end : self._quotes[number + 1].start].strip()

    def _continues(self, number: int) -> bool:
        """Return whether nothing but blanks, or the end of a sentence, stands between a quotation and the next."""
        return not self._text[self._quotes[number].end : self._quotes[number + 1].start].strip(MARKS)


def is_first_person(token: Token) -> bool:
    """Return whether a word means who speaks: "we", "our", but not "US"."""
    return token.lower_ in FIRST_PERSON and token.text != COUNTRY


def _merge(quotes: Sequence[Quote], turns: Sequence[Turn]) -> list[Quote]:
    """Return the quotations outside of turns, and the turns, in text order."""
    if not turns:
        return list(quotes)
    spoken = [Quote(turn.start, turn.end) for turn in turns]
    return [*(quote for quote in quotes if quote.end <= turns[0].start), *spoken]


def view_holders(predicates: Sequence[Token], cast: Cast, lexicon: Lexicon) -> Speakers:
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
