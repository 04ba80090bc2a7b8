"""The saved pipeline: networks and tables, the tokenizer, and meta.json with sources, licence, recipe and hashes."""

import hashlib
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy

from process.extract.parser import component as _component  # noqa: F401 - registers the spaCy factory
from process.extract.parser.files import ENCODER, RELATIONS
from training.parser.tokenizer import set_tokenizer

COMPONENT = "onnx_parser"
META = {
    "name": "ud_minilm",
    "description": "Tags, lemmas, sentences, Universal Dependencies trees and names in English news",
    "author": "the Stancewatch authors",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.7,<3.9.0",
    "sources": [
        {"name": "UD English EWT", "author": "Universal Dependencies", "license": "CC BY-SA 4.0"},
        {"name": "GUM, nine genres", "author": "Amir Zeldes and annotators", "license": "CC BY 4.0; texts by genre"},
        {"name": "Universal NER, English EWT", "author": "Stephen Mayhew and others", "license": "CC BY-SA 4.0"},
        {"name": "wikigold", "author": "Dominic Balasuriya and others", "license": "CC BY 4.0"},
        {"name": "all-MiniLM-L6-v2", "author": "sentence-transformers, Microsoft", "license": "Apache-2.0, MIT"},
    ],
}


def package(files: Path, out: Path, *, version: str, recipe: Mapping[str, Any]) -> None:
    """Write the pipeline that ships from the folder of the model's files; `recipe` goes into meta.json."""
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    nlp.add_pipe(COMPONENT).from_disk(files)  # type: ignore[attr-defined] # spaCy types components as callables
    nlp.meta.update(META)
    nlp.meta["version"] = version
    nlp.meta["recipe"] = dict(recipe)
    nlp.meta["sha256"] = hash_networks(files)
    nlp.to_disk(out)


def hash_networks(files: Path) -> dict[str, str]:
    """Return the SHA-256 of each network by its place in the saved pipeline."""
    networks = {f"{COMPONENT}/{name}": (files / name).read_bytes() for name in (ENCODER, RELATIONS)}
    return {name: hashlib.sha256(content).hexdigest() for name, content in networks.items()}


def describe_run(*modules: Any) -> dict[str, Any]:
    """Return the commit and the versions of Python and of these modules, for meta.json."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    versions = {"python": platform.python_version()} | {module.__name__: module.__version__ for module in modules}
    return {"commit": done.stdout.strip(), "versions": versions}
