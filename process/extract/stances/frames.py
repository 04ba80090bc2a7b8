"""What kind of clause a word makes: obligation, verdict, demand, imperative, a stance given up."""

from collections.abc import Callable

from spacy.tokens import Token

from process.extract.english.lexicon import Lexicon, Operator, Role
from process.extract.english.marks import CLOSING
from process.extract.english.syntax import (
    base,
    case_of,
    children,
    has_child,
    is_finite,
    is_infinitive,
    modals,
    negations,
    sentence_of,
)

DECLINING = frozenset({"refuse", "decline"})
LOOKING = frozenset({"look", "consider", "discuss", "study", "examine", "explore", "note", "ponder"})
"""What is "worth considering" is not yet wanted."""
WISHING = frozenset("glad happy pleased delighted grateful thankful welcome like love prefer appreciate".split())  # noqa: SIM905
THINGS = frozenset({"it", "that", "this"})
FORMER = frozenset({"former", "erstwhile", "onetime"})
"""Adjectives of an attitude that is no more."""


def is_question(token: Token) -> bool:
    """Return whether the sentence of the token asks."""
    return bool(sentence_of(token).text.rstrip(CLOSING).endswith("?"))


def is_judged_if(clause: Token, lexicon: Lexicon) -> bool:
    """Return whether it is said how it would be if something were so: "it would be a mistake if", "would be glad if".

    "Talks would be good if the guns fell silent" judges the talks.
    """
    judging = clause.head
    subjects, objects = children(judging, "nsubj", "expl"), children(judging, "obj")
    is_it = all(word.lower_ in THINGS for word in subjects)
    operators = lexicon.operators.get(judging.lemma_.lower(), ())
    is_verdict = has_child(judging, "cop") and is_it and any(one.role is Role.VOICE for one in operators)
    is_wish = judging.lemma_.lower() in WISHING and all(word.lower_ == "it" for word in objects)
    return (is_verdict or is_wish) and bool(modals(judging) & lexicon.will)


def find_asked(node: Token, is_speech: Callable[[Token], bool]) -> str:
    """Return the word by which a clause under a verb of saying asks: "would not say which tanks it sends"."""
    if base(node) not in {"obj", "ccomp"} or has_child(node, "cop") or not is_speech(node.head):
        return ""
    asking = next((word for word in node.children if word.tag_ in {"WDT", "WP", "WRB"} and word.i < node.i), None)
    return "" if asking is None or asking.lower_ in {"that", "why"} else asking.text


def is_imperative(token: Token) -> bool:
    """Return whether the verb commands."""
    return "Imp" in token.morph.get("Mood", []) and not has_child(token, "nsubj")


def is_present(token: Token) -> bool:
    """Return whether the predicate is in the present tense."""
    verbs = [token, *children(token, "aux")]
    return any("Pres" in verb.morph.get("Tense", []) and "Part" not in verb.morph.get("VerbForm", []) for verb in verbs)


