"""What ingest knows of the articles it has published, within bounds: the memory that decisions are made against.

All of it follows from the last record of each address and from nothing else, in whatever order they are read again: a
restart changes no decision. Records are numbered as they are written, so no clock has a say in what is old.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice

from ingest.boilerplate import Boilerplate, decode_marks
from ingest.fingerprint import Fingerprint
from stancewatch.contracts import Seen

ARTICLES = 50_000
"""Addresses that are remembered. Beyond them the one that was met longest ago is forgotten: should it come again, it is
published as if it were new, with the same id."""
COMPARED = 10_000
"""Articles, the last that can be compared, that a new one is compared with, and from which boilerplate is learned."""


class _Groups:
    """Which addresses share a value: a content, an id, a band of the fingerprint."""

    def __init__(self) -> None:
        self._addresses: dict[Hashable, tuple[str, ...]] = {}

    def add(self, value: Hashable, address: str) -> None:
        self._addresses[value] = (*self._addresses.get(value, ()), address)

    def remove(self, value: Hashable, address: str) -> None:
        rest = tuple(other for other in self._addresses.get(value, ()) if other != address)
        if rest:
            self._addresses[value] = rest
        else:
            self._addresses.pop(value, None)

    def find(self, value: Hashable) -> tuple[str, ...]:
        return self._addresses.get(value, ())


class Known:
    """The articles published so far, by their address, id, content and fingerprint, and their sites' boilerplate."""

    def __init__(self, seen: Iterable[Seen] = (), *, articles: int = ARTICLES, compared: int = COMPARED) -> None:
        """`seen`: the last record of each address, in any order."""
        self._articles, self._compared_articles = articles, compared
        self._seen: OrderedDict[str, Seen] = OrderedDict()  # a dict's first key is slow to find once others were first
        self._compared: OrderedDict[str, Fingerprint | None] = OrderedDict()
        self._by_content, self._by_id, self._by_band = _Groups(), _Groups(), _Groups()
        self.boilerplate = Boilerplate()
        self.last_number = 0
        for one in _without_outdated(sorted(seen, key=_age), compared):
            self.learn(one)

    def at(self, address: str) -> Seen | None:
        """Return what was last published from an address."""
        return self._seen.get(address)

    def with_content(self, content: str) -> Seen | None:
        """Return the oldest article of this content."""
        return min(self._all(self._by_content.find(content)), key=_age, default=None)

    def with_id(self, article_id: str, content: str) -> Seen | None:
        """Return an article that stands under this id with this content."""
        same = (seen for seen in self._all(self._by_id.find(article_id)) if seen.content_sha256 == content)
        return min(same, key=_age, default=None)

    def named(self, article_id: str) -> Iterator[Seen]:
        """Yield what was last published under an id, from whichever addresses."""
        return self._all(self._by_id.find(article_id))

    def alike(self, fingerprint: Fingerprint) -> Iterator[tuple[Seen, Fingerprint]]:
        """Yield the articles that may have much in common with a text, the oldest first."""
        addresses = {address for band in fingerprint.bands() for address in self._by_band.find(band)}
        for seen in sorted(self._all(addresses), key=_age):
            found = self._compared.get(seen.address)
            if found:
                yield seen, found

    def is_old(self, seen: Seen) -> bool:
        """Whether a record is due to be written again when its article is met: soon others would crowd it out."""
        return not seen.number or self.last_number - seen.number > self._articles // 2

    def crowded_out_by(self, seen: Seen) -> tuple[str, ...]:
        """Return the addresses that are to be forgotten when this is learned."""
        surplus = len(self._seen) + (seen.address not in self._seen) - self._articles
        others = (address for address in self._seen if address != seen.address)
        return tuple(islice(others, max(0, surplus)))

    def learn(self, seen: Seen) -> None:
        """Take in what was published; of an address the last word holds."""
        for address in (seen.address, *self.crowded_out_by(seen)):
            self.forget(address)
        self._seen[seen.address] = seen
        self._by_content.add(seen.content_sha256, seen.address)
        self._by_id.add(seen.article_id, seen.address)
        self._compare(seen)
        self.last_number = max(self.last_number, seen.number)

    def forget(self, address: str) -> None:
        """Know an address no longer."""
        self._leave_out(address)
        seen = self._seen.pop(address, None)
        if seen:
            self._by_content.remove(seen.content_sha256, address)
            self._by_id.remove(seen.article_id, address)

    def _compare(self, seen: Seen) -> None:
        if not _is_comparable(seen):
            return
        fingerprint = Fingerprint.decode(seen.fingerprint)
        self._compared[seen.address] = fingerprint
        for band in fingerprint.bands() if fingerprint else ():
            self._by_band.add(band, seen.address)
        self.boilerplate.add(decode_marks(seen.sentences))
        if len(self._compared) > self._compared_articles:
            self._leave_out(next(iter(self._compared)))

    def _leave_out(self, address: str) -> None:
        """Compare with an article no longer, and keep of its record what is needed to know it again."""
        if address not in self._compared:
            return
        fingerprint = self._compared.pop(address)
        for band in fingerprint.bands() if fingerprint else ():
            self._by_band.remove(band, address)
        seen = self._seen[address]
        self.boilerplate.remove(decode_marks(seen.sentences))
        self._seen[address] = _without_traits(seen)

    def _all(self, addresses: Iterable[str]) -> Iterator[Seen]:
        return (self._seen[address] for address in addresses)


def _without_outdated(records: Sequence[Seen], compared: int) -> Iterator[Seen]:
    """Yield the records, those without traits that later ones would crowd out of the comparison."""
    outdated = sum(map(_is_comparable, records)) - compared
    for seen in records:
        if _is_comparable(seen) and outdated > 0:
            outdated -= 1
            yield _without_traits(seen)
        else:
            yield seen


def _is_comparable(seen: Seen) -> bool:
    return bool(seen.fingerprint or seen.sentences or seen.sketches)


def _without_traits(seen: Seen) -> Seen:
    return seen.model_copy(update={"fingerprint": "", "sentences": "", "sketches": ""})


def _age(seen: Seen) -> tuple[int, str]:
    return seen.number, seen.address
