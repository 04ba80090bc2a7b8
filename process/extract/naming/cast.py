"""Who a noun phrase means: names, titles, bodies that speak for a state, pronouns, and descriptions."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from process.extract.desks.desk import Desk
from process.extract.english.actor_words import load_actor_words
from process.extract.english.lexicon import Lexicon
from process.extract.english.quotes import find_quotes
from process.extract.english.syntax import (
    NAME_RELATIONS,
    case_of,
    children,
    conjuncts_after,
    first_conjunct,
    has_child,
    sentence_of,
)
from process.extract.naming.coreference import Coreference, SpeakersAt
from process.extract.naming.introductions import Introduction, read_introduction
from process.extract.naming.mentions import Mention, MentionKind, Mentions, head_mentions
from process.extract.naming.names import is_full, surname
from process.extract.naming.outsiders import is_outsider
from process.extract.naming.persons import Persons
from stancewatch.contracts import Actor
from stancewatch.names import fold

ACTING = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
"""Relations in which somebody acts: leaders for their states, those who are named together alike."""
FORMERLY = 5
"""Words before a name among which a "former" takes the office away."""
CHURCH = frozenset({"archbishop", "bishop", "cardinal"})
LEADERS = ("president", "prime-minister", "chancellor", "premier", "king")
"""Their office is the government's: "the prime minister's office" is the state."""


