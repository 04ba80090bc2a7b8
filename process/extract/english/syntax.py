"""Questions to a Universal Dependencies tree: subjects, negation, modality, the words that belong to a clause."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from process.extract.english.lexicon import Lexicon

NAME_RELATIONS = frozenset({"flat", "flat:name", "appos", "compound", "flat:foreign", "nmod:desc"})
INSTEAD = frozenset({("instead", "of"), ("rather", "than"), ("far", "from")})
QUANTIFIERS = frozenset({"all", "every", "everyone", "everybody", "each", "no", "none", "nobody", "any", "anyone"})
DENYING = frozenset({"to", "for", "with", "under", "in", "at", "on", "by"})
"""Prepositions of whom or what a whole clause is denied of: "to nobody", "under no circumstances"."""
AT_ALL = frozenset({"one", "circumstance", "way", "account", "point", "time", "case"})
"""With "no" before them they deny a whole clause."""
JUDGED = frozenset({"of", "for", "over"})
"""Prepositions before what somebody is blamed or praised for."""
SINGLING = frozenset({"only", "sole", "lone", "first"})
DEFINITE = frozenset({"the", "this", "that", "both"})
FAVOUR = frozenset({"in favour of", "in favor of"})


def base(token: Token) -> str:
    """Return the relation of a token to its head, without subtype."""
    return str(token.dep_).split(":", 1)[0]


def sentence_of(token: Token) -> Span:
    """Return the sentence of a token, at the cost of its own length: spaCy's `sent` asks the whole Doc first."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return doc[start:end]


def children(token: Token, *relations: str) -> list[Token]:
    """Return the children that stand in one of the relations (with subtypes)."""
    return [child for child in token.children if child.dep_ in relations or base(child) in relations]


def has_child(token: Token, *relations: str) -> bool:
    """Return whether a child stands in one of the relations."""
    return bool(children(token, *relations))


def is_definite(token: Token) -> bool:
    """Return whether a noun points at something known: "the", "both"."""
    return any(child.lower_ in DEFINITE for child in children(token, "det"))


def is_infinitive(token: Token) -> bool:
    """Return whether the token is an infinitive without a subject and without a modal verb."""
    if "Inf" not in token.morph.get("VerbForm", []) or has_child(token, "nsubj"):
        return False
    return not any(child.tag_ == "MD" for child in children(token, "aux"))


def is_finite(token: Token) -> bool:
    """Return whether the clause of this predicate has a tense or a modal verb."""
    return "Fin" in token.morph.get("VerbForm", []) or any(
        "Fin" in child.morph.get("VerbForm", []) or child.tag_ == "MD" for child in children(token, "aux", "cop")
    )


def is_passive(token: Token) -> bool:
    """Return whether the verb is in the passive."""
    return any(child.dep_ in {"nsubj:pass", "aux:pass"} for child in token.children)


def conjuncts_after(token: Token) -> list[Token]:
    """Return the token and those coordinated with it, also where the parser hangs each on the one before.

    Not who is set apart from them: "all but Hungary".
    """
    found = [token]
    for one in found:
        found += (child for child in one.children if child.dep_ == "conj" and not _is_excepted(one, child))
    return found


def _is_excepted(whole: Token, name: Token) -> bool:
    is_but = any(word.lower_ == "but" and word.i == name.left_edge.i for word in children(name, "cc"))
    return is_but and is_all_or_none(whole)


def is_all_or_none(noun: Token) -> bool:
    """Return whether a noun phrase means all of some, or none: "every member", "nobody"."""
    return any(word.lower_ in QUANTIFIERS for word in (noun, *children(noun, "det")))


def first_conjunct(token: Token) -> Token:
    """Return the first member of the coordination that the token belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def own_subject(token: Token, lexicon: Lexicon) -> Token | None:
    """Return the subject that stands with this predicate; the agent of a passive."""
    if is_passive(token) and not _is_disposition(token, lexicon):
        agents = [child for child in token.children if child.dep_ in {"obl:agent", "obl"} and _has_case(child, "by")]
        return agents[0] if agents else None
    subjects = [child for child in token.children if child.dep_ in {"nsubj", "csubj", "nsubj:outer", "nsubj:pass"}]
    own = [child for child in subjects if not _is_of_next(child, token)] or subjects
    own = [child for child in own if _is_right_before(child, token)] or own
    return own[-1] if own else None


def _is_right_before(subject: Token, verb: Token) -> bool:
    """Return whether nothing stands between: one behind is told, not telling: "he told the House of Commons"."""
    return subject.right_edge.i + 1 == verb.i and not subject.right_edge.is_punct


def _is_of_next(subject: Token, verb: Token) -> bool:
    """Return whether a subject is of a verb right behind it, though the parser hangs it on one before: "…, X said"."""
    return subject.i > verb.i and subject.i + 1 < len(subject.doc) and subject.nbor().pos_ == "VERB"


def _is_disposition(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a passive says how its subject is minded: "is prepared to", "are opposed to"."""
    return token.lower_ in lexicon.frames.minded and not any(child.dep_ == "obl:agent" for child in token.children)


