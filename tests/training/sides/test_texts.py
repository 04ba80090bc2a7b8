import json
from collections import Counter

from training.sides.texts import (
    HELD_OUT_SHARE,
    Article,
    near_copies,
    read_articles,
    read_corrections,
    read_texts,
    split_articles,
)


def make_article(identity, text=None, file="v1"):
    words = text or " ".join(f"{identity}{number}" for number in range(30))
    return Article(identity, file, "Title", words, ())


def split(articles):
    train, held = split_articles(articles)
    return {article.id for article in train}, {article.id for article in held}


def test_about_a_fifth_of_the_news_like_files_is_held_out():
    _, held = split([make_article(f"v1-{number}") for number in range(500)])

    assert abs(len(held) / 500 - HELD_OUT_SHARE) < 0.05


def test_other_files_are_never_held_out():
    _, held = split([make_article(f"t1-{number}", file="t1") for number in range(100)])

    assert held == set()


def test_split_does_not_depend_on_the_order():
    articles = [make_article(f"x1-{number}", file="x1") for number in range(60)]

    assert split(articles) == split(articles[::-1])


def test_near_copies_are_found_and_stay_on_one_side():
    common = " ".join(f"word{number}" for number in range(40))
    pairs = [(f"v1-{n}", f"v2-{n}", f"{common} {n}") for n in range(1)]
    articles = [make_article(a, text) for a, _, text in pairs] + [make_article(b, text) for _, b, text in pairs]

    assert Counter(len(group) for group in near_copies(articles)) == {2: 1}
    train, held = split(articles)
    assert not train or not held


def test_near_copy_of_a_held_out_text_is_not_trained_on():
    held_id = next(i for i in (f"v1-{n}" for n in range(100)) if i in split([make_article(i)])[1])
    original = make_article(held_id)

    train, held = split([original, Article("t1-1", "t1", "", original.text + " more", ())])

    assert (train, held) == (set(), {held_id})


def test_corrected_positions_replace_those_of_the_file(tmp_path):
    line = {"id": "t1-1", "title": None, "text": "Text.", "positions": [{"issue": "ceasefire"}]}
    (tmp_path / "t1.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    corrections = tmp_path / "corrections"
    corrections.write_text(json.dumps({"id": "t1-1", "positions": []}) + "\n", encoding="utf-8")

    (train, _held) = read_texts(tmp_path, own=tmp_path / "own", corrections=corrections)

    assert [(article.title, article.positions) for article in train] == [("", ())]
    assert read_articles(tmp_path / "t1.jsonl")[0].positions == ({"issue": "ceasefire"},)


def test_the_projects_own_texts_stand_beside_those_of_the_folder(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    for path, identity in ((tmp_path / "t1.jsonl", "t1-1"), (own / "y1.jsonl", "y1-1")):
        line = {"id": identity, "title": "", "text": identity, "positions": []}
        path.write_text(json.dumps(line), encoding="utf-8")

    (train, _held) = read_texts(tmp_path, own=own)

    assert [article.id for article in train] == ["t1-1", "y1-1"]


def test_missing_corrections_are_none(tmp_path):
    assert read_corrections(tmp_path / "none") == {}
