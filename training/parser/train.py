"""Training: a fixed seed, a checkpoint every few minutes, and on from there after an interruption.

    python -m training.parser.train UD BASE OUT [--epochs 5.5]

UD is the folder of the corpora, BASE that of all-MiniLM-L6-v2 (model.safetensors, vocab.txt).
"""

import argparse
import json
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from process.extract.parser.files import LABELS, LEMMAS, Labels
from process.extract.parser.wordpiece import WordPiece
from training.parser.batches import Batch, make_batch
from training.parser.conllu import Document
from training.parser.corpora import read_training
from training.parser.examples import UNKNOWN, Example, ExampleMaker, make_batches
from training.parser.labels import count_labels, count_lemmas, labels_record
from training.parser.model import NEVER, ParserNetwork, Scores
from training.parser.weights import VOCABULARY, read_base

BETAS, EPSILON, DECAY, CLIP = (0.9, 0.98), 1e-6, 0.01, 2.0
TAG_LOSS = 0.5
LEAST_RATE = 0.02
CHECKPOINT, RECIPE = "checkpoint.pt", "recipe.json"
CHECKPOINT_SECONDS, LOG_STEPS = 300, 50

log = logging.getLogger("train")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the outcome, apart from the corpora."""

    epochs: float = 5.5
    pieces: int = 1000
    threads: int = 2
    encoder_rate: float = 1.2e-4
    head_rate: float = 1.5e-3
    warm_up_steps: int = 150
    seed: int = 7


class Trainee:
    """The network, its optimiser, and how far it has come. MiniLM's word vectors, half of all, are not trained."""

    def __init__(self, recipe: Recipe, labels: Labels, base: dict[str, Tensor]) -> None:
        torch.manual_seed(recipe.seed)
        self.network = ParserNetwork(labels).train()
        self.network.encoder.load_state_dict(base, strict=False)
        self.network.encoder.word.weight.requires_grad_(False)  # noqa: FBT003 - torch's way
        self.optimiser = torch.optim.AdamW(self._groups(recipe), betas=BETAS, eps=EPSILON, fused=True)
        self.step = 0

    def _groups(self, recipe: Recipe) -> list[dict[str, object]]:
        """Return what is trained: MiniLM's matrices, its vectors, and at a higher rate what is new."""
        matrices: list[Tensor] = []
        vectors: list[Tensor] = []
        new: list[Tensor] = []
        for name, weight in self.network.named_parameters():
            is_old = name.startswith("encoder.") and name not in {"encoder.shape.weight", "encoder.mix"}
            group = new if not is_old else matrices if weight.ndim > 1 else vectors
            if weight.requires_grad:
                group.append(weight)
        slow, fast = recipe.encoder_rate, recipe.head_rate
        parts = ((matrices, slow, DECAY), (vectors, slow, 0.0), (new, fast, 0.0))
        return [{"params": group, "lr": r, "full_rate": r, "weight_decay": decay} for group, r, decay in parts]

    def learn(self, batch: Batch, *, rate: float) -> float:
        """Take one step at this share of the full learning rate; return the loss."""
        with torch.autocast("cpu", torch.bfloat16):
            loss = total_loss(self.network, self.network(*batch.inputs), batch)
        loss.backward()
        clip_grad_norm_([weight for weight in self.network.parameters() if weight.requires_grad], CLIP)
        for group in self.optimiser.param_groups:
            group["lr"] = group["full_rate"] * rate
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write the checkpoint; a half-written one never takes its place."""
        state = {
            "network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(),
            "step": self.step, "random": torch.get_rng_state(),
        }  # fmt: skip
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def restore(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        state = torch.load(path)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        torch.set_rng_state(state["random"])


def total_loss(network: ParserNetwork, scores: Scores, batch: Batch) -> Tensor:
    """Return the sum of the losses of all layers."""
    targets = batch.targets
    loss = sum(TAG_LOSS * cross_entropy(getattr(scores, layer), targets[layer]) for layer in network.tags)
    loss = loss + cross_entropy(scores.names, targets["names"])
    arcs = scores.arcs.float() + ((1 - batch.is_word) * NEVER)[:, None, :]
    loss = loss + cross_entropy(arcs, targets["heads"])
    row, word = torch.where(targets["relations"] != UNKNOWN)
    relations = network.relations(scores.dependents[row, word], scores.heads[row, targets["heads"][row, word]])
    loss = loss + cross_entropy(relations, targets["relations"][row, word])
    is_asked = targets["starts"] != UNKNOWN
    starts = functional.binary_cross_entropy_with_logits(
        scores.starts.float()[is_asked], targets["starts"][is_asked].float(), reduction="sum"
    )
    return loss + starts / is_asked.sum().clamp(min=1)


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the mean loss over the words whose label is known; 0 when there is none."""
    logits, targets = logits.float().reshape(-1, logits.shape[-1]), targets.reshape(-1)
    loss = nn.functional.cross_entropy(logits, targets, ignore_index=UNKNOWN, reduction="sum")
    return loss / (targets != UNKNOWN).sum().clamp(min=1)


