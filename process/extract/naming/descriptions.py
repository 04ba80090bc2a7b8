"""Whom a description means: "the Hungarian premier", "his government", "the Kingdom", "the two presidents"."""

from collections.abc import Callable, Container, Mapping, Sequence

from spacy.tokens import Token

from process.extract.english.actor_words import ActorWords, load_actor_words
from process.extract.english.lexicon import Lexicon, Role
from process.extract.english.syntax import base, children, is_definite, sentence_of
from process.extract.naming.mentions import Mention
from process.extract.naming.persons import Persons
from process.extract.naming.plurals import ARGUMENTS, Plurals
from process.extract.naming.salience import Accepts, Memory, Search
from stancewatch.contracts import Actor

INDEFINITE = frozenset({"a", "an", "another", "some"})
"""They bring in somebody new, whom nothing before names: "a Ukrainian official"."""
HOLDING = frozenset({"nsubj", "nsubj:pass", "nmod:poss", "obl:agent"})
"""Relations in which "the Latvian minister" means somebody whom nothing else introduces."""
SOMEBODY_IN = frozenset({"nsubj", "nsubj:pass", "obl:agent"})


class Descriptions:
    """Reads the nouns of one Doc.

    `memory` is what has been seen so far, `owner` gives the state or body that stands before a noun.
    """

    def __init__(
        self,
        mentions: Mapping[int, Mention],
        *,
        persons: Persons,
        lexicon: Lexicon,
        search: Search,
        memory: Memory,
        owner: Callable[[Token], Actor | None],
    ) -> None:
        self._mentions, self._persons, self._lexicon = mentions, persons, lexicon
        self._words = load_actor_words()
        self._search, self._owner = search, owner
        self._plurals = Plurals(persons, search=search, memory=memory)

    def meant(self, token: Token) -> tuple[Actor, ...]:
        """Return whom a noun that names nobody means."""
        if several := self._plurals.meant(token):
            return several
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or token.tag_ in {"NNS", "NNPS"}:
            return ()
        found = self._described(token) if token.lemma_.lower() in self._words.titles else None
        found = found or self._whole(token) or self._by_verb(token)
        return (found,) if found else ()

    def is_somebody(self, token: Token) -> bool:
        """Return whether a noun is an office of a state or body, and one person acts in it."""
        is_one = (
            token.tag_ in {"NN", "NNP"} and token.lemma_.lower() in self._words.offices and token.dep_ in SOMEBODY_IN
        )
        names = children(token, "flat", "appos", "nmod:desc")
        return is_one and not any(one.i in self._mentions for one in names) and self._owner(token) is not None

    def _described(self, token: Token) -> Actor | None:
        """Return whom "the Hungarian prime minister" or "the president" means."""
        if any(child.i in self._mentions for child in children(token, "flat", "appos", "nmod:desc")):
            return None
        if any(child.lower_ in INDEFINITE for child in children(token, "det")):
            return None
        offices, owner = office_words(token, self._mentions, self._words), self._owner(token)
        is_former = any(child.lower_ in self._words.former for child in children(token, "amod", "advmod", "compound"))
        if owner:
            return self._in_office(token, owner, offices, is_former=is_former)
        if not is_definite(token):
            return None
        found = self._search(
            token, one_actor(lambda actor: self._persons.holds(actor, offices, is_former=is_former)), far=True
        )
        found = found or self._search(
            token, one_actor(lambda actor: self._persons.can_be(actor, offices, is_former=is_former))
        )
        return found.actors[0] if found else None

    def _in_office(self, token: Token, owner: Actor, offices: Sequence[str], *, is_former: bool) -> Actor | None:
        """Return who holds an office of a state or body: the last named who does, else whom text or desk tell.

        A text may be older than the desk: who is named in it, and held the office once, comes before who holds it now.
        """
        held, persons = offices[-1:], self._persons

        def named(holds: Callable[[Actor], bool]) -> Actor | None:
            found = self._search(token, one_actor(lambda actor: persons.is_of(actor, owner) and holds(actor)), far=True)
            return found.actors[0] if found else None

        found = named(lambda actor: persons.holds(actor, held, is_former=is_former))
        if found is None and not is_former:
            found = named(lambda actor: persons.may_have_held(actor, held))
        found = found or persons.in_office(owner, offices, is_former=is_former)
        return found or (None if is_former else self._newcomer(token, owner))

    def _newcomer(self, token: Token, owner: Actor) -> Actor | None:
        """Return the person last named, if nothing tells whom he is of: "Mr Kos flew home. The Latvian minister said".

        From then on he is of the state or body whose office it is.
        """
        if token.lemma_.lower() not in self._words.offices or token.dep_ not in HOLDING:
            return None
        found = self._search(token, one_actor(lambda actor: actor.kind == "person"))
        if found is None or found.token.i >= sentence_of(token).start or not self._persons.is_open(found.actors[0]):
            return None
        self._persons.place(found.actors[0], owner)
        return found.actors[0]

    def national(self, token: Token, state: Actor) -> Actor | None:
        """Return the person whom "the Brazilian" means."""
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or base(token) not in {"nsubj", "obl"} or not is_definite(token):
            return None
        found = self._search(token, one_actor(lambda actor: self._persons.is_of(actor, state)))
        return found.actors[0] if found else None

    def _whole(self, token: Token) -> Actor | None:
        """Return the state or body that "his government", "the bloc" or "the party" means."""
        lemma, owner = token.lemma_.lower(), self._owner(token)
        called = None if owner or not is_definite(token) else self._called(token, lemma)
        if called or (lemma not in self._words.states and lemma not in self._words.wholes):
            return called
        if owner:
            return owner if (lemma in self._words.states) == (owner.kind == "state") else None
        if not is_definite(token) or token.dep_ not in ARGUMENTS:
            return None
        parts = (token, *children(token, "amod", "compound"))
        is_named = any(
            part.text[:1].isupper() for part in parts
        )  # "the Kingdom", "the Left party"; "the party" may be any
        kinds = {"state"} if lemma in self._words.states else {"organisation", "group"}
        named = self._search(
            token, one_actor(lambda actor: lemma in actor.name.lower().split() and actor.kind in kinds)
        )
        found = named or (None if is_named else self._search(token, one_actor(lambda actor: actor.kind in kinds)))
        return found.actors[0] if found else None

    def _called(self, token: Token, noun: str) -> Actor | None:
        """Return whom the desk says this noun points back to: "the Kingdom", once Saudi Arabia is named."""
        found = self._search(token, one_actor(lambda actor: self._called_of(actor, noun) is not None), far=True)
        return self._called_of(found.actors[0], noun) if found else None

    def _called_of(self, actor: Actor, noun: str) -> Actor | None:
        """Return the actor, or of a person the state or body spoken for, that this noun points back to."""
        whole = self._persons.affiliation(actor) if actor.kind == "person" else actor
        return whole if whole is not None and self._persons.is_called(whole, noun) else None

    def _by_verb(self, token: Token) -> Actor | None:
        """Return whom a noun means that says or wants something: "the veteran socialist"."""
        if token.tag_ != "NN" or not is_definite(token) or base(token) != "nsubj" or self._owner(token):
            return None
        lemma, verb = token.lemma_.lower(), token.head.lemma_.lower()
        if lemma in self._lexicon.frames.mouthpieces or lemma in self._lexicon.collectives:
            return None
        roles = {operator.role for operator in self._lexicon.operators.get(verb, ())}
        if token.head.pos_ != "VERB" or not (verb in self._lexicon.speech or Role.SUBJECT in roles):
            return None
        found = self._search(token, one_actor(lambda actor: actor.kind == "person"))
        return found.actors[0] if found else None


def office_words(token: Token, owned: Container[int], words: ActorWords) -> list[str]:
    """Return the names of an office as it stands and without the words of whom and what kind: "prime-minister"."""
    before = [child for child in children(token, "compound", "amod", "nmod:poss") if child.i < token.i]
    parts = [child for child in before if child.tag_ != "PRP$"]
    kept = [part.lower_ for part in parts if part.i not in owned and (part.pos_ != "ADJ" or part.lower_ in words.ranks)]
    forms = [
        "-".join([*(part.lower_ for part in parts), token.lemma_.lower()]),
        "-".join([*kept, token.lemma_.lower()]),
    ]
    return list(dict.fromkeys(forms))


def one_actor(accepts: Callable[[Actor], bool]) -> Accepts:
    """Return a test that one actor alone was meant, and that it passes."""
    return lambda one: len(one.actors) == 1 and accepts(one.actors[0])
