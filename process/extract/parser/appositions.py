"""A spaCy component that gives an apposed name to the office before it: "the head of the Red Cross, Jan Kos, said".

Parsers hang such a name on the nearest noun, the body, or coordinate the two; a body is not called like a person.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

from process.extract.english.actor_words import ActorWords, load_actor_words
from process.extract.english.syntax import NAME_RELATIONS, base, children, has_child

APPOSITIONS = "appositions"
OF = frozenset({"of", "for", "at", "on"})
"""Prepositions between an office and whose it is."""


@Language.component(APPOSITIONS, assigns=["token.dep", "token.head"])
def hang_appositions(doc: Doc) -> Doc:
    """Return the Doc with the names of persons hung on the offices that they are in apposition to."""
    words = load_actor_words()
    for token in doc:
        if _is_apposed_person(token) and (office := _find_office(token.head, words)) is not None:
            token.head, token.dep_ = office, "appos"
    return doc


def _is_apposed_person(token: Token) -> bool:
    """Return whether a full name of a person stands between commas, or a comma and the end, and lists nobody else."""
    if base(token) not in {"appos", "conj"} or not _is_full_name(token):
        return False
    last = token.right_edge
    is_closed = last.i + 1 >= len(token.doc) or token.doc[last.i + 1].is_punct
    is_listed = has_child(token, "cc", "conj") or len(children(token.head, "conj")) > (token.dep_ == "conj")
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i else None
    opens = token.doc[token.left_edge.i].text == "," or (before is not None and before.text == ",")
    return opens and is_closed and not is_listed


def _find_office(noun: Token, words: ActorWords) -> Token | None:
    """Return the office, held by one and not yet named, that a noun says the body or place of: "head of the Church"."""
    if _is_full_name(noun) or noun.lemma_.lower() in words.titles:
        return None
    while base(noun) == "nmod" and noun.head.i < noun.i:
        is_of = any(case.lower_ in OF for case in children(noun, "case"))
        noun = noun.head
        if not is_of:
            return None
        if noun.lemma_.lower() in words.offices:
            is_open = noun.tag_ in {"NN", "NNP"} and base(noun) not in NAME_RELATIONS
            return noun if is_open and not _has_name(noun) else None
    return None


def _has_name(office: Token) -> bool:
    return any(child.pos_ == "PROPN" and child.i > office.i for child in children(office, "flat", "appos", "nmod:desc"))


def _is_full_name(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and has_child(token, "flat")
