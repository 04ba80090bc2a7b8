"""What desk check says of a desk: every mistake, with file, line, what is wrong and what to do."""

import json
import shutil

import pytest

from process.extract.desk_check import check_desk, count_silent, find_silent, unknown_to_model
from process.extract.desks.files import DEFAULT_DESK, DESKS, MODEL_FOLDER, load_desk
from process.extract.sides.card import CARD
from stancewatch.errors import ConfigurationError

SMALL = DESKS / "sudan-ceasefire"
LAY = "[lay] down ~ weapon|arm"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "desk")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("desk", [DEFAULT_DESK, SMALL.name])
def test_bundled_desks_have_no_mistakes(desk):
    _, problems = check_desk(DESKS / desk)

    assert [str(problem) for problem in problems if problem.is_error] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "what"),
    [
        ("desk.toml", '"truce", ', '"truse", ', "truse.toml:1", "truse.toml is missing"),
        ("desk.toml", '"truce", ', "", "truce.toml:1", "'truce' is no issue of the desk"),
        ("desk.toml", "subject = [", "subject = 3\nobject = [", "desk.toml:10", "subject must be a list"),
        ("desk.toml", "subject = [", "object = [", "desk.toml:1", "subject is empty"),
        ("desk.toml", "subject = [", "object = [", "desk.toml:10", "unknown key 'object'"),
        ("desk.toml", '"civilian-government"]', '"civilian-government"', "desk.toml:10", "desk.toml is no TOML"),
        ("desk.toml", 'aid = "aid', 'aid = 3 # "', "desk.toml:19", "a group must be words"),
        ("issues/truce.toml", "favor =", "for =", "truce.toml:1", "favor is missing"),
        ("issues/truce.toml", LAY, "$war", "truce.toml:9", "uses $war, which desk.toml does not define"),
        ("issues/truce.toml", LAY, "[lay] down ~", "truce.toml:9", "must begin and end with a word"),
        ("issues/truce.toml", LAY, "@nobody down", "truce.toml:9", "@nobody is no actor of the desk"),
        ("issues/truce.toml", LAY, "lay down !~ @nobody", "truce.toml:9", "@nobody is no actor of the desk"),
        ("issues/truce.toml", LAY, "Lay down", "truce.toml:9", "'Lay' can match nothing"),
        ("issues/truce.toml", LAY, "lay/verbs down", "truce.toml:9", "'verbs' in 'lay/verbs' is no part of speech"),
        ("issues/truce.toml", LAY, "lay| down", "truce.toml:9", "has an empty word"),
        ("issues/truce.toml", LAY, "lay ! down arms", "truce.toml:9", "'down arms' can match nothing"),
        (
            "issues/truce.toml",
            LAY,
            "[stop|cease|end|halt|suspend|pause]  ~ $fighting",
            "truce.toml:9",
            "already, in line 8",
        ),
        ("actors/people.toml", 'of = "sudanese-army"', 'of = "atlantis"', "people.toml:7", "no actor of the desk"),
        (
            "actors/people.toml",
            'of = "sudanese-army"',
            'of = "kamil-idris"',
            "people.toml:7",
            "'kamil-idris', a person",
        ),
        (
            "actors/people.toml",
            '["Idris"]',
            '["Hemedti"]',
            "people.toml:23",
            "'Hemedti' means mohamed-hamdan-dagalo and",
        ),
        ("actors/people.toml", 'pronoun = "he"', 'pronoun = "it"', "people.toml:6", "has pronoun = 'it'"),
        ("actors/people.toml", 'name = "Kamil Idris"', "", "people.toml:18", "[kamil-idris] needs a name"),
        ("actors/bodies.toml", 'kind = "group"', 'kind = "band"', "bodies.toml:5", "has kind = 'band'"),
        ("actors/states.toml", "demonyms = ", "nations = ", "states.toml:6", "[sudan] has an unknown key 'nations'"),
    ],
)
def test_mistake_is_told_with_its_line_and_what_to_do(folder, file, old, new, place, what):
    change(folder / file, old, new)

    (problem,) = [problem for problem in check_desk(folder)[1] if what in problem.what]

    assert (f"{problem.path.name}:{problem.line}", problem.is_error) == (place, True)
    assert problem.advice


@pytest.mark.parametrize("name", ["states", "bodies", "people"])
def test_file_that_is_missing_or_no_text_is_told(folder, name):
    path = folder / "actors" / f"{name}.toml"
    path.write_bytes(b"\xff\xfe")
    assert any(problem.path == path and "is no TOML" in problem.what for problem in check_desk(folder)[1])

    path.unlink()
    assert any(problem.path == path and "is missing" in problem.what for problem in check_desk(folder)[1])


@pytest.mark.parametrize(
    "file",
    ["desk.toml", "issues/rsf-withdrawal.toml", "actors/states.toml", "actors/bodies.toml", "actors/people.toml"],
)
@pytest.mark.parametrize("content", [b"[broken", b"\xff\xfe", None])
def test_nothing_is_said_that_only_follows_from_a_file_that_cannot_be_read(folder, file, content):
    change(folder / "issues" / "truce.toml", "[things]", 'rival = "rsf-withdrawal"\n\n[things]')
    change(folder / "issues" / "truce.toml", LAY, "@sudan down")
    path = folder / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    (problem,) = check_desk(folder)[1]

    assert problem.path == path