def lasts(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb in the present says that something stays as it is: "the sanctions stay"."""
    return token.lemma_.lower() in lexicon.frames.lasting and token.tag_ in {"VBP", "VBZ"}


def is_content(verb: Token, via: Token) -> bool:
    """Return whether a clause is what a verb of saying says, whatever the parser calls it."""
    if base(via) in {"ccomp", "parataxis", "dep"}:
        return verb.i != via.i
    return base(via) in {"obj", "advcl"} and via.pos_ in {"VERB", "AUX", "ADJ"} and is_finite(via)


def is_directive(verb: Token, via: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb of saying asks for what its clause says: "demanded that tanks be delivered"."""
    if base(via) != "ccomp":
        return False
    if verb.lemma_.lower() in lexicon.frames.directives:
        return True
    words = [via, *children(via, "aux", "cop")]
    is_subjunctive = any(word.tag_ == "VB" for word in words) and not any(word.tag_ == "MD" for word in words)
    return is_subjunctive and verb.lemma_.lower() in lexicon.frames.subjunctives


def gives_up(verb: Token, via: Token, lexicon: Lexicon) -> bool:
    """Return whether a stance is one that is no longer held: "backed off its demand", "lifted its veto on" a thing.

    What is held up by an act is let go by another, which is a stance again: "lifted its ban on".
    """
    if not has_given_up(verb, lexicon):
        return False
    governed = [*children(verb, "obj"), *([via] if base(via) in {"obj", "obl"} or via.dep_ == "nsubj:pass" else [])]
    return any(_is_attitude(noun, lexicon) and has_child(noun, "nmod:poss") for noun in governed)


def has_given_up(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb says that something has been let go or will be: "dropped", "give up"; no "may drop"."""
    lemma = verb.lemma_.lower()
    names = {lemma, *(f"{lemma}_{particle.lower_}" for particle in children(verb, "compound:prt", "advmod"))}
    is_open = is_infinitive(verb) or bool(modals(verb) - lexicon.will) or negations(verb, lexicon) % 2 == 1
    return bool(names & lexicon.frames.giving_up) and not is_open


def _is_attitude(noun: Token, lexicon: Lexicon) -> bool:
    lemma = noun.lemma_.lower()
    found = (*lexicon.operators.get(lemma, ()), *lexicon.operators.get(f"{lemma}_to_do", ()))
    return (
        any(operator.role is Role.NOUN for operator in found)
        and lemma not in lexicon.frames.holds | lexicon.frames.plans
    )


def is_unsaid(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb denies that somebody ever brought a thing up: "had never suggested handing it over"."""
    if verb.lemma_.lower() not in lexicon.frames.unsaid or verb.pos_ != "VERB" or modals(verb):
        return False
    return not is_infinitive(verb) and negations(verb, lexicon) % 2 == 1


def leaves_open(verb: Token, lexicon: Lexicon) -> bool:
    """Return whether somebody does not take a side by not taking the other: "refused to rule out", "did not reject"."""
    names = {verb.lemma_.lower(), *(f"{verb.lemma_.lower()}_{word.lower_}" for word in children(verb, "compound:prt"))}
    is_denied = negations(verb, lexicon) % 2 == 1 or (base(verb) == "xcomp" and verb.head.lemma_.lower() in DECLINING)
    if names & lexicon.frames.excluding:
        return is_denied
    is_once = any(word.lower_ in {"did", "has", "have", "had"} for word in children(verb, "aux"))
    is_never = any(word.lower_ == "never" for word in children(verb, "advmod"))
    return is_denied and is_once and not is_never and bool(names & lexicon.frames.turning_down)


def is_former(verb: Token, via: Token) -> bool:
    """Return whether a verb says that what comes up is no more: "used to oppose"."""
    is_used = verb.lower_ == "used" and verb.tag_ == "VBD" and not has_child(verb, "obj", "aux:pass")
    return is_used and base(via) in {"xcomp", "ccomp", "advcl"} and is_infinitive(via)


def obliges(node: Token, via: Token, lexicon: Lexicon) -> bool:
    """Return whether a verb like "have to" lies on what comes up: "had to end the talks", "the talks had to end"."""
    if node.lemma_.lower() not in lexicon.frames.obliging or node.pos_ not in {"VERB", "AUX"}:
        return False
    has_infinitive = any("Inf" in child.morph.get("VerbForm", []) for child in children(node, "xcomp"))
    return base(via) in {"xcomp", "ccomp"} or (base(via) in {"nsubj", "obj"} and has_infinitive and _is_bare(node, via))


def _is_bare(node: Token, via: Token) -> bool:
    """Return whether nothing but what comes up is asked for: "the talks have to end", "there have to be guarantees"."""
    return base(via) == "nsubj" or has_child(node, "expl")


def requires_something(node: Token, via: Token, lexicon: Lexicon, forms: set[str]) -> bool:
    """Return whether a "must" speaks of what a thing must do, not of having it: "any solution must include us"."""
    objects = [child for child in children(node, "obj") if child.lemma_.lower() not in {"place", "part", "effect"}]
    return via.dep_ == "nsubj" and bool(forms & lexicon.must) and bool(objects)


def result_sign(node: Token, via: Token, lexicon: Lexicon) -> int:
    """Return -1 if a second verb turns the object or subject round: "wants the talks ended", "sanctions have to go"."""
    if base(via) not in {"obj", "nsubj"}:
        return 1
    seconds = [child for child in children(node, "xcomp") if child.pos_ == "VERB"]
    operators = [lexicon.operators.get(child.lemma_.lower(), ()) for child in seconds]
    return -1 if any(found and found[-1].sign < 0 for found in operators) else 1


def find_verdict(node: Token, via: Token, lexicon: Lexicon) -> Operator | None:
    """Return the judgement that a second complement passes: "called it unacceptable", "talks remain the only way"."""
    lemma = node.lemma_.lower()
    if is_weighed(via):
        return Operator(Role.VOICE, -1)
    if lemma in lexicon.frames.copulas and base(via) == "nsubj":
        return _judgement(node, lexicon, among=(Role.VOICE,), role=Role.VOICE)
    if lemma in lexicon.frames.verdicts and base(via) == "obj" and _is_seen(via, lexicon):
        return Operator(Role.SUBJECT, 1)
    if lemma in lexicon.frames.verdicts and base(via) in {"obj", "nsubj"}:
        return _judgement(node, lexicon, among=(Role.VOICE, Role.SUBJECT), role=Role.SUBJECT)
    return None


def _is_seen(via: Token, lexicon: Lexicon) -> bool:
    """Return whether a noun is a judgement of what hangs on it: the need of "sees no need for talks"."""
    lemma = via.lemma_.lower()
    keys = {lemma, *(f"{lemma}_{case_of(child)}" for child in children(via, "acl", "nmod"))}
    operators = (one for key in keys for one in lexicon.operators.get(key, ()))
    return via.pos_ == "NOUN" and has_child(via, "acl", "nmod") and any(one.role is Role.VOICE for one in operators)


def is_weighed(act: Token) -> bool:
    """Return whether an act is put off by what it would come to: "to stop now would be to betray them".

    The parser may hang it on the "he said" behind.
    """
    above = act.head
    results = [above, *(clause for clause in children(above, "ccomp") if clause.i > act.i)]
    is_subject = base(act) in {"advcl", "csubj", "xcomp"} and is_infinitive(act) and not has_child(act, "nsubj")
    return is_subject and any(act.i < result.i and _comes_to_act(result) for result in results)


def _comes_to_act(result: Token) -> bool:
    marks = {word.lower_ for word in children(result, "aux", "mark")} if has_child(result, "cop") else set[str]()
    return marks >= {"would", "to"}


def _judgement(node: Token, lexicon: Lexicon, *, among: tuple[Role, ...], role: Role) -> Operator | None:
    for other in children(node, "xcomp", "obl", "advcl", "ccomp"):
        for word in (other, *children(other, "amod")):  # "a mistake", "a dangerous idea"
            is_only_looked_at = any(child.lemma_.lower() in LOOKING for child in word.children)
            for operator in () if is_only_looked_at else lexicon.operators.get(word.lemma_.lower(), ()):
                if operator.role in among:
                    return Operator(role, operator.sign * (-1) ** negations(other, lexicon))
    return None


def defines(clause: Token, noun: Token) -> bool:
    """Return whether a relative clause says which kind is meant ("any deal that…"), not more of one known thing."""
    is_relative = any(word.lower_ in {"that", "which"} for word in children(clause, "nsubj", "obj"))
    known = {"the", "this", "his", "its", "their"}
    return is_relative and not any(child.lower_ in known for child in children(noun, "det", "nmod:poss"))
