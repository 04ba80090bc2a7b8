"""What a draft is against what ingest knows: an article, an update, a copy, or known already.

Pure: a decision changes nothing; `Known.learn` is called once it is committed. docs/copies.md says what the thresholds
were chosen from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from ingest.additions import Range, find_additions, remember_sentences
from ingest.boilerplate import encode_marks, mark_sentence, split_sentences
from ingest.drafts import Draft
from ingest.fingerprint import Fingerprint, make_fingerprint, split_words
from ingest.known import Known
from ingest.seeds import PUBLISHER
from stancewatch import ids
from stancewatch.contracts import Article, Seen

Outcome = Literal["published", "update", "copy", "known"]
"""What became of a draft. All but "known" are published."""

COPY_SHARE = 0.4
"""Part of the runs of words that a copy elsewhere shares: real ones 0.62 and more, others 0.26 and less."""
COPY_SHARE_OF_SITE = 0.75
"""Within one site: real ones 1.00, others up to 0.68 while the site's boilerplate is not learned yet."""
LONG_WORDS = 50
"""In a shorter text one word can be the news, so all must be the same but for dateline and boilerplate."""
SHORT_WORDS = 8
"""With less left than this, nothing is compared: "Read the full story" is no story."""
EARLIER = 16
"""Texts of one address that are remembered, by the beginnings of their hashes."""
RETURNS = 2
"""How often one text is published from an address: a correction may be taken back, once."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a text is compared by: site, fingerprint without boilerplate, marks and sketches of its sentences."""

    site: str
    fingerprint: Fingerprint | None
    marks: tuple[int, ...]
    sketches: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a draft. `article`, `seen` and what is `forgotten` are to be written together.

    Where it is known there is no article; `seen` is then there only when it is time to note that it was met again.
    """

    outcome: Outcome
    article_id: str
    article: Article | None = None
    seen: Seen | None = None
    forgotten: tuple[str, ...] = ()


def decide_article(draft: Draft, known: Known) -> Decision:
    """Return what a draft is, given what is known.

    The same content under the same address or id is known. Other content under a known address is an update, and keeps
    the id unless another is given; that of a copy goes on to name the original, as long as it is still like it. The
    same content under another address, or nearly the same, is a copy of the first.
    """
    content = ids.content_sha256(draft.text)
    previous = known.at(address_of(draft))
    article_id = draft.id or (previous.article_id if previous else ids.article_id(draft.url, draft.text))
    met_again = _find_known(article_id, content, previous, known)
    traits = describe(draft, known)
    if met_again is not None:
        return _note(article_id, met_again, traits if met_again.content_sha256 == content else None, known)
    alike = _find_alike(article_id, content, traits, known)
    original = _original_of(alike[0]) if alike else None
    if previous is None:
        article = make_article(draft, article_id=article_id, copy_of=original, traits=traits)
        return _publish("copy" if original else "published", draft, _compare(article, alike, known), traits, known)
    copied = original if original == previous.copy_of else None
    revision = previous.revision + 1
    article = make_article(draft, article_id=article_id, revision=revision, copy_of=copied, traits=traits)
    return _publish("update", draft, _compare(article, [previous], known), traits, known)


def describe(draft: Draft, known: Known) -> Traits:
    """Return what a draft is compared by, without what is known to be its site's boilerplate."""
    site = site_of(draft)
    sentences = split_sentences(draft.text)
    marks = tuple(mark_sentence(site, sentence) for sentence in sentences)
    own = (sentence for sentence, mark in zip(sentences, marks, strict=True) if mark not in known.boilerplate)
    words = split_words(" ".join(own))
    fingerprint = make_fingerprint(words) if len(words) >= SHORT_WORDS else None
    return Traits(site, fingerprint, marks, remember_sentences(draft.text))


def is_copy(traits: Traits, other: Fingerprint, other_site: str) -> bool:
    """Whether a text is near enough to another to be its copy."""
    own = traits.fingerprint
    if own is None:
        return False
    if min(own.words, other.words) < LONG_WORDS:
        return own.share(other) == 1
    is_same_site = bool(traits.site) and traits.site == other_site
    return own.share(other) >= (COPY_SHARE_OF_SITE if is_same_site else COPY_SHARE)


def _find_known(article_id: str, content: str, previous: Seen | None, known: Known) -> Seen | None:
    """Return the record by which the content is known under this address, or else under this id."""
    if previous is None:
        return known.with_id(article_id, content)
    if previous.content_sha256 == content or previous.earlier.count(_short(content)) >= RETURNS:
        return previous
    return None if previous.article_id == article_id else known.with_id(article_id, content)


