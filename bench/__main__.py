"""`python -m bench`: every figure of speed, one after the other, in one run on one machine."""

import os
import resource
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: one core for each side of a comparison

from bench.extraction import measure_extraction
from bench.latency import measure_kafka, measure_local


def main() -> None:
    """Print the figures, each as soon as it is known."""
    for measure in (measure_extraction, measure_local, measure_kafka):
        for line in measure():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{'peak memory of this process, parser and workers in one':58}{peak_mb:10.0f} MB\n")


main()