def test_empty_file_of_an_issue_lacks_what_each_stance_means(folder):
    path = folder / "issues" / "truce.toml"
    path.write_text("", encoding="utf-8")
    told = [problem.what for problem in check_desk(folder)[1] if problem.path == path]

    assert told == ["against is missing", "favor is missing", "there are no cues: nothing would be found"]


def test_issue_without_cues_and_desk_without_issues_or_actors_are_told(folder):
    (folder / "issues" / "rsf-withdrawal.toml").write_text('favor = "yes"\nagainst = "no"\n', encoding="utf-8")
    assert "there are no cues" in " ".join(problem.what for problem in check_desk(folder)[1])

    change(folder / "desk.toml", "issues = [", "issues = []\nelsewhen = [")
    for file in (folder / "actors").iterdir():
        file.write_text("", encoding="utf-8")
    told = " ".join(problem.what for problem in check_desk(folder)[1])
    assert "there are no issues" in told
    assert "there are no actors" in told


def test_group_that_no_cue_uses_is_a_warning(folder):
    change(folder / "desk.toml", "[groups]", '[groups]\nidle = "one|two"')

    (problem,) = check_desk(folder)[1]

    assert (problem.what, problem.line, problem.is_error) == ("no cue uses the group $idle", 20, False)


def test_unlikely_actor_who_is_none_of_the_desk_is_named(folder):
    change(folder / "issues" / "truce.toml", "[things]", '[unlikely]\nfavor = ["atlantis"]\n\n[things]')

    (problem,) = check_desk(folder)[1]

    assert (problem.what, problem.line) == ("'atlantis' is no actor of the desk", 5)


def test_aim_that_is_none_of_the_desk_is_named(folder):
    change(folder / "issues" / "truce.toml", "[things]", '[aim]\nat = ["atlantis"]\nby = ["on"]\n\n[things]')

    (problem,) = check_desk(folder)[1]

    assert (problem.what, problem.line) == ("'atlantis' is no actor of the desk", 5)


def test_party_that_is_none_of_the_desk_is_named(folder):
    change(folder / "issues" / "truce.toml", "[things]", 'parties = ["atlantis"]\n\n[things]')

    (problem,) = check_desk(folder)[1]

    assert (problem.what, problem.line) == ("'atlantis' is no actor of the desk", 4)


def test_rival_that_is_no_issue_of_the_desk_is_named(folder):
    change(folder / "issues" / "truce.toml", "[things]", 'rival = "peace"\n\n[things]')

    (problem,) = check_desk(folder)[1]

    assert (problem.what, problem.line) == ("'peace' is no issue of the desk", 4)


def test_loading_stops_at_the_first_mistake_and_says_what_lists_the_others(folder):
    change(folder / "issues" / "truce.toml", "favor =", "for =")

    with pytest.raises(
        ConfigurationError, match=r"truce\.toml:1: favor is missing; .* \(and more: stancewatch desk check"
    ):
        load_desk(folder)


def test_cues_that_never_fired_are_warnings_one_a_line():
    desk, _ = check_desk(SMALL)
    silent = {"truce.act.against.1", "direct-talks.claim.against.1", "direct-talks.claim.against.2"}

    problems = find_silent(desk, SMALL, fired={cue.id for cue in desk.cues} - silent, articles=7)

    assert [(problem.path.name, problem.what.count("'") // 2) for problem in problems] == [
        ("truce.toml", 1),
        ("direct-talks.toml", 2),
    ]
    assert all("never found in 7 articles" in problem.what and not problem.is_error for problem in problems)


def test_many_of_them_are_counted_issue_by_issue():
    desk, _ = check_desk(SMALL)
    truce = {cue.id for cue in desk.cues if cue.issue == "truce"}
    problems = count_silent(desk, SMALL, fired={cue.id for cue in desk.cues} - truce, articles=7)

    assert [(problem.path.name, problem.what, problem.is_error) for problem in problems] == [
        ("truce.toml", f"{len(truce)} of {len(truce)} cues were never found in 7 articles", False)
    ]


def test_issues_that_the_model_of_a_desk_does_not_know_are_told(folder):
    desk, _ = check_desk(folder)
    assert unknown_to_model(desk, folder) is None

    (folder / MODEL_FOLDER).mkdir()
    labels = [["truce", "favor"], ["truce", "against"]]
    (folder / MODEL_FOLDER / CARD).write_text(json.dumps({"labels": labels}), encoding="utf-8")
    assert unknown_to_model(desk, folder) == desk.issue_ids[1:]


def test_model_card_that_is_none_is_named(folder):
    (folder / MODEL_FOLDER).mkdir()
    (folder / MODEL_FOLDER / CARD).write_text("{}", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"model\.json is no model card"):
        unknown_to_model(check_desk(folder)[0], folder)


def test_contrary_issue_that_is_none_of_the_desk_is_named(folder):
    change(folder / "issues" / "truce.toml", "[things]", '[contrary]\nfavor = ["peace"]\n\n[things]')

    (problem,) = check_desk(folder)[1]

    assert (problem.what, problem.line) == ("'peace' is no issue of the desk", 5)
