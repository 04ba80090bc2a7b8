"""Typographic marks by name: in the code they would be taken for others."""

APOSTROPHE = "\u2019"
"""Also the closing single quotation mark."""
OPENING_SINGLE = "\u2018"
OPENING_DOUBLE, CLOSING_DOUBLE, LOW_DOUBLE = "\u201c", "\u201d", "\u201e"
OPENING_ANGLE, CLOSING_ANGLE = "\u00ab", "\u00bb"
HYPHENS = frozenset("-\u2010\u2011\u2013")
STRAY = " ,.;:-\u2013\u2014\"'\u201c\u201d" + APOSTROPHE
"""What may cling to a name without being a part of it."""
CLOSING = " \n\"'" + CLOSING_DOUBLE + APOSTROPHE
"""What may stand after a sentence's last mark."""
