"""A person of the desk gets another name all through a text; words that are nobody's name stay, and so do places."""

import random

import pytest

from process.extract.desks.desk import DeskActor
from stancewatch.contracts import Actor
from training.sides.renaming import make_rename, make_renames, people_of
from training.sides.sentences import Cut
from training.sides.texts import Article

TEXT = "Petra Quill spoke. QUILL said the Quill plan and Oslo quill are hers."
WORDS = TEXT.replace(".", " .").split()


def person(name: str, *aliases: str) -> DeskActor:
    return DeskActor(Actor(id=name.lower(), name=name, kind="person"), (name, *aliases))


PEOPLE = people_of(
    [
        person("Petra Quill", "Quill"),
        person("Ana Marsh"),
        DeskActor(Actor(id="oslo", name="Oslo", kind="state"), ("Oslo",)),
    ]
)
LENT = [("Ana", "Marsh"), ("Petra", "Quill")]


def bounds() -> list[tuple[int, int]]:
    found, place = [], 0
    for word in WORDS:
        place = TEXT.index(word, place)
        found.append((place, place + len(word)))
        place += len(word)
    return found


ARTICLE = Article("a1", "v1", "", TEXT, ())
CUT = Cut((), (tuple(bounds()),), (), ((0, 2, "Petra Quill"), (4, 5, "Petra Quill"), (10, 11, "Oslo")))


def renamed(seed: int) -> list[str]:
    rename = make_rename(ARTICLE, CUT, PEOPLE, random.Random(seed))  # noqa: S311 - chance, not secrets
    return [rename(word) for word in WORDS]


@pytest.mark.parametrize("seed", range(4))
def test_a_person_has_one_other_name_all_through_the_text(seed):
    given, surname, *_ = words = renamed(seed)

    assert (given, surname) in LENT
    assert words[4] == surname.upper()
    assert words[7] == surname


def test_no_other_word_changes():
    changed = [old for old, new in zip(WORDS, renamed(1), strict=True) if old != new]

    assert set(changed) <= {"Petra", "Quill", "QUILL"}


def test_only_people_of_the_desk_lend_names():
    assert list(PEOPLE.lent) == LENT


def test_the_first_version_is_the_text_as_it_stands():
    versions = list(make_renames(PEOPLE, 2, seed=3)(ARTICLE, CUT))

    assert len(versions) == 3
    assert [versions[0](word) for word in WORDS] == WORDS
