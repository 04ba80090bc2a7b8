"""Names in GUM: it marks nested mentions of entities; their proper names are what is left when the rest is cut away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.parser.conllu import Word
from training.parser.iob import OUTSIDE

LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
BRACKET = re.compile(r"(\()?([^()]+)(\))?")
INNER_TAGS = frozenset({"NNP", "NNPS", "HYPH", "CD"})
INNER_WORDS = frozenset({"of", "for", "and", "&", "the"})
TITLES = frozenset((Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` to `last`, both in it, and the kind of entity that they name or describe."""

    first: int
    last: int
    kind: str

    def __contains__(self, place: int) -> bool:
        return self.first <= place <= self.last


def find_mentions(words: Sequence[Word]) -> Iterator[Mention]:
    """Yield the mentions that begin and end in this sentence."""
    opened: list[tuple[str, int, str]] = []
    for place, word in enumerate(words):
        found = ENTITY.search(word.misc)
        for opening, body, closing in BRACKET.findall(found.group(1)) if found else ():
            number, kind = [*body.split("-", 2), "", ""][:2]
            if opening:
                opened.append((number, place, kind))
            if closing:
                match = next((one for one in reversed(opened) if one[0] == number), None)
                if match:
                    opened.remove(match)
                    yield Mention(match[1], place, match[2])


def tag_names(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the BIO tags of the sentence; of names within names the longest counts."""
    names = [name for mention in find_mentions(words) if mention.kind in LABELS for name in name_of(words, mention)]
    tags = [OUTSIDE] * len(words)
    for name in sorted(names, key=lambda name: (name.first - name.last, name.first)):
        places = range(name.first, name.last + 1)
        if all(tags[place] == OUTSIDE for place in places):
            for place in places:
                tags[place] = ("B-" if place == name.first else "I-") + LABELS[name.kind]
    return tuple(tags)


def name_of(words: Sequence[Word], mention: Mention) -> Iterator[Mention]:
    """Yield the proper name in a mention, if its head is one: without titles, articles, descriptions."""
    heads = [place for place in range(mention.first, mention.last + 1) if _leads_out(words, place, mention)]
    if not heads or not words[heads[0]].xpos.startswith("NNP"):
        return
    head = heads[0]
    parts = grow_name(words, mention, head)
    first = _trim(words, range(min(parts), head), head)
    last = _trim(words, range(max(parts), head, -1), head)
    if mention.kind == "person":
        while first < last and _is_title(words[first]):
            first += 1
        if words[first].xpos == "NNPS" or (first == last and _is_title(words[first])):
            return
    yield Mention(first, last, mention.kind)


def _leads_out(words: Sequence[Word], place: int, mention: Mention) -> bool:
    head = words[place].head
    return head == place or head not in mention


def grow_name(words: Sequence[Word], mention: Mention, head: int) -> set[int]:
    """Return the words of the mention that belong to the name of which `head` is the head."""
    parts, size = {head}, 0
    while len(parts) > size:
        size = len(parts)
        inside = (place for place in range(mention.first, mention.last + 1) if words[place].head in parts)
        parts |= {place for place in inside if _is_part(words, place, mention)}
    return parts


def _is_part(words: Sequence[Word], place: int, mention: Mention) -> bool:
    word = words[place]
    if word.relation == "punct":
        return word.xpos == "HYPH"
    if word.relation in {"flat", "compound", "nmod:unmarked", "amod"}:
        return word.xpos in INNER_TAGS
    is_of_body = mention.kind == "organization" and word.relation == "nmod" and word.xpos.startswith("NNP")
    return is_of_body and any(
        other.head == place and other.relation == "case" and other.form in {"of", "for"} for other in words
    )


def _trim(words: Sequence[Word], places: range, head: int) -> int:
    """Return the outermost place from which all words up to the head may stand in a name, and that may end one."""
    for place in places:
        between = range(place, head, places.step)
        is_end = words[place].xpos != "HYPH" and words[place].form.lower() not in INNER_WORDS
        if is_end and all(words[one].xpos in INNER_TAGS or words[one].form in INNER_WORDS for one in between):
            return place
    return head


def _is_title(word: Word) -> bool:
    return word.form.lower().strip(".") in TITLES
