"""Training: the same weights for the same seed, bit by bit, interrupted or not; a checkpoint every few minutes.

    python -m training.sides.train TEXTS CUTS.jsonl BASE OUT [--epochs 4] [--before RUN]

A training can begin with the weights of an earlier one (RUN): longer work is split into commands that way.
The learning rate stays level and falls to zero over the last part: an interrupted training can be resumed with fewer
epochs and still ends well.
"""

import argparse
import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from process.extract.desks.files import load_desk
from process.extract.parser.wordpiece import WordPiece
from training.sides.batches import UNASKED, Asked, Inputs, Targets, make_asked, make_inputs, make_targets
from training.sides.examples import Example, make_examples
from training.sides.labels import LABELS
from training.sides.model import NEVER, Chance, Encoder, Head, HolderHead
from training.sides.recipe import Recipe, names_in, plan, rate_at
from training.sides.renaming import make_renames, people_of
from training.sides.rounding import round_weights, rounded
from training.sides.sentences import read_cuts
from training.sides.texts import read_texts

BETAS, EPSILON, DECAY, CLIP = (0.9, 0.98), 1e-6, 0.01, 2.0
WINDOW_LOSS, CONDITION_LOSS = 0.15, 0.3
CHECKPOINT, RECIPE = "checkpoint.pt", "recipe.json"
CHECKPOINT_SECONDS = 300
LOG_STEPS = 10
MEMORY = 0.95
RENAMED_VERSIONS = 2

log = logging.getLogger("train")


class Trainee:
    """The network, its optimiser, and how far it has come."""

    def __init__(self, recipe: Recipe, base: Path) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        weights = torch.load(base / "encoder.pt")
        self.encoder = Encoder(len(weights["word.weight"]), recipe.layers, frozen=recipe.frozen)
        self.encoder.load_state_dict({"shape.weight": self.encoder.shape.weight, **weights})
        self.head, self.holders = Head(len(LABELS)), HolderHead()
        layers = self.encoder.layers if recipe.rounded else ()
        self._frozen, self._rounded = (
            [weight for layer in part for weight in layer.products()]
            for part in (layers[: recipe.frozen], layers[recipe.frozen :])
        )
        self.optimiser = torch.optim.AdamW(self._groups(recipe), betas=BETAS, eps=EPSILON, fused=True)
        self.step = 0
        self._threads = ThreadPoolExecutor(recipe.threads, initializer=torch.set_num_threads, initargs=(1,))
        self._kept: dict[int, Tensor] = {}

    def _groups(self, recipe: Recipe) -> list[dict[str, object]]:
        groups: list[dict[str, object]] = []
        rates = (recipe.encoder_rate, recipe.head_rate, recipe.head_rate)
        modules: tuple[nn.Module, ...] = (self.encoder, self.head, self.holders)
        for module, rate in zip(modules, rates, strict=True):
            trained = [parameter for parameter in module.parameters() if parameter.requires_grad]
            for is_matrix in (True, False):
                chosen = [parameter for parameter in trained if (parameter.ndim > 1) is is_matrix]
                decay = DECAY if is_matrix else 0.0
                groups.append({"params": chosen, "lr": rate, "full_rate": rate, "weight_decay": decay})
        return groups

    def parameters(self) -> list[Tensor]:
        """Return all that is trained."""
        return [parameter for group in self.optimiser.param_groups for parameter in group["params"]]

    def encode(self, batch: Sequence[Example], inputs: Inputs, chance: Chance) -> Tensor:
        """Return the encoder's output: rows, places, HIDDEN."""
        return self.encoder.upper(self._lower(batch, inputs), inputs.shapes, self.encoder.bias(inputs.mask), chance)

    @torch.no_grad()
    def _lower(self, batch: Sequence[Example], inputs: Inputs) -> Tensor:
        """Return what the frozen layers give: of each window alone, so that its company decides nothing."""
        x = torch.zeros(*inputs.pieces.shape, self.encoder.word.embedding_dim)
        for row, example in enumerate(batch):
            size = len(example.window)
            if example.number not in self._kept:
                bias = self.encoder.bias(inputs.mask[row : row + 1, :size])
                lower = self.encoder.lower(inputs.pieces[row : row + 1, :size], bias)
                self._kept[example.number] = lower[0].half()
            x[row, :size] = self._kept[example.number].float()
        return x

    def round_frozen(self) -> None:
        """Round the weights that are not trained, once for all."""
        for weight in self._frozen:
            weight.data.copy_(round_weights(weight.data))

    def learn(self, batches: Sequence[Sequence[Example]], *, rate: float) -> float:
        """Take one step at this share of the full learning rate, with a thread for each batch; return the mean loss."""
        with rounded(self._rounded):
            results = list(self._threads.map(self._gradients, batches, self._chances()))
        parameters = self.parameters()
        for number, parameter in enumerate(parameters):
            parameter.grad = sum(gradients[number] for _, gradients in results) / len(results)
        clip_grad_norm_(parameters, CLIP)
        for group in self.optimiser.param_groups:
            group["lr"] = group["full_rate"] * rate
        self.optimiser.step()
        self.step += 1
        return sum(loss for loss, _ in results) / len(results)

    def _chances(self) -> Iterator[torch.Generator]:
        """Yield one for each batch of this step, the same whatever thread is first and wherever a training resumed."""
        for number in count(self.step * self.recipe.threads):
            yield torch.Generator().manual_seed((self.recipe.seed << 32) + number)

    def _gradients(self, batch: Sequence[Example], chance: torch.Generator) -> tuple[float, Sequence[Tensor]]:
        inputs, asked = make_inputs(batch), make_asked(batch)
        x = self.encode(batch, inputs, chance)
        vectors = self.head.vectors(x[inputs.row], inputs.members, chance)
        side, condition = self.head(vectors)
        loss = sides_loss(side, condition, inputs, make_targets(batch))
        if asked and self.step >= self.recipe.sides_alone_steps:
            keys = self.holders.keys(x, inputs.named)[inputs.row[asked.sentence]]
            scores = self.holders(vectors[asked.sentence, asked.label][:, None], keys, asked.buckets)
            loss = loss + self.recipe.holder_loss * holders_loss(scores[:, 0], asked)
        return float(loss.detach()), torch.autograd.grad(loss, self.parameters(), materialize_grads=True)

    def save(self, path: Path) -> None:
        """Write the checkpoint; a half-written one never takes its place."""
        state = {
            "encoder": self.encoder.state_dict(), "head": self.head.state_dict(),
            "holders": self.holders.state_dict(), "step": self.step, "optimiser": self.optimiser.state_dict(),
        }  # fmt: skip
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def begin_with(self, path: Path) -> Mapping[str, Any]:
        """Take over the weights of a checkpoint, and return all that is in it."""
        state: Mapping[str, Any] = torch.load(path)
        self.encoder.load_state_dict(state["encoder"])
        self.head.load_state_dict(state["head"])
        self.holders.load_state_dict(state["holders"])
        return state

    def restore(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        state = self.begin_with(path)
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]


