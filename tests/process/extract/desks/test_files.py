import shutil
import subprocess
import sys

import pytest

from process.extract.desks.desk import CueKind
from process.extract.desks.files import DEFAULT_DESK, DESKS, load_desk, load_issues
from process.extract.stances.patterns import parse_pattern
from stancewatch.errors import ConfigurationError


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DESKS / DEFAULT_DESK, tmp_path / "desk")


def test_bundled_desk_has_the_nineteen_issues_with_cues(desk):
    assert len(desk.issue_ids) == 19
    assert {cue.issue for cue in desk.cues} == set(desk.issue_ids)


def test_every_pattern_of_the_bundled_desk_can_be_read(desk):
    assert all(parse_pattern(cue.pattern, desk.groups).elements for cue in desk.cues)


def test_things_acts_and_claims_are_told_apart(desk):
    assert {cue.kind for cue in desk.cues} == set(CueKind)


def test_actors_named_in_patterns_are_actors_of_the_desk(desk):
    known = {entry.actor.id for entry in desk.actors}
    patterns = [parse_pattern(cue.pattern, desk.groups) for cue in desk.cues]
    words = {word for pattern in patterns for element in pattern.elements for word in element.words}

    assert {word[1:] for word in words if word.startswith("@")} <= known


def test_issues_are_known_without_loading_spacy():
    code = "import sys, process.extract.desks.files as files; files.load_issues(); print('spacy' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"


def test_desk_of_the_user_is_read_from_its_folder(folder):
    assert load_desk(folder).issue_ids == load_desk().issue_ids
    assert load_issues(str(folder))[0].id == "negotiations"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("desk.toml", '"negotiations", ', '"bargaining", ', r"bargaining\.toml is missing"),
        ("desk.toml", "id =", "id", "is no TOML"),
        ("issues/ceasefire.toml", "favor =", "for =", "favor is missing"),
        ("issues/ceasefire.toml", "[acts]", "[deeds]", "unknown table 'deeds'"),
        ("issues/ceasefire.toml", "favor = [", "favor = [3, ", "must be a list of words"),
        ("actors/people.toml", 'of = "ukraine"', 'of = "utopia"', "no actor of the desk"),
        ("actors/bodies.toml", 'members = ["estonia"', 'members = ["utopia"', "no actor of the desk"),
        ("actors/people.toml", 'aliases = ["Trump",', 'aliases = ["Putin",', "means vladimir-putin and donald-trump"),
        ("actors/people.toml", 'name = "Donald Trump"', 'title = "Donald Trump"', r"\[donald-trump\] needs a name"),
        ("actors/people.toml", 'of = "ukraine"', 'from = "ukraine"', "unknown key 'from'"),
    ],
)
def test_mistake_in_a_desk_is_named_with_its_file(folder, file, old, new, message):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=message):
        load_desk(folder)


def test_folder_without_a_desk_lists_the_bundled_ones(tmp_path):
    with pytest.raises(ConfigurationError, match=DEFAULT_DESK):
        load_desk(tmp_path)
