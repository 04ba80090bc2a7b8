"""What need not be read: articles that cannot concern the desk, and sentences in which no issue can be meant.

It knows only the desk's words: its subject, its actors, its issues, and what leads elsewhere. It looks at sentences
with their neighbours, for one position in three stands in one that names neither subject nor issue ("They remain in
place"). So a text that is about the subject is read as a whole, and of others the passages that touch it.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from process.extract.desks.desk import Desk
from process.extract.reading.passages import PASSAGES, Passages, make_passages, touched
from stancewatch.names import fold

SHORT_TEXT = 1500
"""Characters of a text that is read as a whole if it holds any word of the desk: three sentences name little."""
SHARE_ON_SUBJECT, LEAST_ON_SUBJECT = 0.1, 2
"""Share, and least number, of sentences with an issue beside the subject from which a text is about the desk, if it has
no fewer of them than sentences about something else."""
SHARE_ON_ISSUE, LEAST_WITH_ACTOR = 0.15, 3
"""The same for sentences with an issue, in a text that leads nowhere else, or hardly with so many beside an actor."""
HARDLY = 1
"""Sentences about something else."""
REACH = 3
"""Sentences before and after a word of the subject in which it may still be meant."""
ANY_WORD = ("*",)
"""What a desk without words of its issues is taken to have."""
SENTENCE_END = re.compile(r"\n+|(?<=[.!?])[\"'\u201d\u2019)\]]*\s+")
"""Where the raw text is cut; a cut too many is no harm."""


class Gate:
    """Decides what of a text is read, by the words of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._subject, self._elsewhere = _any_of(desk.subject), _any_of(desk.elsewhere)
        self._actors = _any_of(_names(desk))
        self._issues = any_stem_of(desk.issue_words or ANY_WORD)
        self._common = any_stem_of(desk.common_words)
        self._words = (self._subject, any_stem_of(desk.issue_words), self._common)

    def concerns(self, text: str, title: str) -> bool:
        """Return whether an article can hold a position on an issue of the desk."""
        return bool(self.find_passages(text, title).places)

    def find_passages(self, text: str, title: str) -> Passages:
        """Return what is read of a text; no places if it can hold no position."""
        starts = [0, *(end.end() for end in SENTENCE_END.finditer(text))]
        return make_passages(text, list(pairwise([*starts, len(text)])), self.choose(text, starts, title))

    def worth_reading(self, doc: Doc, title: str) -> frozenset[int]:
        """Return the numbers of the sentences that can hold a position; they count from 0."""
        places = doc._.get(PASSAGES)
        return touched(doc, self.find_passages(doc.text, title).places if places is None else places)

    def find_likely(self, doc: Doc, wanted: Collection[int]) -> frozenset[int]:
        """Return the numbers of the wanted sentences that name an issue, or with a common word, the subject as well.

        If none does, of those that have any such word.
        """
        starts = [sent.start_char for sent in doc.sents]
        subject, issues, common = (_sentences_with(pattern, doc.text, starts) for pattern in self._words)
        likely = (issues | (common & subject)).intersection(wanted)
        return likely or common.intersection(wanted)

    def choose(self, text: str, starts: Sequence[int], title: str) -> frozenset[int]:
        """Return the numbers of the sentences to read of a text whose sentences begin at `starts`."""
        everything = frozenset(range(len(starts)))
        if len(text) <= SHORT_TEXT:
            is_read = self._has_any_word(f"{title}\n{text}") and not self._leads_elsewhere(text, starts, title)
            return everything if is_read else frozenset()
        if not self._subject.search(text):
            return frozenset()
        signs = self._find_signs(text, starts)
        return everything if _is_about(signs, len(starts)) else everything & _passages(signs)

    def _has_any_word(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._words) or bool(self._actors.search(fold(text)))

    def _leads_elsewhere(self, text: str, starts: Sequence[int], title: str) -> bool:
        """Return whether a text speaks of something else again and again, and never of the subject."""
        if self._subject.search(title) or self._subject.search(text):
            return False
        return len(_sentences_with(self._elsewhere, text, starts)) > HARDLY

    def _find_signs(self, text: str, starts: Sequence[int]) -> "_Signs":
        subject, issues = (_sentences_with(pattern, text, starts) for pattern in (self._subject, self._issues))
        return _Signs(
            subject=subject,
            actors=subject | _sentences_with(self._actors, fold(text), starts),
            issues=issues,
            common=issues | _sentences_with(self._common, text, starts),
            elsewhere=_sentences_with(self._elsewhere, text, starts) - subject,
        )


@dataclass(frozen=True, slots=True)
class _Signs:
    """Numbers of the sentences that hold a word of each kind; `common` holds those of `issues` too."""

    subject: frozenset[int]
    actors: frozenset[int]
    issues: frozenset[int]
    common: frozenset[int]
    elsewhere: frozenset[int]


def _is_about(signs: _Signs, count: int) -> bool:
    """Return whether a text of so many sentences is about the desk's subject."""
    beside_subject = len(signs.common & _around(signs.subject, before=1, after=1))
    if beside_subject >= max(LEAST_ON_SUBJECT, SHARE_ON_SUBJECT * count) and beside_subject >= len(signs.elsewhere):
        return True
    if len(signs.common) < SHARE_ON_ISSUE * count or len(signs.elsewhere) > HARDLY:
        return False
    return not signs.elsewhere or len(signs.common & _around(signs.actors, before=1, after=1)) >= LEAST_WITH_ACTOR


def _passages(signs: _Signs) -> frozenset[int]:
    """Return the sentences on an issue, or right after, within reach of the subject."""
    own = _around(signs.issues, before=0, after=1) & _around(signs.subject, before=REACH, after=REACH)
    return own | (signs.common & _around(signs.subject, before=0, after=1))


def _around(sentences: Collection[int], *, before: int, after: int) -> frozenset[int]:
    """Return these sentences with so many before and after each; some may lie outside of the text."""
    return frozenset(other for number in sentences for other in range(number - before, number + after + 1))


def _sentences_with(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> frozenset[int]:
    return frozenset(bisect_right(starts, found.start()) - 1 for found in pattern.finditer(text))


def _names(desk: Desk) -> Iterable[str]:
    """Yield by which names, adjectives and plurals of these a text may call the desk's actors, without accents."""
    for entry in desk.actors:
        yield from map(fold, entry.aliases)
        yield from (f"{fold(word)}{ending}" for word in entry.demonyms for ending in ("", "s"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words as written; for none of them one that is found nowhere."""
    return _alternatives(re.escape(word) for word in words)


def any_stem_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words in whatever case; "*" stands for any ending."""
    return _alternatives((re.escape(word).replace(r"\*", r"\w*") for word in words), re.IGNORECASE)


def _alternatives(parts: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    row = "|".join(sorted(set(parts), key=lambda part: (-len(part), part)))
    return re.compile(rf"(?<!\w)(?:{row})(?!\w)" if row else r"(?!)", flags)