def holders_loss(scores: Tensor, asked: Asked) -> Tensor:
    """Return how little of the chance falls on the holder's namings; scores: sides, namings."""
    right = scores.masked_fill(asked.holder == 0, NEVER)
    return (torch.logsumexp(scores, -1) - torch.logsumexp(right, -1)).mean()


def sides_loss(side: Tensor, condition: Tensor, inputs: Inputs, targets: Targets) -> Tensor:
    """Return the loss of the sentences, of the windows as wholes (their highest sentence), and of the conditions."""
    loss = functional.binary_cross_entropy_with_logits(side, targets.side, targets.weight, reduction="sum") / len(side)
    highest = torch.full(targets.window_side.shape, NEVER)
    highest = highest.scatter_reduce(0, inputs.row[:, None].expand_as(side), side, "amax")
    window = functional.binary_cross_entropy_with_logits(
        highest, targets.window_side, targets.window_weight, reduction="sum"
    )
    loss = loss + WINDOW_LOSS * window / len(highest)
    asked = targets.condition != UNASKED
    if asked.any():
        answers = functional.binary_cross_entropy_with_logits(condition[asked], targets.condition[asked])
        loss = loss + CONDITION_LOSS * answers
    return loss


def train(trainee: Trainee, examples: Sequence[Example], recipe: Recipe, checkpoint: Path) -> None:
    """Take the steps that are left, with a checkpoint now and then and at the end."""
    steps = plan(examples, recipe)
    trainee.round_frozen()
    saved = time.monotonic()
    for loss in _losses(trainee, steps, recipe):
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            trainee.save(checkpoint)
            saved = time.monotonic()
        if trainee.step % LOG_STEPS == 0:
            log.info("step %d/%d loss %.4f", trainee.step, len(steps), loss)
    trainee.save(checkpoint)


def _losses(trainee: Trainee, steps: Sequence[Sequence[Sequence[Example]]], recipe: Recipe) -> Iterator[float]:
    """Take the steps, and yield the running mean of the loss after each."""
    mean = 0.0
    for batches in steps[trainee.step :]:
        loss = trainee.learn(batches, rate=rate_at(trainee.step, len(steps), recipe))
        mean = loss if not mean else MEMORY * mean + (1 - MEMORY) * loss
        yield mean


def describe(recipe: Recipe, before: Path | None) -> dict[str, Any]:
    """Return what recipe.json keeps: the recipe, and that of the training before."""
    earlier = {} if before is None else {"before": json.loads((before / RECIPE).read_text())}
    return asdict(recipe) | earlier


def main() -> None:
    """Train, from the checkpoint in OUT if one is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("texts", "cuts", "base", "out"):
        parser.add_argument(name, type=Path)
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument("--before", type=Path, metavar="RUN", help="the training whose weights this one begins with")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = Recipe(**{name: getattr(options, name) for name in asdict(Recipe())})
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / RECIPE).write_text(json.dumps(describe(recipe, options.before), indent=1))
    articles, held = read_texts(options.texts)
    articles = [article for article in articles if recipe.reads(article.file)]
    pieces_of = WordPiece(options.base / "vocab.txt")
    versions = RENAMED_VERSIONS if recipe.renamed_share else 0
    renames = make_renames(people_of(load_desk().actors), versions, seed=recipe.seed)
    examples = make_examples(
        articles, read_cuts(options.cuts), pieces_of, renames=renames, fresh=names_in(recipe.fresh)
    )
    log.info("articles %d, held out %d, windows %d", len(articles), len(held), len(examples))
    trainee, checkpoint = Trainee(recipe, options.base), options.out / CHECKPOINT
    if checkpoint.exists():
        trainee.restore(checkpoint)
    elif options.before:
        trainee.begin_with(options.before / CHECKPOINT)
    train(trainee, examples, recipe, checkpoint)


if __name__ == "__main__":
    main()
