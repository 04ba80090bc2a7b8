"""What words mean that name nobody: who was named so far, and whom pronouns and descriptions lead back to."""

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from process.extract.english.lexicon import Lexicon
from process.extract.english.quotes import Quote
from process.extract.english.syntax import base, children, conjuncts_after, first_conjunct, sentence_of
from process.extract.naming.descriptions import Descriptions, one_actor
from process.extract.naming.mentions import Mention, MentionKind
from process.extract.naming.persons import Persons
from process.extract.naming.salience import SENTENCES_BACK, Accepts, Memory, Seen, clause_mates, weight_of
from stancewatch.contracts import Actor

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "their", "them", "theirs", "themselves"})
PERSONAL = HE | SHE
BESIDE = 3
"""Words and marks between a quotation and the "he said" that belongs to it."""
FAR = 40
"""Sentences that a title leads back over: "the chancellor" is whoever was introduced so."""
TWO = 2
SOMEBODY = Actor(id="", name="", kind="person")
"""Whom an office means that nothing explains."""
SpeakersAt = Callable[[Token], tuple[Actor, ...]]


class Coreference:
    """Reads one Doc from its first word to its last, and leads each word back to whom it means."""

    def __init__(
        self,
        doc: Doc,
        mentions: Mapping[int, Mention],
        *,
        persons: Persons,
        quotes: Sequence[Quote],
        lexicon: Lexicon,
    ) -> None:
        self._doc, self._mentions, self._persons, self._lexicon = doc, mentions, persons, lexicon
        self._memory = Memory()
        self._pointers: dict[int, tuple[Actor, ...]] = {}
        self._quote_of = _number_quotes(doc, quotes)
        self._named_in = _names_by_quote(mentions, self._quote_of)
        self._sentence = 0
        self._speakers_at: SpeakersAt | None = None
        self._descriptions = Descriptions(
            mentions,
            persons=persons,
            lexicon=lexicon,
            search=self._search,
            memory=self._memory,
            owner=self.owner,
        )

    def read(self, speakers_at: SpeakersAt | None = None) -> dict[int, tuple[Actor, ...]]:
        """Return the actors that words without a name mean, by token.

        `speakers_at`, once it is known, tells who says the quotation of a token: he is not "he" in his own words.
        """
        self._memory.seen.clear()
        self._pointers, self._sentence, self._speakers_at = {}, 0, speakers_at
        for sent in self._doc.sents:
            self._read_sentence(sent)
            self._sentence += 1
        return self._pointers

    def _read_sentence(self, sent: Span) -> None:
        for token in sent:
            mention = self._mentions.get(token.i)
            if mention is None:
                actors = self._resolve(token)
                self._point(token, actors or self._somebody(token))
                self._note_body(token)
            elif mention.start == token.i:
                self._meet(mention)

    def _point(self, token: Token, actors: tuple[Actor, ...]) -> None:
        """Let a word mean actors; one that means somebody whom nothing names leads the next ones to nobody too."""
        if actors:
            self._note(token, actors)
            if SOMEBODY not in actors:
                self._pointers[token.i] = actors

    def _somebody(self, token: Token) -> tuple[Actor, ...]:
        """Return somebody unknown for an office whose holder nothing names: "Italy's prime minister … She"."""
        return (SOMEBODY,) if self._descriptions.is_somebody(token) else ()

    def _meet(self, mention: Mention) -> None:
        token = self._doc[mention.start : mention.end].root
        if mention.kind is MentionKind.NAME or token.tag_ in {"NNS", "NNPS"}:
            self._note(token, (self._speaks_for(token, mention),))
            self._note_pair(token)
        elif (actor := self._descriptions.national(token, mention.actor)) is not None:
            self._point(token, (actor,))

    def _speaks_for(self, token: Token, mention: Mention) -> Actor:
        """Return the actor of a mention, or whose ministry or the like it is: "its Foreign Ministry"."""
        is_body = mention.actor.id not in self._persons and token.lemma_.lower() in self._lexicon.bodies
        return (self.owner(token) if is_body else None) or mention.actor

    def _note(self, token: Token, actors: tuple[Actor, ...]) -> None:
        quote = self._quote_of.get(token.i)
        self._memory.note(Seen(self._sentence, token, actors, weight_of(token, self._lexicon), quote))

    def _note_body(self, token: Token) -> None:
        """Remember whose officials or paper were named, for "they" and "it"."""
        if token.i not in self._pointers and token.lemma_.lower() in self._lexicon.bodies:
            owners = self.owners(token)
            if owners:
                self._note(token, owners)

    def _note_pair(self, token: Token) -> None:
        """Remember coordinated names as one plural, for "they"."""
        first = first_conjunct(token)
        if first.i == token.i:
            return
        members = [self._mentions.get(one.i) for one in conjuncts_after(first)]
        actors = tuple(dict.fromkeys(member.actor for member in members if member))
        if len(actors) >= TWO:
            self._note(token, actors)

    def _resolve(self, token: Token) -> tuple[Actor, ...]:
        word = token.lower_
        if word in HE or word in SHE or word in IT or word in THEY:
            return self._pronoun(token, word)
        return self._descriptions.meant(token)

    def _pronoun(self, token: Token, word: str) -> tuple[Actor, ...]:
        inserted = self._inserted(token)
        if inserted:
            return (inserted,)
        if word in IT and token.pos_ != "PRON":
            return ()
        found = self._search(token, self._acceptor(word)) or (self._ahead(token, word) if word in HE | SHE else None)
        return found.actors if found else ()

    def _inserted(self, token: Token) -> Actor | None:
        """Return whom brackets after a word name: "he [Putin]"."""
        after = token.i + 1
        if after + 1 < len(self._doc) and self._doc[after].text in {"[", "("}:
            mention = self._mentions.get(after + 1)
            closes = mention is not None and mention.end < len(self._doc) and self._doc[mention.end].text in {"]", ")"}
            return mention.actor if mention and closes else None
        return None

    def _acceptor(self, word: str) -> Accepts:
        if word in HE or word in SHE:
            pronoun = "she" if word in SHE else "he"
            return one_actor(lambda actor: self._persons.fits(actor, pronoun))
        if word in IT:
            return one_actor(lambda actor: actor.kind != "person")
        return lambda one: len(one.actors) > 1 or one.actors[0].kind != "person"

    def _search(self, token: Token, accepts: Accepts, *, far: bool = False) -> Seen | None:
        return self._memory.latest(
            self._sentence,
            self._quote_of.get(token.i),
            accepts,
            barred=self._barred(token),
            sentences_back=FAR if far else SENTENCES_BACK,
        )

    def _barred(self, token: Token) -> frozenset[Actor]:
        """Return whom a pronoun cannot mean: who is in its own clause, or named in the quotation that it says.

        In his own words nobody is "he" either.
        """
        mates = [self._meant_at(place) for place in clause_mates(token, self._lexicon)]
        mates += [self._speakers_at(token)] if self._speakers_at and token.lower_ in PERSONAL else []
        barred = frozenset(actors[0] for actors in mates if len(actors) == 1)
        return barred.union(*(self._named_in.get(number, ()) for number in self._quotes_said_by(token)))

    def _quotes_said_by(self, token: Token) -> set[int]:
        """Return the numbers of the quotations right before and after "he said"."""
        verb = token.head
        if token.pos_ != "PRON" or base(token) != "nsubj" or verb.lemma_.lower() not in self._lexicon.speech:
            return set()
        first, last = sorted((token.i, verb.i))
        beside = [*range(first - BESIDE, first), *range(last + 1, last + 1 + BESIDE)]
        return {self._quote_of[place] for place in beside if place in self._quote_of} - {
            self._quote_of.get(token.i, -1)
        }

    def _meant_at(self, place: int) -> tuple[Actor, ...]:
        mention = self._mentions.get(place)
        return (mention.actor,) if mention else self._pointers.get(place, ())

    def _ahead(self, token: Token, word: str) -> Seen | None:
        """Return the subject that follows a pronoun in the phrase before it: "In his speech, Macron said"."""
        for subject in children(sentence_of(token).root, "nsubj"):
            mention = self._mentions.get(subject.i)
            if (
                mention
                and subject.i > token.i
                and self._acceptor(word)(seen := Seen(self._sentence, subject, (mention.actor,), 0.0, None))
            ):
                return seen
        return None

    def owner(self, token: Token) -> Actor | None:
        """Return the first of `owners`, or None."""
        return next(iter(self.owners(token)), None)

    def owners(self, token: Token) -> tuple[Actor, ...]:
        """Return the states and bodies that an adjective, a possessive or "of" puts before a noun; of a person, theirs.

        Two that are joined are two: "the Danish and Dutch governments".
        """
        if _is_legal_team(token):
            return ()
        phrases = children(token, "nmod:poss", "compound", "amod")
        phrases += [child for child in children(token, "nmod") if _has_case(child, "of", "for")]
        for phrase in phrases:
            found = [owner for word in conjuncts_after(phrase) if (owner := self._owner_at(word))]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _owner_at(self, word: Token) -> Actor | None:
        mention = self._mentions.get(word.i)
        actors = (mention.actor,) if mention else self._pointers.get(word.i, ())
        if len(actors) != 1:
            return None
        return actors[0] if actors[0].kind != "person" else self._persons.affiliation(actors[0])


def _is_legal_team(token: Token) -> bool:
    """Return whether a noun means somebody's lawyers, who speak for no state: "his defence team"."""
    is_legal = any(child.lower_ in {"legal", "defence", "defense"} for child in children(token, "amod", "compound"))
    return token.lower_ == "team" and is_legal


def _has_case(token: Token, *words: str) -> bool:
    return any(case.lower_ in words for case in children(token, "case"))


def _names_by_quote(mentions: Mapping[int, Mention], quote_of: Mapping[int, int]) -> dict[int, set[Actor]]:
    """Return who is named in each quotation."""
    found: dict[int, set[Actor]] = {}
    for place, mention in mentions.items():
        if place in quote_of:
            found.setdefault(quote_of[place], set()).add(mention.actor)
    return found


def _number_quotes(doc: Doc, quotes: Sequence[Quote]) -> dict[int, int]:
    """Return the number of the quotation of each token that stands in one."""
    found: dict[int, int] = {}
    number = 0
    for token in doc:
        while number < len(quotes) and quotes[number].end <= token.idx:
            number += 1
        if number < len(quotes) and quotes[number].start <= token.idx:
            found[token.i] = number
    return found
