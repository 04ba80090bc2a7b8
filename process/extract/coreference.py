"""What words mean that name nobody: pronouns, "the Hungarian premier", "his government", "the two presidents"."""

from collections.abc import Callable, Container, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from process.extract.english.actor_words import ActorWords, load_actor_words
from process.extract.english.lexicon import Lexicon, Role
from process.extract.mentions import Mention, MentionKind
from process.extract.persons import Persons
from process.extract.quotes import Quote
from process.extract.salience import SENTENCES_BACK, Memory, Seen, weight_of
from process.extract.syntax import base, children, conjuncts_after, sentence_of
from stancewatch.contracts import Actor

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "their", "them", "theirs", "themselves"})
DEFINITE = frozenset({"the", "this", "that", "both"})
ARGUMENTS = frozenset({"nsubj", "nmod:poss", "obl:agent", "nsubj:pass", "conj", "parataxis"})
"""Relations in which a "the country" or "both leaders" can hold something."""
TWO = 2
FAR = 40
"""Sentences that a title leads back over: "the chancellor" is whoever was introduced so."""
Accepts = Callable[[Seen], bool]


class Coreference:
    """Reads one Doc from its first word to its last, and leads each word back to whom it means."""

    def __init__(
        self,
        doc: Doc,
        mentions: Mapping[int, Mention],
        *,
        strangers: Mapping[int, Mention],
        persons: Persons,
        quotes: Sequence[Quote],
        lexicon: Lexicon,
    ) -> None:
        self._doc, self._mentions, self._persons, self._lexicon = doc, mentions, persons, lexicon
        self._strangers = strangers
        self._unknown = {mention.actor for mention in strangers.values()}
        self._words: ActorWords = load_actor_words()
        self._memory = Memory()
        self._pointers: dict[int, tuple[Actor, ...]] = {}
        self._quote_of = _number_quotes(doc, quotes)
        self._sentence = 0

    def read(self) -> dict[int, tuple[Actor, ...]]:
        """Return the actors that words without a name mean, by token."""
        for sent in self._doc.sents:
            self._read_sentence(sent)
            self._sentence += 1
        return self._pointers

    def _read_sentence(self, sent: Span) -> None:
        for token in sent:
            mention = self._mentions.get(token.i) or self._strangers.get(token.i)
            if mention is None:
                self._point(token, self._resolve(token))
            elif mention.start == token.i:
                self._meet(mention)

    def _point(self, token: Token, actors: tuple[Actor, ...]) -> None:
        """Let a word mean actors; one that means somebody unknown means nobody, and leads the next ones there too."""
        if actors:
            self._note(token, actors)
            if self._unknown.isdisjoint(actors):
                self._pointers[token.i] = actors

    def _meet(self, mention: Mention) -> None:
        token = self._doc[mention.start : mention.end].root
        if mention.kind is MentionKind.NAME or token.tag_ in {"NNS", "NNPS"}:
            self._note(token, (mention.actor,))
            self._note_pair(token)
        elif (actor := self._national(token, mention.actor)) is not None:
            self._point(token, (actor,))

    def _note(self, token: Token, actors: tuple[Actor, ...]) -> None:
        quote = self._quote_of.get(token.i)
        self._memory.note(Seen(self._sentence, token, actors, weight_of(token, self._lexicon), quote))

    def _note_pair(self, token: Token) -> None:
        """Remember coordinated names as one plural, for "they"."""
        first = token.head if base(token) == "conj" else None
        if first is None:
            return
        members = [self._mentions.get(one.i) for one in conjuncts_after(first)]
        actors = tuple(dict.fromkeys(member.actor for member in members if member))
        if len(actors) >= TWO:
            self._note(first, actors)

    def _resolve(self, token: Token) -> tuple[Actor, ...]:
        word = token.lower_
        if word in HE or word in SHE or word in IT or word in THEY:
            return self._pronoun(token, word)
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            return ()
        if token.tag_ in {"NNS", "NNPS"}:
            return self._several(token)
        found = self._described(token) if token.lemma_.lower() in self._words.titles else None
        found = found or self._whole(token) or self._by_verb(token)
        return (found,) if found else ()

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
            return _one(lambda actor: self._persons.fits(actor, pronoun))
        if word in IT:
            return _one(lambda actor: actor.kind != "person")
        return lambda one: len(one.actors) > 1 or one.actors[0].kind != "person"

    def _search(self, token: Token, accepts: Accepts, *, far: bool = False) -> Seen | None:
        back = FAR if far else SENTENCES_BACK
        return self._memory.latest(token, self._sentence, self._quote_of.get(token.i), accepts, sentences_back=back)

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

    def _described(self, token: Token) -> Actor | None:
        """Return whom "the Hungarian prime minister" or "the president" means."""
        if any(child.i in self._mentions for child in children(token, "flat", "appos", "nmod:desc")):
            return None
        offices, owner = office_words(token, self._mentions, self._words), self.owner(token)
        is_former = any(child.lower_ in self._words.former for child in children(token, "amod", "advmod", "compound"))
        if owner:
            return self._persons.in_office(owner, offices, is_former=is_former)
        if not _is_definite(token):
            return None
        found = self._search(
            token, _one(lambda actor: self._persons.holds(actor, offices, is_former=is_former)), far=True
        )
        found = found or self._search(
            token, _one(lambda actor: self._persons.can_be(actor, offices, is_former=is_former))
        )
        return found.actors[0] if found else None

    def _national(self, token: Token, state: Actor) -> Actor | None:
        """Return the person whom "the Brazilian" means."""
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or base(token) not in {"nsubj", "obl"} or not _is_definite(token):
            return None
        found = self._search(token, _one(lambda actor: self._persons.is_of(actor, state)))
        return found.actors[0] if found else None

    def _several(self, token: Token) -> tuple[Actor, ...]:
        """Return whom "both presidents" or "the two sides" means."""
        numbers = {child.lower_ for child in children(token, "nummod", "det", "det:predet", "amod")}
        if not numbers & {"two", "both"} or token.dep_ not in ARGUMENTS:
            return ()
        lemma = token.lemma_.lower()
        if lemma in self._words.several_states:
            return self._memory.distinct(TWO, lambda actor: actor.kind == "state")
        if lemma in self._words.several_people:
            offices = (lemma,)
            fitting = self._memory.distinct(TWO, lambda actor: self._persons.holds(actor, offices))
            return fitting or self._memory.distinct(TWO, lambda actor: actor.kind == "person")
        return ()

    def _whole(self, token: Token) -> Actor | None:
        """Return the state or body that "his government", "the bloc" or "the party" means."""
        lemma, owner = token.lemma_.lower(), self.owner(token)
        called = None if owner or not _is_definite(token) else self._called(token, lemma)
        if called or (lemma not in self._words.states and lemma not in self._words.wholes):
            return called
        if owner:
            return owner if (lemma in self._words.states) == (owner.kind == "state") else None
        if not _is_definite(token) or token.dep_ not in ARGUMENTS:
            return None
        kinds = {"state"} if lemma in self._words.states else {"organisation", "group"}
        named = self._search(token, _one(lambda actor: lemma in actor.name.lower().split() and actor.kind in kinds))
        found = named or self._search(token, _one(lambda actor: actor.kind in kinds))
        return found.actors[0] if found else None

    def _called(self, token: Token, noun: str) -> Actor | None:
        """Return whom the desk says this noun points back to: "the Kingdom", once Saudi Arabia is named."""
        found = self._search(token, _one(lambda actor: self._persons.is_called(actor, noun)), far=True)
        return found.actors[0] if found else None

    def _by_verb(self, token: Token) -> Actor | None:
        """Return whom a noun means that says or wants something: "the veteran socialist"."""
        if token.tag_ != "NN" or not _is_definite(token) or base(token) != "nsubj" or self.owner(token):
            return None
        lemma, verb = token.lemma_.lower(), token.head.lemma_.lower()
        if lemma in self._lexicon.frames.mouthpieces or lemma in self._lexicon.collectives:
            return None
        roles = {operator.role for operator in self._lexicon.operators.get(verb, ())}
        if token.head.pos_ != "VERB" or not (verb in self._lexicon.speech or Role.SUBJECT in roles):
            return None
        found = self._search(token, _one(lambda actor: actor.kind == "person"))
        return found.actors[0] if found else None

    def owner(self, token: Token) -> Actor | None:
        """Return the first of `owners`, or None."""
        return next(iter(self.owners(token)), None)

    def owners(self, token: Token) -> tuple[Actor, ...]:
        """Return the states and bodies that an adjective, a possessive or "of" puts before a noun; of a person, theirs.

        Two that are joined are two: "the Danish and Dutch governments".
        """
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


def office_words(token: Token, owned: Container[int], words: ActorWords) -> list[str]:
    """Return the names of an office as it stands and without the words of whom and what kind: "prime-minister"."""
    parts = [child for child in children(token, "compound", "amod", "nmod:poss") if child.i < token.i]
    kept = [part.lower_ for part in parts if part.i not in owned and (part.pos_ != "ADJ" or part.lower_ in words.ranks)]
    forms = [
        "-".join([*(part.lower_ for part in parts), token.lemma_.lower()]),
        "-".join([*kept, token.lemma_.lower()]),
    ]
    return list(dict.fromkeys(forms))


def _one(accepts: Callable[[Actor], bool]) -> Accepts:
    """Return a test that one actor alone was meant, and that it passes."""
    return lambda one: len(one.actors) == 1 and accepts(one.actors[0])


def _has_case(token: Token, *words: str) -> bool:
    return any(case.lower_ in words for case in children(token, "case"))


def _is_definite(token: Token) -> bool:
    return any(child.lower_ in DEFINITE for child in children(token, "det"))


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
