"""`python -m stancewatch`, and the command: Ctrl-C ends it without a word also while its modules are still read."""

import os
import signal


def main() -> None:
    """Read the command line's modules, which takes a moment, and run it."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # else Ctrl-C is to be ignored, as under nohup
        signal.signal(signal.SIGINT, lambda number, _: os._exit(128 + number))
    from stancewatch.cli import main as run

    signal.signal(signal.SIGINT, before)
    run()


if __name__ == "__main__":
    main()
