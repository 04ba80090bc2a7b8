"""Which words lead away from a desk's subject: those of another conflict, or of other news without the subject."""

import re
from collections.abc import Sequence

from process.extract.desks.desk import Desk


class Elsewhere:
    """Reads texts for the words by which a desk knows what is not its subject."""

    def __init__(self, desk: Desk) -> None:
        self.subject, self._elsewhere = _words(desk.subject), _words(desk.elsewhere)
        self._conflicts, self.core = _words(desk.conflicts), _words(desk.core or desk.subject)

    def leads_away(self, text: str) -> str:
        """Return the word by which a text is about another conflict, or about something else without the subject."""
        away = None if self.subject.search(text) else self._elsewhere.search(text)
        other = None if self.core.search(text) else self._conflicts.search(text)
        found = away or other
        return found[0] if found else ""

    def find_place(self, title: str) -> str:
        """Return the other place that a title without the core is about: "Putin on Gaza", not "wage talks"."""
        places = (found[0] for words in (self._elsewhere, self._conflicts) for found in words.finditer(title))
        return "" if self.names_core(title) else next((place for place in places if place[0].isupper()), "")

    def names_core(self, text: str) -> bool:
        """Return whether a text holds a word that stands for the subject alone."""
        return bool(self.core.search(text))


def _words(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words; for none of them one that is found nowhere."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)" if words else r"(?!)")
