"""Where a text touches the desk's issues: the cues that match, the more particular ones first."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from process.extract.desks.desk import Cue, CueKind, Desk
from process.extract.english.lexicon import Lexicon, load_lexicon
from process.extract.english.syntax import negations, sentence_of
from process.extract.naming.cast import Cast
from process.extract.reading.elsewhere import Elsewhere
from process.extract.stances.operators import find_governor, find_operator
from process.extract.stances.patterns import PatternIndex, parse_pattern, token_keys
from process.extract.stances.resumed import find_resumed
from process.extract.watchdog import check

MAX_STEPS = 25
"""Words between the words of an act: more are a broken parse."""
SENTENCES_AROUND = 3
"""How far around a sentence the subject is looked for when the sentence speaks of somewhere else."""


Match = tuple[Cue, Token, tuple[int, ...]]
"""A cue, the word that its stance is read from, and the places of its words in the sentence."""


class Found(NamedTuple):
    """A cue and the word that its stance is read from.

    `part_of` is what a wider cue of another issue spans here; `refers`: the word only takes up a thing named before.
    """

    cue: Cue
    anchor: Token
    part_of: str = ""
    refers: bool = False


class IssueFinder:
    """Finds the cues of a desk in a Doc."""

    def __init__(self, desk: Desk) -> None:
        self._cues = PatternIndex((parse_pattern(cue.pattern, desk.groups), cue) for cue in desk.cues)
        self._elsewhere = Elsewhere(desk)
        self._lexicon = load_lexicon()
        self._openings = {phrase.split()[0] for phrase in self._lexicon.condition_phrases}

    def find(self, doc: Doc, cast: Cast) -> Iterator[Found]:
        """Yield each cue with the word that its stance is read from, sentence by sentence."""
        aways = self.elsewhere(doc)
        for number, sent in enumerate(doc.sents):
            check()
            if aways[number]:
                continue
            keys = [self._keys(token, cast) for token in sent]
            matches = list(self._matches(sent, keys))
            found = list(_choose(matches))
            yield from (Found(cue, anchor) for cue, anchor in found)
            resumed = find_resumed(sent, found, self._lexicon)
            yield from (Found(cue, token, refers=True) for cue, token in resumed)
            yield from _parts(matches)

    def _matches(self, sent: Span, keys: Sequence[frozenset[str]]) -> Iterator[Match]:
        """Yield each match with the places that it spans, but for an act that is done to something else."""
        for cue, anchor, places in self._cues.match(sent, keys):
            words = [sent[place] for place in places]
            if cue.kind is not CueKind.ACT or not _is_turned(anchor, words, self._lexicon):
                yield cue, anchor, places

    def _keys(self, token: Token, cast: Cast) -> frozenset[str]:
        """Return what a pattern can call the token: "provided that" provides nothing."""
        if token.lower_ in self._openings and _pair_at(token) in self._lexicon.condition_phrases:
            return frozenset({token.lower_})
        return token_keys(token, cast.mention_id)

    def elsewhere(self, doc: Doc) -> list[str]:
        """Return of each sentence the word by which it is about something else than the subject, "" if it is not."""
        texts = [sent.text for sent in doc.sents]
        aways = [self._elsewhere.leads_away(text) for text in texts]
        on_subject = [bool(self._elsewhere.subject.search(text)) for text in texts]
        return [
            away or ("" if is_named else _around(number, aways, on_subject))
            for number, (away, is_named) in enumerate(zip(aways, on_subject, strict=True))
        ]


def _is_turned(act: Token, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether a word between an act and its thing turns the side: "agreed to lift sanctions", "vowed not to"."""
    known = {word.i for word in words}
    return any(_side_between(act, word, known, lexicon) < 0 for word in words if act.is_ancestor(word))


def _side_between(act: Token, word: Token, known: Container[int], lexicon: Lexicon) -> int:
    """Return 1 or -1: what the words above one and below the act make of the side, without those in the pattern."""
    sign, via = 1, word
    for _ in range(MAX_STEPS):
        above = find_governor(via, lexicon)
        if above.i == act.i:
            break
        if above.i not in known:
            operator = find_operator(above, via, lexicon)
            sign *= (operator.sign if operator else 1) * (-1) ** negations(above, lexicon, below=via)
        via = above
    return sign


def _pair_at(token: Token) -> str:
    """Return a word with the next one."""
    return token.doc[token.i : token.i + 2].text.lower()


def _around(number: int, aways: Sequence[str], on_subject: Sequence[bool]) -> str:
    """Return the word by which the sentences around one lead away, "" if any is about the subject."""
    around = slice(max(number - SENTENCES_AROUND, 0), number + 2)
    if any(is_named and not away for is_named, away in zip(on_subject[around], aways[around], strict=True)):
        return ""
    return next(filter(None, aways[around]), "")


def _choose(matches: Sequence[Match]) -> Iterator[tuple[Cue, Token]]:
    """Yield the matches that no wider match of another issue includes; one an issue, kind and word."""
    kept: dict[tuple[str, str, int], Match] = {}
    for cue, anchor, span in matches:
        if any(_includes(other, span) and other_cue.issue != cue.issue for other_cue, _, other in matches):
            continue
        if any(_is_ended((cue, anchor, span), other) for other in matches):
            continue
        key = (cue.issue, cue.kind.value, anchor.i)
        if key not in kept or _length(span) > _length(kept[key][2]):
            kept[key] = (cue, anchor, span)
    for cue, anchor, _ in kept.values():
        yield cue, anchor


def _parts(matches: Sequence[Match]) -> Iterator[Found]:
    """Yield the matches that a wider one of another issue includes, one an issue and word."""
    seen: set[tuple[str, int]] = set()
    for cue, anchor, span in matches:
        wide = next((other for one, _, other in matches if one.issue != cue.issue and _includes(other, span)), None)
        if wide is not None and (cue.issue, anchor.i) not in seen:
            seen.add((cue.issue, anchor.i))
            sent = sentence_of(anchor)
            yield Found(cue, anchor, sent[wide[0] : wide[-1] + 1].text)


def _is_ended(match: Match, wide: Match) -> bool:
    """Return whether a match is what another of its issue is the end of: "sanctions" in "the lifting of sanctions"."""
    (cue, anchor, _), (end, over, places) = match, wide
    is_pair = cue.issue == end.issue and cue.stance is not end.stance and cue.kind is end.kind is CueKind.THING
    return is_pair and over.is_ancestor(anchor) and anchor.i - sentence_of(anchor).start in places


def _includes(wide: tuple[int, ...], narrow: tuple[int, ...]) -> bool:
    """Return whether a match holds another with a word of its own, and not only between its words."""
    spans = _length(wide) > _length(narrow) and wide[0] <= narrow[0] and narrow[-1] <= wide[-1]
    return spans and not set(wide).isdisjoint(narrow)


def _length(places: tuple[int, ...]) -> int:
    return places[-1] - places[0]
