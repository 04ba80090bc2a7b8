"""The parser's recipe on small numbers, with made-up weights. For every change here.

    python -m training.parser.smoke UD

Checks what unit tests cannot without torch: the loss falls, an interrupted training goes on where it stopped, the
exported network says what the trained one says, and what is written loads with `spacy.load`.
"""

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
import spacy
import torch

from process.extract.nlp import MODEL
from process.extract.parser.files import ENCODER, VOCABULARY
from process.extract.parser.wordpiece import WordPiece
from training.parser.batches import INPUTS, Batch, make_batch
from training.parser.conllu import Document
from training.parser.corpora import read_ewt
from training.parser.examples import ExampleMaker
from training.parser.export import export_networks, export_pipeline, load_network
from training.parser.labels import count_labels
from training.parser.train import CHECKPOINT, Recipe, Trainee, all_batches, batches_of_epoch, train, write_tables

RECIPE = Recipe(epochs=1.0, pieces=300, warm_up_steps=2)
DOCUMENTS, STEPS = 4, 6
CLOSE = 1e-3
"""How far the exported network's scores of arcs may be from the trained one's, in full precision."""


def check_loss(trainee: Trainee, batch: Batch) -> None:
    """Check that the same batch again costs less than at first."""
    losses = [trainee.learn(batch, rate=1.0) for _ in range(STEPS)]
    check(losses[-1] < 0.8 * losses[0], f"the loss does not fall: {losses}")


def check_resumption(documents: Sequence[Document], maker: ExampleMaker, run: Path) -> None:
    """Check that a training which was stopped half-way takes the same steps in all."""
    labels = count_labels(documents)
    write_tables(run, documents, labels, RECIPE)
    first, steps = Trainee(RECIPE, labels, {}), len(batches_of_epoch(documents, maker, 0, RECIPE))
    for examples in islice(all_batches(documents, maker, RECIPE), steps // 2):
        first.learn(make_batch(examples, cls=maker.pieces_of.cls, sep=maker.pieces_of.sep), rate=1.0)
    first.save(run / CHECKPOINT)
    second = Trainee(RECIPE, labels, {})
    second.restore(run / CHECKPOINT)
    train(second, documents, maker, RECIPE, run / CHECKPOINT)
    check(second.step == steps, f"{second.step} steps of {steps} were taken")


def check_network(run: Path, folder: Path, batch: Batch) -> None:
    """Check that the exported network scores as the trained one does."""
    network = load_network(run)
    with torch.no_grad():
        export_networks(network, folder)
        expected = network(*batch.inputs).arcs.numpy()
    session = onnxruntime.InferenceSession(str(folder / ENCODER), providers=["CPUExecutionProvider"])
    inputs = {name: tensor.numpy() for name, tensor in zip(INPUTS, batch.inputs, strict=True)}
    found = session.run(["arc"], inputs)[0]
    check(np.abs(found - expected).max() < CLOSE, f"off by {np.abs(found - expected).max():.5f}")


def check_pipeline(run: Path, base: Path, out: Path) -> None:
    """Check that what is written loads and reads, words of any number."""
    export_pipeline(run, base, out, version="0.0.0", bits=8)
    nlp = spacy.load(out)
    for text in ("Talks failed.", "The minister said that talks would not resume before the spring, if at all."):
        check(nlp(text).has_annotation("DEP"), "a text gets no tree")


def check(is_so: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Leave with a message when a promise is broken."""
    if not is_so:
        raise SystemExit(f"train-smoke, parser: {message}")


def main() -> None:
    """Run all checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ud", type=Path, help="the folder of the corpora")
    options = parser.parse_args()
    torch.set_num_threads(1)
    documents = read_ewt(options.ud, "dev")[:DOCUMENTS]
    labels = count_labels(documents)
    with tempfile.TemporaryDirectory() as name:
        base, run, whole = (Path(name) / part for part in ("base", "run", "whole"))
        for folder in (base, whole):
            folder.mkdir()
        shutil.copy(MODEL / "onnx_parser" / VOCABULARY, base)
        maker = ExampleMaker(labels, WordPiece(base / VOCABULARY))
        examples = batches_of_epoch(documents, maker, 0, RECIPE)[0]
        batch = make_batch(examples, cls=maker.pieces_of.cls, sep=maker.pieces_of.sep)
        check_loss(Trainee(RECIPE, labels, {}), batch)
        check_resumption(documents, maker, run)
        check_network(run, whole, batch)
        check_pipeline(run, base, Path(name) / "out")
    print("train-smoke, parser: all is well")  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()
