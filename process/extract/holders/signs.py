"""Signs: what speaks for or against an actor as the holder of a side that a sentence takes. Each is a short text.

Which of them count, and how much, is learned (weights.py); here stands only what is seen.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from process.extract.english.lexicon import Role
from process.extract.english.syntax import base, first_conjunct, negations
from process.extract.holders.scene import Scene, SentenceView
from stancewatch.contracts import Actor, Stance

FAR_BACK = 5
"""Sentences before in which a holder is looked for."""
NEAR_BACK = 3
MANY = 5
WHOLE_RELATIONS = frozenset({"nsubj:pass", "nmod:poss"})
"""Relations whose subtype matters."""
Signs = dict[str, set[str]]


def signs_of(scene: Scene, sentence: int, issue: str, stance: Stance) -> Mapping[str, frozenset[str]]:
    """Return by actor id the signs of who may hold this side; empty when nobody is near."""
    signs: Signs = defaultdict(set)
    view = scene.sentences[sentence]
    _see_words(signs, scene, view)
    _see_voices(signs, scene, sentence)
    _see_before(signs, scene.sentences, sentence)
    _see_findings(signs, view, issue, stance)
    _see_title(signs, scene.title)
    _see_kinds(signs, scene, view)
    return {actor: frozenset(found) for actor, found in signs.items()}


def _see_words(signs: Signs, scene: Scene, view: SentenceView) -> None:
    """See in which role each actor stands in the sentence itself."""
    for actor, words in view.words.items():
        signs[actor].add("here")
        for word in words:
            signs[actor] |= _role(scene, word)


def _role(scene: Scene, word: Token) -> set[str]:
    """Return the role of a word: its relation, and of a subject what kind of verb it has."""
    head = first_conjunct(word)
    quoted = " quoted" if scene.voices.quote_at(word) is not None else ""
    relation = head.dep_ if head.dep_ in WHOLE_RELATIONS else base(head)
    found = {f"is {relation}{quoted}"}
    if word.pos_ == "PRON":
        found.add(f"pronoun{quoted}")
    if head.dep_.startswith("nsubj"):
        found |= {f"subject of {_kind_of_verb(scene, head.head)}{quoted}", f"subject in {base(head.head)}{quoted}"}
        if negations(head.head, scene.lexicon) % 2:
            found.add("subject of what is denied")
    return found


def _kind_of_verb(scene: Scene, verb: Token) -> str:
    if scene.voices.is_speech(verb):
        return "saying"
    roles = {operator.role for operator in scene.lexicon.operators.get(verb.lemma_.lower(), ())}
    if Role.SUBJECT in roles:
        return "attitude"
    return "change" if Role.CHANGE in roles else "other"


def _see_voices(signs: Signs, scene: Scene, sentence: int) -> None:
    """See who speaks in the sentence, around it, and last before it."""
    views = scene.sentences
    view = views[sentence]
    _add(signs, view.quoted, "speaks the quotation")
    _add(signs, view.speakers[:1], "speaks")
    _add(signs, view.speakers[1:], "speaks too")
    _add(signs, view.context, "spoke before")
    back = next((back for back in range(1, min(FAR_BACK, sentence + 1)) if views[sentence - back].speakers), 0)
    _add(signs, views[sentence - back].speakers if back else (), f"spoke {back} before")
    _add(signs, views[sentence + 1].speakers if sentence + 1 < len(views) else (), "speaks next")
    for speaker in (*view.quoted, *view.speakers):
        affiliation = scene.cast.affiliation(speaker)
        if affiliation is not None and affiliation.id in signs:
            signs[affiliation.id].add("the speaker is its own")


def _add(signs: Signs, actors: Sequence[Actor], sign: str) -> None:
    for actor in actors:
        signs[actor.id].add(sign)


def _see_before(signs: Signs, views: Sequence[SentenceView], sentence: int) -> None:
    """See who was named in the sentences before, and as what."""
    nearest: set[str] = set()
    for back in range(1, min(FAR_BACK, sentence) + 1):
        for actor, words in views[sentence - back].words.items():
            if actor not in nearest:
                nearest.add(actor)
                signs[actor].add(f"named {back} before")
            if back <= NEAR_BACK and any(first_conjunct(word).dep_.startswith("nsubj") for word in words):
                signs[actor].add(f"subject {back} before")


def _see_findings(signs: Signs, view: SentenceView, issue: str, stance: Stance) -> None:
    """See whom the grammar has found to hold something here."""
    for finding in view.findings:
        is_same = finding.cue.issue == issue
        what = "other issue" if not is_same else "this side" if finding.stance is stance else "other side"
        for actor in finding.holders:
            signs[actor.id].add(f"grammar: {what}")
        for actor in finding.speakers:
            signs[actor.id].add(f"grammar: speaks for {what}")


def _see_title(signs: Signs, title: Sequence[Actor]) -> None:
    for number, actor in enumerate(title):
        signs[actor.id].add("in the title")
        if number == 0:
            signs[actor.id].add("first in the title")


def _see_kinds(signs: Signs, scene: Scene, view: SentenceView) -> None:
    """See what each actor is, and how many there are to choose from."""
    is_spoken = bool(view.quoted or view.speakers)
    for actor, found in signs.items():
        found.add(f"a {scene.actors[actor].kind}")
        found.add("someone speaks" if is_spoken else "nobody speaks")
        found.add(f"one of {min(len(signs), MANY)}")
        if "here" not in found:
            found.add("not here")
        if actor in scene.desk:
            found.add("of the desk")
        affiliation = scene.cast.affiliation(scene.actors[actor])
        if affiliation is not None and affiliation.id in signs:
            found.add("its state is near")
