"""What is shipped: one wheel with models, desks, cards and notices, not larger than it may be."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MEGABYTES = 100
CARDS = ("meta.json", "model.json")
NETWORKS = sorted((ROOT / "process").rglob("*.onnx"))
PACKAGES = ("stancewatch", "ingest", "process")
WORD_LISTS = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.toml"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_with_its_models_is_no_larger_than_it_may_be(wheel):
    assert wheel.stat().st_size <= MEGABYTES * 1e6


def test_wheel_holds_models_cards_notices_and_sources(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        notice = archive.read(next(name for name in names if name.endswith("licenses/NOTICE"))).decode()

    assert {path.relative_to(ROOT).as_posix() for path in (*NETWORKS, *WORD_LISTS)} <= set(names)
    assert {"process/model/README.md", "process/model/SOURCES.md", "process/model/en_ud_news_sm/meta.json"} <= set(
        names
    )
    for named in ("MiniLM", "mpnet", "EWT", "GUM", "Universal NER", "wikigold", "CC BY-SA 4.0", "SOURCES.md"):
        assert named in notice


def test_wheel_tells_spacy_of_the_parser(wheel):
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(next(n for n in archive.namelist() if n.endswith("entry_points.txt"))).decode()

    assert "[spacy_factories]\nonnx_parser = process.extract.parser.component:make_onnx_parser" in entry_points


@pytest.mark.parametrize("network", NETWORKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_card_of_each_network_names_its_hash(network):
    hashes = {
        (folder / place).resolve(): sha256
        for folder in network.parents
        for card in CARDS
        if (folder / card).is_file()
        for place, sha256 in json.loads((folder / card).read_text(encoding="utf-8")).get("sha256", {}).items()
    }

    assert hashlib.sha256(network.read_bytes()).hexdigest() == hashes[network.resolve()]