def _find_alike(article_id: str, content: str, traits: Traits, known: Known) -> list[Seen]:
    """Return the original, or its copies, that a text is like: that of the same content, or the nearest, first."""
    same = known.with_content(content)
    alike = [same] if same else []
    alike += _find_near(traits, known)
    if not alike or _original_of(alike[0]) == article_id:
        return []
    return [seen for seen in alike if _original_of(seen) == _original_of(alike[0])]


def _find_near(traits: Traits, known: Known) -> list[Seen]:
    """Return the texts that this one is a copy of, the nearest first, of two as near the older."""
    own = traits.fingerprint
    if own is None:
        return []
    near = [(own.share(other), seen) for seen, other in known.alike(own) if is_copy(traits, other, seen.site)]
    return [seen for _, seen in sorted(near, key=lambda pair: -pair[0])]


def _original_of(seen: Seen) -> str:
    return seen.copy_of or seen.article_id


def _compare(article: Article, others: Sequence[Seen], known: Known) -> Article:
    """Return the article with where it adds to the others, what it is like or its own text before, and its original."""
    if not others:
        return article
    originals = known.named(article.copy_of) if article.copy_of else ()
    return article.model_copy(update={"added": _find_added(article, [*others, *originals])})


def _find_added(article: Article, others: Sequence[Seen]) -> tuple[Range, ...] | None:
    """Return where sentences stand that no other text has; None where nothing is remembered of those."""
    if any(other.content_sha256 == article.content_sha256 for other in others):
        return ()
    remembered = [other.sketches for other in others if other.sketches]
    return find_additions(article.text, remembered) if remembered else None


def _note(article_id: str, seen: Seen, traits: Traits | None, known: Known) -> Decision:
    """Return the decision on a known article, with its record written anew before others crowd it out."""
    if not known.is_old(seen):
        return Decision("known", article_id)
    changes = _compared_by(traits, is_copy=bool(seen.copy_of)) if traits else {}
    renewed = seen.model_copy(update={"number": known.last_number + 1, **changes})
    return Decision("known", article_id, seen=renewed, forgotten=known.crowded_out_by(renewed))


def _publish(outcome: Outcome, draft: Draft, article: Article, traits: Traits, known: Known) -> Decision:
    address = address_of(draft)
    previous = known.at(address)
    seen = Seen(
        address=address,
        article_id=article.id,
        content_sha256=article.content_sha256,
        revision=article.revision,
        copy_of=article.copy_of,
        number=known.last_number + 1,
        earlier=(*previous.earlier, _short(previous.content_sha256))[-EARLIER:] if previous else (),
        **_compared_by(traits, is_copy=bool(article.copy_of)),
    )
    return Decision(outcome, article.id, article, seen, known.crowded_out_by(seen))


def _compared_by(traits: Traits, *, is_copy: bool) -> dict[str, str]:
    """Return the fields of a record that the next texts are compared with; a copy teaches no boilerplate."""
    return {
        "site": traits.site,
        "fingerprint": traits.fingerprint.encode() if traits.fingerprint else "",
        "sentences": "" if is_copy else encode_marks(traits.marks),
        "sketches": traits.sketches,
    }


def _short(content: str) -> str:
    return content[:16]


def address_of(draft: Draft) -> str:
    """Return what an update is recognised by: the canonical URL, else the id."""
    return ids.canonical_url(draft.url) or f"id:{draft.id or ids.article_id(draft.url, draft.text)}"


def site_of(draft: Draft) -> str:
    """Return whose boilerplate may stand under a draft: the host of its address, else its publisher; "" if unknown."""
    host = urlsplit(ids.canonical_url(draft.url)).hostname or ""
    publisher = draft.publisher.casefold() if draft.publisher != PUBLISHER else ""
    return host.removeprefix("www.") or publisher


def make_article(
    draft: Draft, *, article_id: str = "", revision: int = 0, copy_of: str | None = None, traits: Traits | None = None
) -> Article:
    """Return the draft as an article. Without a date, the time of reading stands in for it."""
    fingerprint = traits.fingerprint if traits else None
    return Article(
        id=article_id or draft.id or ids.article_id(draft.url, draft.text),
        url=draft.url,
        title=draft.title,
        text=draft.text,
        publisher=draft.publisher,
        authors=draft.authors,
        language=draft.language,
        published_at=draft.published_at or draft.retrieved_at,
        retrieved_at=draft.retrieved_at,
        origin=draft.origin,
        revision=revision,
        copy_of=copy_of,
        content_sha256=ids.content_sha256(draft.text),
        fingerprint=fingerprint.encode() if fingerprint else "",
    )
