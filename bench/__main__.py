"""`python -m bench`: every figure of speed, one after the other, in one run on one machine."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: one core for each side of a comparison

from bench.extraction import measure_extraction, measure_feed, measure_hard_texts, measure_memory
from bench.latency import measure_kafka, measure_local
from bench.load import measure_load


def main() -> None:
    """Print the figures, each as soon as it is known."""
    options = _parse_options()
    for lines in _measure(options):
        for line in lines:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


def _measure(options: argparse.Namespace) -> Iterator[Iterable[str]]:
    if options.engine:
        yield measure_load()
        return
    yield measure_memory()
    yield measure_extraction(options.parser)
    if options.feed:
        yield measure_feed(options.parser, options.feed)
    yield measure_hard_texts()
    if not options.no_latency:
        yield measure_local()
        yield measure_kafka()
        yield measure_load()


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--feed", type=Path, metavar="FILE", help="articles as JSON Lines (.gz too) to read as a feed")
    parser.add_argument("--parser", type=Path, metavar="FOLDER", help="the bare parser to compare with; none: ours")
    parser.add_argument(
        "--no-latency",
        action="store_true",
        help="leave out what needs all workers: the time to an alert, the engine's load",
    )
    parser.add_argument("--engine", action="store_true", help="only what the engine carries when reading costs nothing")
    return parser.parse_args()


main()
