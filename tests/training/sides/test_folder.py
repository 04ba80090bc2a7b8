from pathlib import Path

from training.sides.folder import FILES, clear_model

MODEL = Path("process/desks/ukraine-peace-talks/model")


def test_no_file_of_an_earlier_model_stays(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text("of yesterday")
    clear_model(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_is_not_the_models_is_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "heads.onnx").write_text("of yesterday")
    clear_model(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_files_are_those_that_ship():
    assert {path.name for path in MODEL.iterdir()} == {*FILES, "README.md"}