def rate_at(step: int, steps: int, recipe: Recipe) -> float:
    """Return the share of the full learning rate: a short rise, then down to almost nothing."""
    return min(1.0, (step + 1) / recipe.warm_up_steps) * max(LEAST_RATE, 1 - step / steps)


def batches_of_epoch(
    documents: Sequence[Document], maker: ExampleMaker, epoch: int, recipe: Recipe
) -> list[list[Example]]:
    """Return the batches of an epoch: the same ones for the same seed."""
    draw = Random(recipe.seed * 1000 + epoch)  # noqa: S311 - chance, not secrets
    return make_batches(maker.draw_epoch(documents, draw), pieces=recipe.pieces, draw=draw)


def all_batches(documents: Sequence[Document], maker: ExampleMaker, recipe: Recipe) -> Iterator[list[Example]]:
    """Yield the batches of one epoch after the other, without end."""
    for epoch in count():
        yield from batches_of_epoch(documents, maker, epoch, recipe)


def train(
    trainee: Trainee, documents: Sequence[Document], maker: ExampleMaker, recipe: Recipe, checkpoint: Path
) -> None:
    """Take the steps that are left, with a checkpoint now and then and at the end."""
    steps = round(len(batches_of_epoch(documents, maker, 0, recipe)) * recipe.epochs)
    saved, losses = time.monotonic(), []
    for examples in islice(all_batches(documents, maker, recipe), trainee.step, steps):
        batch = make_batch(examples, cls=maker.pieces_of.cls, sep=maker.pieces_of.sep)
        losses.append(trainee.learn(batch, rate=rate_at(trainee.step, steps, recipe)))
        if trainee.step % LOG_STEPS == 0:
            log.info("step %d/%d loss %.3f", trainee.step, steps, sum(losses) / len(losses))
            losses.clear()
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            trainee.save(checkpoint)
            saved = time.monotonic()
    trainee.save(checkpoint)


def write_tables(out: Path, documents: Sequence[Document], labels: Labels, recipe: Recipe) -> None:
    """Write labels, lemmas and recipe into the training's folder."""
    out.mkdir(parents=True, exist_ok=True)
    lemmas = json.dumps(count_lemmas(documents), ensure_ascii=False, separators=(",", ":"))
    (out / LEMMAS).write_text(lemmas, encoding="utf-8")
    (out / LABELS).write_text(json.dumps(labels_record(labels), ensure_ascii=False), encoding="utf-8")
    (out / RECIPE).write_text(json.dumps(asdict(recipe), indent=1), encoding="utf-8")


def main() -> None:
    """Train, from the checkpoint in OUT if one is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("ud", "base", "out"):
        parser.add_argument(name, type=Path)
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = Recipe(**{name: getattr(options, name) for name in asdict(Recipe())})
    torch.set_num_threads(recipe.threads)
    documents = read_training(options.ud)
    labels = count_labels(documents)
    write_tables(options.out, documents, labels, recipe)
    trainee, checkpoint = Trainee(recipe, labels, read_base(options.base)), options.out / CHECKPOINT
    if checkpoint.exists():
        trainee.restore(checkpoint)
    maker = ExampleMaker(labels, WordPiece(options.base / VOCABULARY))
    train(trainee, documents, maker, recipe, checkpoint)


if __name__ == "__main__":
    main()
