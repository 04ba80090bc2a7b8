"""The folder of a model: which files in it are the model's."""

from pathlib import Path

from process.extract.sides.card import CARD
from process.extract.sides.model import VOCABULARY
from process.extract.sides.network import ENCODER, HEADS, TABLE, WHOLE

FILES = (CARD, WHOLE, ENCODER, TABLE, HEADS, VOCABULARY)
"""The card first: without it the rest is not taken for a model."""


def clear_model(folder: Path) -> None:
    """Remove an earlier model, so that no file of it stays beside those of the next; all else is left alone."""
    for name in FILES:
        (folder / name).unlink(missing_ok=True)