def subject_of(token: Token, lexicon: Lexicon) -> Token | None:
    """Return who does what the predicate says: its subject, or the one it shares or is given by the verb above."""
    for _ in range(12):
        subject = own_subject(token, lexicon)
        if subject is not None:
            return _antecedent(subject, token)
        if is_passive(token) and token.dep_ != "conj" and not _is_disposition(token, lexicon):
            return None
        above = token.head
        if above.i == token.i or not _shares_subject(token):
            return None
        if base(token) == "acl":
            return above if not is_infinitive(token) else _possessor(above, lexicon)
        is_control = above.lemma_ in lexicon.object_control if is_infinitive(token) else judges_doer(token, lexicon)
        if is_control and (objects := objects_of(above)):
            return objects[0]
        token = above
    return None


def judges_doer(token: Token, lexicon: Lexicon) -> bool:
    """Return whether the verb above blames or praises somebody for what a word says: "accused Kos of blocking"."""
    return token.head.lemma_.lower() in lexicon.blaming | lexicon.praising and case_of(token) in JUDGED


def objects_of(verb: Token) -> list[Token]:
    """Return whom a verb is done to, who is the subject of a passive."""
    return children(verb, "obj", "iobj") or [child for child in verb.children if child.dep_ == "nsubj:pass"]


def _shares_subject(token: Token) -> bool:
    return base(token) in {"xcomp", "conj", "advcl", "acl"} or (base(token) == "ccomp" and is_infinitive(token))


def _antecedent(subject: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for."""
    is_relative = "Rel" in subject.morph.get("PronType", []) or subject.lower_ in {"who", "which", "that"}
    clause = first_conjunct(verb)
    if is_relative and base(clause) == "acl":
        return (None if modals(clause) else _singled_out(clause.head)) or clause.head
    return subject


def is_singled_out(noun: Token) -> bool:
    """Return whether a predicate says that its subject alone, or first of all, does a thing: "the only one to"."""
    nouns = (noun, *children(noun, "amod", "nmod"))
    is_one = any(word.lower_ in SINGLING for one in nouns for word in (one, *children(one, "amod", "nummod")))
    return is_one and has_child(noun, "cop") and has_child(noun, "nsubj")


def _singled_out(noun: Token) -> Token | None:
    return children(noun, "nsubj")[0] if is_singled_out(noun) else None


def _possessor(noun: Token, lexicon: Lexicon) -> Token | None:
    owners = children(noun, "nmod:poss")
    if owners:
        return owners[0]
    if base(noun) in {"obj", "obl", "xcomp"}:
        return own_subject(noun.head, lexicon)
    return None


def _has_case(token: Token, word: str) -> bool:
    return any(child.lower_ == word for child in children(token, "case"))


def case_of(token: Token) -> str:
    """Return the preposition before the token, its words joined by "_" ("according_to"), "" without one."""
    opening = token.doc[token.left_edge.i : token.left_edge.i + 3].text.lower()
    if opening in FAVOUR:
        return "in_favor_of"
    for child in children(token, "case", "mark"):
        fixed = [word.lower_ for word in children(child, "fixed")]
        return "_".join([child.lower_, *fixed])
    return ""


def negations(token: Token, lexicon: Lexicon, *, below: Token | None = None) -> int:
    """Return how many words deny this word: "not", "rather than"; what `below` hangs on counts where it stands."""
    words = children(token, "advmod", "det", "cc", "mark", "case")
    words += [word for child in children(token, "advmod") for word in children(child, "advmod")]
    found = [word for word in words if word.i < token.i + 2 and (word.lower_ in lexicon.negation or _is_instead(word))]
    arguments = [child for child in children(token, "nsubj", "obj", "iobj") if not _carries(child, below)]
    arguments += [child for child in children(token, "obl") if case_of(child) in DENYING and not _carries(child, below)]
    return len(found) + sum(_is_denied(child, lexicon) for child in arguments)


def is_replaced(clause: Token) -> bool:
    """Return whether something else is done than what a clause says: "instead of sending troops"."""
    return any(map(_is_instead, children(clause, "mark", "cc", "case", "advmod")))


def _is_instead(word: Token) -> bool:
    """Return whether a word opens what is not done, but something else: "instead of", "rather than", "far from"."""
    return word.i + 1 < len(word.doc) and (word.lower_, word.nbor().lower_) in INSTEAD


def _carries(token: Token, below: Token | None) -> bool:
    return below is not None and (token.i == below.i or token.is_ancestor(below))


def _is_denied(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a noun phrase is a "nobody", a subject with "no" before it, or "under no circumstances"."""
    is_whole = token.dep_.startswith("nsubj") or token.lemma_.lower() in AT_ALL
    return token.lower_ in lexicon.negation or (
        is_whole and any(word.lower_ == "no" for word in children(token, "det"))
    )


def modals(token: Token) -> set[str]:
    """Return the lemmas and forms of the modal verbs of this predicate."""
    verbs = [child for child in children(token, "aux") if child.tag_ == "MD"]
    return {form for child in verbs for form in (child.lemma_.lower(), child.lower_)}


def path_up(token: Token) -> Iterator[Token]:
    """Yield the token and those above it, to the root."""
    yield token
    while token.head.i != token.i:
        token = token.head
        yield token
