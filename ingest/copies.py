"""What ingest knows of the articles it has published, and what a draft is against that: new, update, copy or known.

Pure: a decision changes nothing; `Known.learn` is called once it is committed, and when the state is restored.
"""

from dataclasses import dataclass, field
from typing import Literal

from ingest.drafts import Draft
from stancewatch import ids
from stancewatch.contracts import Article, Seen

Outcome = Literal["published", "update", "copy", "known"]
"""What became of a draft. All but "known" are published."""


@dataclass(slots=True)
class Known:
    """The articles published so far: by their address, by their content, and which content stood under which id."""

    by_address: dict[str, Seen] = field(default_factory=dict)
    first_with_content: dict[str, str] = field(default_factory=dict)
    contents_by_id: set[tuple[str, str]] = field(default_factory=set)

    def learn(self, seen: Seen) -> None:
        """Take in what was published. Of an address the last word holds; of a content the first article."""
        self.by_address[seen.address] = seen
        self.first_with_content.setdefault(seen.content_sha256, seen.copy_of or seen.article_id)
        self.contents_by_id.add((seen.article_id, seen.content_sha256))


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a draft. `article` and `seen` are to be written together; both None where it is known."""

    outcome: Outcome
    article_id: str
    article: Article | None = None
    seen: Seen | None = None


def decide_article(draft: Draft, known: Known) -> Decision:
    """Return what a draft is, given what is known.

    The same content under the same address or id is known. Other content under a known address is an update, never a
    copy, and keeps the id unless another is given. The same content under another address is a copy of the first.
    """
    content = ids.content_sha256(draft.text)
    previous = known.by_address.get(address_of(draft))
    article_id = draft.id or (previous.article_id if previous else ids.article_id(draft.url, draft.text))
    if _is_known(article_id, content, previous, known):
        return Decision("known", article_id)
    if previous is not None:
        article = make_article(draft, article_id=article_id, revision=previous.revision + 1)
        return _publish("update", draft, article)
    original = known.first_with_content.get(content)
    article = make_article(draft, article_id=article_id, copy_of=original)
    return _publish("copy" if original else "published", draft, article)


def _is_known(article_id: str, content: str, previous: Seen | None, known: Known) -> bool:
    if previous is not None and previous.article_id == article_id:
        return previous.content_sha256 == content  # not the content before that: taking a change back is an update too
    is_same = previous is not None and previous.content_sha256 == content
    return is_same or (article_id, content) in known.contents_by_id


def _publish(outcome: Outcome, draft: Draft, article: Article) -> Decision:
    seen = Seen(
        address=address_of(draft),
        article_id=article.id,
        content_sha256=article.content_sha256,
        revision=article.revision,
        copy_of=article.copy_of,
    )
    return Decision(outcome, article.id, article, seen)


def address_of(draft: Draft) -> str:
    """Return what an update is recognised by: the canonical URL, else the id."""
    return ids.canonical_url(draft.url) or f"id:{draft.id or ids.article_id(draft.url, draft.text)}"


def make_article(draft: Draft, *, article_id: str = "", revision: int = 0, copy_of: str | None = None) -> Article:
    """Return the draft as an article. Without a date, the time of reading stands in for it."""
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
    )
