"""Which word on the way up from an issue does what to the stance."""

from collections.abc import Iterator

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon, Operator, Role
from process.extract.english.syntax import base, case_of, children, has_child, is_infinitive, negations
from process.extract.parser.verbs import IRREGULAR

ARGUMENTS = frozenset(
    "obj iobj ccomp xcomp csubj acl compound nsubj advcl nmod obl parataxis amod dep dislocated".split()  # noqa: SIM905
)
"""Relations by which a word can govern another."""
ROLES = {
    "NOUN": (Role.NOUN, Role.VOICE, Role.CHANGE, Role.SUBJECT),
    "PROPN": (Role.NOUN, Role.CHANGE),
    "ADJ": (Role.SUBJECT, Role.VOICE, Role.NOUN, Role.CHANGE),
    "VERB": (Role.SUBJECT, Role.VOICE, Role.CHANGE),
    "AUX": (Role.CHANGE,),
    "INTJ": (Role.NOUN,),
}
"""What a word of a part of speech can be, the likeliest first."""
SUBJECT_SIDE = frozenset({"nsubj", "csubj"})
OF_HOLDS = frozenset({"on", "to", "of", "against", "over"})
"""Prepositions before what an objection or a ban is on."""
MAX_PARTICLE = 7
"""Letters of the longest particle of a verb: "against", "towards" stand as prepositions."""


