"""What decides the outcome of a training, and the steps that follow from it; no torch, and no chance but the seed's."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from training.sides.examples import Example, draw_epoch, make_batches


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the outcome, apart from the texts."""

    epochs: float = 4.0
    files: str = ""
    """Files that are read, without suffix, with commas between; none: all are."""
    fresh: str = ""
    """Files of these that no training before has read, written likewise; none: all are."""
    known_share: float = 1.0
    """Share of the other files' articles that an epoch reads."""
    layers: int = 8
    frozen: int = 4
    pieces: int = 340
    threads: int = 2
    empty_share: float = 0.5
    renamed_share: float = 0.0
    """Share of the articles that an epoch reads with other names for the desk's people."""
    encoder_rate: float = 6e-5
    head_rate: float = 1e-3
    warm_up_steps: int = 60
    falling_share: float = 0.6
    holder_loss: float = 0.3
    sides_alone_steps: int = 600
    """Steps before holders are taught too: by then a sentence's vector says what it takes a side on."""
    rounded: int = 1
    """Whether the layers compute with weights of four bits, as those that are exported (1), or exactly (0)."""
    seed: int = 7

    def reads(self, file: str) -> bool:
        """Return whether a file's texts are read, by its name without suffix."""
        return not self.files or file in names_in(self.files)


def names_in(names: str) -> frozenset[str]:
    """Return the names that stand in a list with commas."""
    return frozenset(names.split(",")) - {""}


def rate_at(step: int, steps: int, recipe: Recipe) -> float:
    """Return the share of the full learning rate: a short rise, level, then down to nothing."""
    rise = (step + 1) / recipe.warm_up_steps
    fall = (steps - step) / (steps * recipe.falling_share)
    return max(0.0, min(1.0, rise, fall))


def batches_of_epoch(examples: Sequence[Example], epoch: int, recipe: Recipe) -> list[list[Example]]:
    """Return the batches of an epoch: the same ones for the same seed."""
    draw = random.Random(recipe.seed * 1000 + epoch)  # noqa: S311 - chance, not secrets
    return make_batches(
        draw_epoch(
            examples,
            empty_share=recipe.empty_share,
            draw=draw,
            renamed_share=recipe.renamed_share,
            known_share=recipe.known_share,
        ),
        pieces=recipe.pieces,
        draw=draw,
    )


def plan(examples: Sequence[Example], recipe: Recipe) -> list[list[list[Example]]]:
    """Return the batches of each step in order, as many a step as there are threads."""
    whole = int(recipe.epochs)
    batches = [batch for epoch in range(whole) for batch in batches_of_epoch(examples, epoch, recipe)]
    last = batches_of_epoch(examples, whole, recipe)
    batches += last[: round(len(last) * (recipe.epochs - whole))]
    return [batches[start : start + recipe.threads] for start in range(0, len(batches), recipe.threads)]
