"""Words that say without a date when a clause holds: for long, once, until lately. background.py weighs them."""

import re

LONG = re.compile(
    r"long|always|repeatedly|consistently|persistently|traditionally|all along|time and again"
    r"|for (?:a long time|some time|(?:[\w-]+ ){0,3}(?:weeks|months|years|decades?))"
)
"""With a perfect: it has held before, and holds."""
SINCE = "since"
ONCE = re.compile(
    r"once|previously|formerly|originally|initially|at (?:the|that) time|back then|in (?:those days|the past)"
    r"|(?:until|till|up to) (?:now|then|recently|lately)|(?:weeks|months|years) (?:ago|earlier|before)"
)
"""It held, and is over."""
TURNED = re.compile(
    r"\b(?:now|again|today|any ?more|no longer|changed?|differently|back then|at the time)\b", re.IGNORECASE
)
"""Somewhere in a sentence: who speaks has come from one side to the other."""
COMPARING = frozenset({"as", "like", "than", "unlike"})
"""Before a time: "unlike in 2022" is told of today."""
FROM = "from"
"""Behind a noun it says when that is from."""
MEDIUM = frozenset({"in", "at", "during"})
"""Before what somebody speaks in: "in a letter from January"."""
