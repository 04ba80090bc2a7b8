"""`python -m stancewatch` is `stancewatch`."""

from stancewatch.cli import main

main()
