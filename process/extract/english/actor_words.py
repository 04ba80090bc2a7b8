"""The words of actors.toml by which people are introduced, pointed back to and quoted, as frozen sets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "actors.toml"


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Word lists in lower case, but for `outlets`; actors.toml says of each what it does."""

    titles: frozenset[str]
    """Words that introduce a person or point back to one: offices and kinds of people."""
    offices: frozenset[str]
    persons: frozenset[str]
    openers: frozenset[str]
    mouthpieces: frozenset[str]
    ranks: frozenset[str]
    heads: frozenset[str]
    alike: Mapping[str, frozenset[str]]
    servants: frozenset[str]
    powers: frozenset[str]
    lawyers: frozenset[str]
    private: frozenset[str]
    former: frozenset[str]
    throned: frozenset[str]
    leading: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]
    several_people: frozenset[str]
    several_states: frozenset[str]
    counts: Mapping[str, int]
    groups: Mapping[str, int]
    states: frozenset[str]
    wholes: frozenset[str]
    independents: frozenset[str]
    """Nouns for bodies that act for no state, whose names may begin with its adjective."""
    outlets: frozenset[str]
    outlet_endings: frozenset[str]
    outlet_nouns: frozenset[str]
    saying: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]

    def are_alike(self, description: str, office: str) -> bool:
        """Return whether who holds an office can be called by a description: "leader", "prime minister"."""
        one, other = (word.replace(" ", "-") for word in (description, office))
        return one == other or other in self.alike.get(one, ()) or other.rsplit("-", 1)[-1] == one

    def gender_of(self, word: str) -> Literal["he", "she", ""]:
        """Return the pronoun of a person whom a title or given name introduces, "" if it does not tell."""
        if word in self.male or word in self.male_names:
            return "he"
        return "she" if word in self.female or word in self.female_names else ""


@lru_cache(maxsize=1)
def load_actor_words() -> ActorWords:
    """Return the word lists; they are read once."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    offices = _set(table["offices"]) | _set(table["titles"])
    return ActorWords(
        titles=offices | _set(table["persons"]),
        offices=offices,
        persons=_set(table["persons"]),
        openers=_set(table["openers"]),
        mouthpieces=_set(table["mouthpieces"]),
        ranks=_set(table["ranks"]),
        heads=_set(table["heads"]),
        alike={word: _set(others) for word, others in table["alike"].items()},
        servants=_set(table["servants"]),
        powers=_set(table["powers"]),
        lawyers=_set(table["lawyers"]),
        private=_set(table["private"]),
        former=_set(table["marks"]["former"]),
        throned=_set(table["marks"]["throned"]),
        leading=_set(table["marks"]["leading"]),
        male=_set(table["gender"]["he"]),
        female=_set(table["gender"]["she"]),
        male_names=_set(table["given"]["he"]),
        female_names=_set(table["given"]["she"]),
        several_people=_set(table["several"]["people"]),
        several_states=_set(table["several"]["states"]),
        counts=table["several"]["counts"],
        groups=table["several"]["groups"],
        states=_set(table["whole"]["state"]),
        wholes=_set(table["whole"]["body"]),
        independents=_set(table["whole"]["independent"]),
        outlets=_set(table["outlets"]["names"]),
        outlet_endings=_set(table["outlets"]["endings"]),
        outlet_nouns=_set(table["outlets"]["nouns"]),
        saying=_set(table["saying"]["nouns"]),
        asking=_set(table["turns"]["ask"]),
        answering=_set(table["turns"]["answer"]),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())
