"""The whole recipe in two minutes on small numbers: two layers, few steps, made-up weights. For every change here.

    python -m training.sides.smoke TEXTS CUTS.jsonl

Checks what unit tests cannot without torch: the loss falls, a training repeats bit by bit though it was stopped, the
exported network says what the trained one says, in bytes too, and a window's scores do not depend on what was read
before.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from process.extract.parser.wordpiece import WordPiece, split_basic
from process.extract.sides.card import CARD
from process.extract.sides.model import VOCABULARY, encode_window, load_side_model
from process.extract.sides.network import WHOLE
from training.sides.examples import Example, make_examples
from training.sides.export import FULL_PRECISION, export_folder, load_model
from training.sides.model import Encoder
from training.sides.recipe import Recipe, plan, rate_at
from training.sides.sentences import Cut, read_cuts
from training.sides.texts import Article, read_texts
from training.sides.train import CHECKPOINT, RECIPE, Trainee, train
from training.sides.whole_bytes import write_whole_bytes

RECIPE_OF_SMOKE = Recipe(
    epochs=1.0, layers=2, frozen=1, pieces=330, warm_up_steps=5, empty_share=0.0, sides_alone_steps=2
)
EXAMPLES, WORDS = 24, 2000
CLOSE, NEAR = 1e-4, 0.15
"""How far the exported network's probabilities may be from the trained one's: in full precision, and in four bits."""


def make_base(folder: Path, words: Sequence[str]) -> None:
    """Write an untrained encoder and a vocabulary of whole words."""
    torch.manual_seed(1)
    marks = ["[CLS]", "[SEP]", "[UNK]"]
    (folder / VOCABULARY).write_text("".join(f"{word}\n" for word in [*marks, *words]), encoding="utf-8")
    encoder = Encoder(len(marks) + len(words), RECIPE_OF_SMOKE.layers, frozen=RECIPE_OF_SMOKE.frozen)
    torch.save(encoder.state_dict(), folder / "encoder.pt")


def common_words(texts: Sequence[str]) -> list[str]:
    """Return the words that the texts use most."""
    counts = Counter(part for text in texts for word in text.split() for part in split_basic(word))
    return [word for word, _ in counts.most_common(WORDS)]


def check_loss(base: Path, examples: Sequence[Example]) -> None:
    """Check that the same batches again cost less than at first."""
    trainee, batches = Trainee(RECIPE_OF_SMOKE, base), plan(examples, RECIPE_OF_SMOKE)[0]
    losses = [trainee.learn(batches, rate=1.0) for _ in range(8)]
    check(losses[-1] < 0.8 * losses[0], f"the loss does not fall: {losses}")


def check_repetition(base: Path, run: Path, examples: Sequence[Example]) -> None:
    """Check that a training which was stopped half-way and resumed ends bit by bit as one that was not."""
    steps = plan(examples, RECIPE_OF_SMOKE)
    whole, first, second = (Trainee(RECIPE_OF_SMOKE, base) for _ in range(3))
    train(whole, examples, RECIPE_OF_SMOKE, run / CHECKPOINT)
    first.round_frozen()
    for batches in steps[: len(steps) // 2]:
        first.learn(batches, rate=rate_at(first.step, len(steps), RECIPE_OF_SMOKE))
    first.save(run / CHECKPOINT)
    second.restore(run / CHECKPOINT)
    train(second, examples, RECIPE_OF_SMOKE, run / CHECKPOINT)
    check(second.step == len(steps), f"{second.step} steps of {len(steps)} were taken")
    same = (torch.equal(one, other) for one, other in zip(whole.parameters(), second.parameters(), strict=True))
    check(all(same), "a training that is repeated, or resumed, ends with other weights")


def check_export(base: Path, run: Path, out: Path, example: Example, *, bits: int, tolerance: float) -> None:
    """Check that the exported network answers as the trained one, and the same twice."""
    (run / RECIPE).write_text(json.dumps(asdict(RECIPE_OF_SMOKE)))
    export_folder(run, base, out, bits=bits)
    model = load_side_model(out)
    network = load_model(run / CHECKPOINT, asdict(RECIPE_OF_SMOKE))
    with torch.no_grad():
        asked = encode_window(example.window, example.seen)
        expected = network(*(torch.from_numpy(value) for value in asked.values()))
    first, second = (model.read(example.window, example.seen) for _ in range(2))
    off = max(float(np.abs(one - other.numpy()).max()) for one, other in zip(first, expected, strict=True))
    check(off < tolerance, f"{bits} bits: off by {off:.4f}")
    check(
        all(a.tobytes() == b.tobytes() for a, b in zip(first, second, strict=True)), f"{bits} bits: not the same twice"
    )
    check({WHOLE, VOCABULARY, CARD} <= {path.name for path in out.iterdir()}, "files are missing")


def check_whole_bytes(folder: Path, articles: Sequence[Article], cuts: Mapping[str, Cut], example: Example) -> None:
    """Check that the network in two parts, in bytes, says about what the exported one says."""
    expected = load_side_model(folder).read(example.window, example.seen)
    write_whole_bytes(folder, articles, cuts)
    found = load_side_model(folder).read(example.window, example.seen)
    off = max(float(np.abs(one - other).max()) for one, other in zip(found, expected, strict=True))
    check(0 < off < NEAR, f"bytes: off by {off:.4f}")


def check(is_so: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Leave with a message when a promise is broken."""
    if not is_so:
        raise SystemExit(f"train-smoke: {message}")


def main() -> None:
    """Run all checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("cuts", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    articles = read_texts(options.texts)[0][:EXAMPLES]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base, run = folder / "base", folder / "run"
        for made in (base, run):
            made.mkdir()
        make_base(base, common_words([article.text for article in articles]))
        cuts = read_cuts(options.cuts)
        examples = make_examples(articles, cuts, WordPiece(base / VOCABULARY))
        check_loss(base, examples)
        check_repetition(base, run, examples)
        for bits, tolerance in ((FULL_PRECISION, CLOSE), (4, NEAR)):
            check_export(base, run, folder / str(bits), examples[0], bits=bits, tolerance=tolerance)
        check_whole_bytes(folder / "4", articles, cuts, examples[0])
    print("train-smoke: all is well")  # noqa: T201 - the command's answer


if __name__ == "__main__":
    main()
