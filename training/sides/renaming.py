"""Other names for the people of a text, so that the network reads who says what and not who would say such a thing.

A person of the desk is called like another one all through a text: word for word, so that places stay as they are.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from process.extract.desks.desk import DeskActor
from stancewatch.names import fold_name
from training.sides.sentences import Cut, Sentences
from training.sides.texts import Article

WORDS = 2
"""Names of so many words are lent: a given name and a surname."""
SHORTEST = 3
"""Letters of a word that is replaced: shorter ones ("Xi", "de") are words of other things too."""
Rename = Callable[[str], str]
"""What gives a word its new form."""
Renames = Callable[[Article, Cut], Iterable[Rename]]
"""What gives the versions of an article, the first as it stands."""


@dataclass(frozen=True, slots=True)
class People:
    """The desk's people: by folded name the folded words that they are called by, and the surnames among these."""

    words: Mapping[str, frozenset[str]]
    surnames: frozenset[str]
    lent: tuple[tuple[str, str], ...]


def people_of(actors: Iterable[DeskActor]) -> People:
    """Return the people among the actors of a desk."""
    people = [actor for actor in actors if actor.actor.kind == "person"]
    words = {
        fold_name(one.actor.name): frozenset(fold_name(word) for alias in one.aliases for word in alias.split())
        for one in people
    }
    names = (one.actor.name.split() for one in people)
    lent = sorted({(name[0], name[1]) for name in names if len(name) == WORDS})
    surnames = frozenset(fold_name(alias.split()[-1]) for one in people for alias in one.aliases)
    return People(words, surnames, tuple(lent))


def keep(word: str) -> str:
    """Return the word: nobody is renamed."""
    return word


def as_it_stands(_article: Article, _cut: Cut) -> Iterable[Rename]:
    """Return one version, in which nobody is renamed."""
    return (keep,)


def make_renames(people: People, versions: int, *, seed: int) -> Renames:
    """Return what gives the article as it stands, and so many versions in which the desk's people have other names."""
    draw = random.Random(seed)  # noqa: S311 - chance, not secrets

    def renames(article: Article, cut: Cut) -> Iterable[Rename]:
        return (keep, *(make_rename(article, cut, people, draw) for _ in range(versions)))

    return renames


def make_rename(article: Article, cut: Cut, people: People, draw: random.Random) -> Rename:
    """Return what gives the names of the desk's people in the article other forms, and leaves all else."""
    new: dict[str, str] = {}
    for name, found in sorted(_called(article, cut, people).items()):
        given, surname = draw.choice(people.lent)
        for word in sorted(found & people.words[name]):
            if len(word) >= SHORTEST:
                new.setdefault(word, surname if word in people.surnames else given)

    def rename(word: str) -> str:
        other = new.get(fold_name(word)) if word[:1].isupper() else None
        if other is None:
            return word
        return other.upper() if word.isupper() else other

    return rename


def _called(article: Article, cut: Cut, people: People) -> dict[str, set[str]]:
    """Return by folded name the folded words that the article calls the desk's people by."""
    called: dict[str, set[str]] = {}
    for text, sentences, named in (
        (article.title, cut.title, cut.title_named),
        (article.text, cut.text, cut.text_named),
    ):
        words = _words(text, sentences)
        for first, last, name in named:
            if fold_name(name) in people.words:
                called.setdefault(fold_name(name), set()).update(fold_name(word) for word in words[first:last])
    return called


def _words(text: str, sentences: Sentences) -> list[str]:
    return [text[start:end] for words in sentences for start, end in words]