def find_operator(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return what `node` does to the stance that comes up from its child `via`; None if it says nothing of it."""
    if base(via) not in ARGUMENTS:
        return None
    return (
        _by_participle(node, via, lexicon)
        or _by_key(node, via, lexicon)
        or _by_side(node, via, lexicon)
        or _by_writing(node, via, lexicon)
        or _by_complement(node, via, lexicon)
    )


def _by_key(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    is_phrase = base(via) in {"obl", "nmod"}
    for key, has_preposition in _keys(node, via, lexicon):
        if is_phrase and not has_preposition and case_of(via) in lexicon.frames.circumstances:
            continue
        for role in ROLES.get(node.pos_, (Role.CHANGE,)):
            for operator in lexicon.operators.get(key, ()):
                if operator.role is role and _suits(operator, node, via, lexicon):
                    return operator
    return None


def _by_participle(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return the attitude of a participle that the parser takes for an adjective: "has withstood pressure"."""
    if node.lemma_.lower() != "have" or base(via) != "obj":
        return None
    forms = [word.lower_ for word in children(via, "amod", "compound") if word.i == node.i + 1]
    lemmas = [IRREGULAR[form] for form in forms if form in IRREGULAR]
    operators = (one for lemma in lemmas for one in lexicon.operators.get(lemma, ()))
    return next((one for one in operators if one.role is Role.SUBJECT), None)


def _by_side(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return the side that a preposition takes: "spoke in favour of", "lined up behind", "has nothing against"."""
    case = case_of(via)
    if node.lower_ == "nothing" and case == "against":
        return Operator(Role.NOUN, 1)
    side = lexicon.frames.side_of(case) if case != "for" else 0
    return Operator(Role.SUBJECT, side) if side and node.pos_ == "VERB" and base(via) == "obl" else None


def _by_writing(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return the attitude of a text by what it says: "a resolution that demands"."""
    is_text = node.lemma_.lower() in lexicon.frames.writings
    return Operator(Role.NOUN, 1) if is_text and base(via) == "acl" else None


def _by_complement(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return the attitude that a verb takes from its complement: "expressed support for", "remains open to"."""
    if node.lemma_.lower() not in lexicon.light or base(via) not in {"obl", "advcl", "xcomp"}:
        return None
    for word in children(node, "obj", "xcomp"):
        role = Role.NOUN if base(word) == "obj" else Role.SUBJECT
        for operator in lexicon.operators.get(_key(word, lexicon), ()):
            if operator.role is role and word.i != via.i and word.pos_ in {"NOUN", "ADJ"}:
                return Operator(Role.SUBJECT, operator.sign * (-1) ** negations(word, lexicon))
    return None


def find_governor(via: Token, lexicon: Lexicon) -> Token:
    """Return the word above, or the noun between that a phrase belongs to, whatever the parser hangs it on."""
    return find_asker(via, lexicon) or _find_hold(via, lexicon) or via.head


def _find_hold(via: Token, lexicon: Lexicon) -> Token | None:
    """Return the object of a verb that ends it, of which the phrase behind it says what it is on: "lift the ban on"."""
    verb, opening = via.head, via.doc[via.left_edge.i]
    if base(via) not in {"obl", "advcl"} or verb.pos_ != "VERB" or opening.lower_ not in OF_HOLDS or not opening.i:
        return None
    noun = opening.nbor(-1)
    is_object = base(noun) == "obj" and noun.head.i == verb.i
    is_ended = verb.lemma_.lower() in lexicon.frames.giving_up or side_change(verb, lexicon) < 0
    return noun if is_object and is_ended and side_of_noun(noun, lexicon) else None


def side_change(word: Token, lexicon: Lexicon) -> int:
    """Return what a word does to a thing, whoever does it: 1 or -1, 0 for nothing known."""
    return _sign_of(word, Role.CHANGE, lexicon)


def side_of_noun(noun: Token, lexicon: Lexicon) -> int:
    """Return the side of an attitude, or -1 of what holds a thing up: "objection", "freeze"; 0 of another noun."""
    return _sign_of(noun, Role.NOUN, lexicon) or min(side_change(noun, lexicon), 0)


def _sign_of(word: Token, role: Role, lexicon: Lexicon) -> int:
    lemma = word.lemma_.lower()
    found = (*lexicon.operators.get(lemma, ()), *lexicon.operators.get(f"{lemma}_to_do", ()))
    return next((operator.sign for operator in found if operator.role is role), 0)


def find_asker(via: Token, lexicon: Lexicon) -> Token | None:
    """Return the noun that asks for a thing where a word between hides it: "pressure on Moscow for a truce"."""
    if case_of(via) != "for" or base(via) not in {"obl", "nmod"}:
        return None
    above, nouns = via.head, list[Token]()
    if above.pos_ == "VERB":
        verbs = [above, above.head] if base(above) == "xcomp" else [above]  # "resists mounting pressure": two verbs
        nouns = [child for verb in verbs for child in children(verb, "obj") if child.i < via.i]
    while above.pos_ in {"NOUN", "PROPN"} and base(above) in {"nmod", "conj"}:
        above = above.head
        nouns.append(above)
    return next((noun for noun in nouns if noun.lemma_.lower() in lexicon.frames.asking), None)


def is_stop(node: Token, lexicon: Lexicon) -> bool:
    """Return whether nothing is held under this word."""
    return node.lemma_.lower() in lexicon.stop


def _keys(node: Token, via: Token, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Yield the keys of a word, the most particular first, and whether each names the preposition of `via`."""
    lemma, case, own = _key(node, lexicon), case_of(via), case_of(node)
    if own:
        yield f"{own}_{lemma}", False
    if base(via) == "acl" and is_infinitive(via):
        yield f"{lemma}_to_do", False
    particles = [child.lower_ for child in children(node, "compound:prt", "advmod", "obl", "case")]
    for particle in [word for word in particles if len(word) <= MAX_PARTICLE]:
        if case:
            yield f"{lemma}_{particle}_{case}", True
        yield f"{lemma}_{particle}", False
    if case:
        yield f"{lemma}_{case}", True
    yield lemma, False


def _key(node: Token, lexicon: Lexicon) -> str:
    """Return the lemma; the form where that is a state of mind: "opposed", "prepared"."""
    is_minded = node.tag_ in {"VBN", "JJ"} and node.lower_ in lexicon.frames.minded
    return str(node.lower_ if is_minded else node.lemma_.lower())


def _suits(operator: Operator, node: Token, via: Token, lexicon: Lexicon) -> bool:
    """Return whether the operator can govern by this relation."""
    relation = base(via)
    if operator.role is Role.SUBJECT and operator.sign > 0 and _only_names(node, via, lexicon):
        return False
    if operator.role is Role.SUBJECT and _is_attitude(node, lexicon):
        return False
    if operator.role is Role.SUBJECT and node.pos_ == "NOUN" and relation == "compound":
        return False
    if operator.role is Role.SUBJECT:
        return relation not in SUBJECT_SIDE or via.dep_ == "nsubj:pass"
    if operator.role is Role.VOICE:
        return node.pos_ != "VERB" or relation in {"obj", "ccomp", "xcomp", "nsubj"}
    return True


def _is_attitude(node: Token, lexicon: Lexicon) -> bool:
    """Return whether a noun, and no predicate, is what somebody beside it wants: the calls of "its calls for talks"."""
    if node.pos_ != "NOUN" or has_child(node, "cop"):
        return False
    return any(operator.role is Role.NOUN for operator in lexicon.operators.get(node.lemma_.lower(), ()))


def _only_names(node: Token, via: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb says what a thing is and does not ask for it: "called the sanctions a shot in the foot"."""
    others = (child for child in children(node, "obj", "xcomp", "parataxis") if child.i != via.i)
    is_complement = base(via) in {"obj", "xcomp"} and node.lemma_.lower() in lexicon.frames.verdicts
    return is_complement and any(others)