class Cast:
    """The actors of one Doc, by token.

    `titled` are those that the title names, `authors` those whose words it says the text gives;
    `strangers` are named by a surname that nothing explains, `outsiders` take no side.
    """

    def __init__(self, doc: Doc, mentions: Sequence[Mention], *, desk: Desk, lexicon: Lexicon) -> None:
        self._doc, self._lexicon = doc, lexicon
        self._adjectives = {fold(word): entry.actor for entry in desk.actors for word in entry.demonyms}
        self._entries = {entry.actor.id for entry in desk.actors}
        self._members_of = _members_by_group(desk)
        self._mentions = head_mentions(mentions)
        self._words = load_actor_words()
        self.mentions = mentions
        self.titled = self._spread(mentions.titled) if isinstance(mentions, Mentions) else ()
        self.authors = mentions.authors if isinstance(mentions, Mentions) else ()
        self.strangers = mentions.strangers if isinstance(mentions, Mentions) else frozenset[Actor]()
        self.quotes = find_quotes(doc.text)
        self._persons = Persons(desk.actors, self._introduce(mentions), self._words)
        self._coreference = Coreference(
            doc,
            self._mentions,
            persons=self._persons,
            quotes=self.quotes,
            lexicon=lexicon,
        )
        self._pointers = self._coreference.read()
        self.people = tuple(dict.fromkeys(one.actor for one in mentions if one.actor.kind == "person"))
        self.titled_people = tuple(actor for actor in self.titled if actor.kind == "person")
        self.by_surname = _by_surname(desk) | {surname(actor.name): actor for actor in self.people}
        self._observers = {mention.actor.id for mention in mentions if self._is_observer(mention)}
        self.outsiders = {mention.actor.id for mention in mentions if self._is_outsider(mention)}

    def hear(self, speakers_at: SpeakersAt) -> None:
        """Read the pronouns again, now that it is known who says each quotation."""
        self._pointers = self._coreference.read(speakers_at)

    def _introduce(self, mentions: Sequence[Mention]) -> dict[Actor, Introduction]:
        """Return what the text says of each person beside the name."""
        owners = {place: one.actor for place, one in self._mentions.items() if one.actor.kind != "person"}
        found: dict[Actor, Introduction] = {}
        for one in mentions:
            if one.actor.kind == "person":
                new = read_introduction(self._doc, one.start, one.end, owners, self._words)
                found[one.actor] = found[one.actor].joined(new) if one.actor in found else new
        return found

    def mention_id(self, token: Token) -> str | None:
        """Return the id of the actor that the token names or whose adjective it is."""
        mention = self._mentions.get(token.i)
        if mention:
            return mention.actor.id
        return None

    def actors_of(self, token: Token) -> tuple[Actor, ...]:
        """Return the actors of a noun phrase given by its head, and of its conjuncts; none for observers."""
        found = [actor for member in conjuncts_after(token) for actor in self._actors_of_one(member)]
        return tuple({actor.id: actor for actor in self._spread(found) if actor.id not in self._observers}.values())

    def _spread(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """Return the actors, and the members of one whose name only stands for them: "the Baltic states"."""
        return tuple(one for actor in actors for one in self._members_of.get(actor.id, (actor,)))

    def _is_observer(self, mention: Mention) -> bool:
        """Return whether a person outside the desk is introduced as an expert: "X, who teaches at", "analyst X"."""
        if mention.actor.id in self._entries or mention.actor.kind != "person" or mention.end - mention.start == 1:
            return False
        sent = sentence_of(self._doc[mention.start])
        before = self._doc[max(mention.start - FORMERLY, sent.start) : mention.start]
        if self._is_office(before[-1:]) and not any(word.lower_ in self._words.former for word in before):
            return False  # "Minister Jo Dow, a professor of law"
        around = self._doc[max(mention.start - 4, sent.start) : min(mention.end + 9, sent.end)]
        forms = ({word.lemma_.lower(), word.lower_} for word in around if word.tag_ != "NNS")  # "told journalists"
        return any(form & self._lexicon.observers for form in forms)

    def _is_office(self, words: Span) -> bool:
        """Return whether words are an office of state or church; a president may be an institute's."""
        offices = (self._words.powers | self._words.throned | CHURCH) - {"president"}
        return any(word.lemma_.lower() in offices for word in words)

    def _is_outsider(self, mention: Mention) -> bool:
        is_known = mention.actor.id in self._entries or mention.actor.kind != "person"
        return not is_known and is_outsider(self._doc, mention.start, mention.end, self._words)

    def affiliation(self, actor: Actor) -> Actor | None:
        """Return the state or body that a person speaks for, if desk or text tell it."""
        return self._persons.affiliation(actor)

    def nation_of(self, token: Token) -> tuple[Actor, ...]:
        """Return the state whose adjective a word is: "British" of "a British proposal"."""
        mention = self._mentions.get(token.i)
        return self._spread((mention.actor,)) if mention and mention.kind is MentionKind.ADJECTIVE else ()

    def is_office(self, word: str, actor: Actor) -> bool:
        """Return whether a person holds an office of this name by desk or text: "president"."""
        return self._persons.holds(actor, (word,))

    def _actors_of_one(self, token: Token) -> Iterable[Actor]:
        person = self._person_at(token)
        if person:
            return [person]
        mention = self._mentions.get(token.i)
        if mention and mention.actor.id not in self._entries and token.lemma_.lower() in self._lexicon.bodies:
            owner = self._coreference.owner(token) or self._owner_within(mention)
            return [owner] if owner else []
        if token.i in self._pointers:
            return self._pointers[token.i]
        if mention:
            return [] if mention.kind is MentionKind.ADJECTIVE and not _means_a_people(token) else [mention.actor]
        if token.lemma_.lower() in self._lexicon.bodies or token.lemma_.lower() in self._words.mouthpieces:
            return self._body(token)
        return self._members(token)

    def _body(self, token: Token) -> list[Actor]:
        """Return the state or body that its officials mean, or the person whose spokesman, plan or letter it is."""
        author = self._author(token) if self._is_mouthpiece(token) else None
        if author and token.lemma_.lower() == "office" and self._persons.holds(author, LEADERS):
            author = self.affiliation(author) or author
        return [author] if author else list(self._coreference.owners(token))

    def _is_mouthpiece(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        return lemma in self._lexicon.frames.mouthpieces or lemma in self._words.mouthpieces

    def _members(self, token: Token) -> list[Actor]:
        """Return the bodies or states whose members or leaders a plural names: "G7 powers", "Danish leaders"."""
        if token.tag_ != "NNS":
            return []
        parts = children(token, "compound", "amod", "nmod:poss")
        for child in parts:
            mention = self._mentions.get(child.i)
            if mention and mention.actor.kind in {"organisation", "group"}:
                return [mention.actor] if self._can_speak(token, mention.actor) else []
        is_plain = all(part.i in self._mentions or part.lower_ in self._words.ranks for part in parts)
        is_acting = _acts(token) and token.lemma_.lower() in self._words.heads
        owners = self._coreference.owners(token) if is_acting and is_plain else ()
        return [owner for owner in owners if owner.kind == "state" or owner.id in self._entries]

    def _can_speak(self, token: Token, whole: Actor) -> bool:
        """Return whether a noun means those who speak for a whole: the ministers of the Baltics, not the farmers."""
        words, lemma = self._words, token.lemma_.lower()
        officials = (self._lexicon.bodies, words.heads, words.powers, words.servants, words.several_states)
        return whole.id not in self._members_of or any(lemma in known for known in officials)

    def _owner_within(self, mention: Mention) -> Actor | None:
        """Return the state whose adjective begins the name of a ministry or the like: "Russian Foreign Ministry"."""
        return self._adjectives.get(fold(self._doc[mention.start].text))

    def _author(self, token: Token) -> Actor | None:
        """Return the person whose text, letter or team a noun names."""
        for child in children(token, "nmod:poss", "nmod"):
            mention = self._mentions.get(child.i)
            actors = (mention.actor,) if mention else self._pointers.get(child.i, ())
            if actors and actors[0].kind == "person" and case_of(child) in {"", "of", "by", "from", "for"}:
                return actors[0]
        return None

    def _person_at(self, token: Token) -> Actor | None:
        """Return the person named at this word or beside it as a title's bearer."""
        for word in [token, *(child for child in token.children if child.dep_ in NAME_RELATIONS)]:
            mention = self._mentions.get(word.i)
            if mention and mention.actor.kind == "person":
                return mention.actor
        return None


def _acts(token: Token) -> bool:
    """Return whether a noun is a subject, or beside one: "we, the leaders of Latvia and Sweden"."""
    first = first_conjunct(token)
    return (first.head if first.dep_ == "appos" else first).dep_ in ACTING


def _means_a_people(token: Token) -> bool:
    """Return whether an adjective of a nation stands for it: "the Russians", "the British"."""
    return token.tag_ in {"NNPS", "NNS"} or (token.pos_ != "ADJ" and not has_child(token, "det"))


def _members_by_group(desk: Desk) -> dict[str, tuple[Actor, ...]]:
    actors = {entry.actor.id: entry.actor for entry in desk.actors}
    return {entry.actor.id: tuple(actors[one] for one in entry.members) for entry in desk.actors if entry.members}


def _by_surname(desk: Desk) -> dict[str, Actor]:
    """Return the persons of the desk by their lone surnames, folded and in lower case."""
    people = [entry for entry in desk.actors if entry.actor.kind == "person"]
    return {surname(alias): entry.actor for entry in people for alias in entry.aliases if not is_full(alias)}
