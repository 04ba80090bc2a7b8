"""The words of English by which a sentence comes to say another thing: they turn it round, bind it, or take a side.

"Accepts the plan" and "rejects the plan" differ in one word, and in all that matters.
"""

import re
from collections.abc import Iterable

_TURN_ROUND = "not no never none nobody nothing neither nor cannot without against"
_BIND = "if only unless until till provided providing except once when while before after condition exchange return"
_LEAVE_OPEN = "may might could likely unlikely reportedly"
_WORDS = frozenset(f"{_TURN_ROUND} {_BIND} {_LEAVE_OPEN}".split())

_FOR = """
    accept adopt advocat agre approv commit consent embrac endors favor favour insist pledg promis ratif read(?=y|ine)
    support urg welcom
"""
_AGAINST = """
    abandon block boycott cancel condemn declin den(?=[iy]) denounc disagre dismiss exclud forbid impos object oppos
    postpon prevent protest rebuff refus reject renounc repudiat resist scrap shelv spurn suspend unaccept unwilling
    veto withdr withh
"""
_NEITHER = "consider doubt mull ponder weigh"
_STEMS = "|".join(f"{_FOR} {_AGAINST} {_NEITHER}".split())
_SHORT = "back|ban|bar|call|cut|demand|drop|end|freez|froz|halt|lift|offer|open|push|seek|stop|want|willing"
_SIDE = re.compile(rf"(?:{_STEMS})|(?:{_SHORT})(?=[bnprt]?(?:e|s|es|ed|en|ing|ness|)\Z)")
"""What words that take a side, or none yet, begin with: "rejects" and "rejected" say the same."""
_NOT = re.compile(r"n['’]t\Z")  # noqa: RUF001 - both apostrophes


def find_turning(words: Iterable[str]) -> frozenset[str]:
    """Return those of some words, in small letters, that another sentence must have as well to say the same.

    Of a verb it is the stem; of "won't" and the like the word itself.
    """
    return frozenset(
        side.group() if side else word
        for word in words
        if (side := _SIDE.match(word)) or word in _WORDS or _NOT.search(word)
    )
