"""The English pipelines: ours on onnxruntime, and a small one that spaCy runs alone where there is no onnxruntime."""

import importlib
import logging
from pathlib import Path

import spacy
from spacy.language import Language

from process.extract.parser import component as _component  # noqa: F401 - registers the spaCy factory
from process.extract.parser.appositions import APPOSITIONS
from process.extract.parser.paragraphs import PARAGRAPHS

MODELS = Path(__file__).parent.parent / "model"
MODEL, SMALL_MODEL = MODELS / "en_ud_minilm", MODELS / "en_ud_news_sm"
logger = logging.getLogger(__name__)


def make_nlp(*, threads: int = 1) -> Language:
    """Return the English pipeline; `threads` are the encoder's. Without onnxruntime: the small one, and a warning."""
    missing = _why_no_onnxruntime()
    if missing is None:
        nlp = spacy.load(MODEL, config={"components": {"onnx_parser": {"threads": threads}}})
        nlp.add_pipe(APPOSITIONS)
        return nlp
    logger.warning(
        "onnxruntime cannot be imported (%s): texts are read by the small pipeline, which finds fewer positions and"
        " gets more of them wrong (docs/quality.md); to have the full one: pip install onnxruntime",
        missing,
    )
    return make_small_nlp()


def make_small_nlp() -> Language:
    """Return the small pipeline, which needs nothing but spaCy."""
    nlp = spacy.load(SMALL_MODEL)
    nlp.add_pipe(PARAGRAPHS, before="parser")
    nlp.add_pipe(APPOSITIONS)
    return nlp


def has_onnxruntime() -> bool:
    """Return whether networks can be run at all."""
    return _why_no_onnxruntime() is None


def _why_no_onnxruntime() -> ImportError | None:
    try:
        importlib.import_module("onnxruntime")
    except ImportError as error:
        return error
    return None
