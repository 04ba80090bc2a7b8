"""Which names are those of bodies: parties, churches, institutes. Who is only described has none."""

from spacy.tokens import Doc, Span

from process.extract.english.actor_words import ActorWords


def is_description(entity: Span, words: ActorWords) -> bool:
    """Return whether a name for a body only describes somebody: "the Missouri Republican"."""
    return entity.root.lemma_.lower() in words.titles and entity.root.tag_ in {"NN", "NNP"} and len(entity) > 1


def begins_independent(doc: Doc, place: int, words: ActorWords) -> bool:
    """Return whether a word begins the name of a body that acts for no state: "Swiss" in "Swiss People's Party"."""
    if doc[place].ent_type_ != "ORG" or doc[place].ent_iob_ != "B":
        return False
    end = place + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    root = doc[place:end].root
    return root.i > place and root.lemma_.lower() in words.independents
