"""Ids: pure, stable, and free of clocks and scores, so that doing a thing twice gives the same id."""

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from stancewatch.names import fold

ID_LENGTH = 24
"""Hex digits of a derived id: 96 bits, so that a billion ids collide with a chance of about 1e-11."""

TRACKING_PREFIXES = ("utm_", "mtm_", "at_", "pk_", "ns_")
TRACKING_NAMES = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "twclid", "yclid", "igshid", "mc_cid", "mc_eid", "ref", "ref_src"}
    | {"cmpid", "ocid", "ito", "rss", "src", "smid", "xtor"}
)
"""Query parameters that name the way to an article, not the article (the common ones of feed readers' lists)."""


def make_digest(*parts: str) -> str:
    """Return the id of these parts, in this order: `ID_LENGTH` hex digits of a SHA-256.

    Parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:ID_LENGTH]


def canonical_url(url: str) -> str:
    """Return the one spelling of a web address: https, no fragment, no tracking, lower-case host; "" if it is none."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    host = parts.hostname.lower().removesuffix(".")
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        host = f"{host}:{port}"
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(pair[0])])
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit(("https", host, path, query, ""))


def _is_tracking(name: str) -> bool:
    return name.lower() in TRACKING_NAMES or name.lower().startswith(TRACKING_PREFIXES)


def content_sha256(text: str) -> str:
    """Return the hash of a text's words: blanks, line ends and Unicode spelling do not count."""
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(url: str, text: str) -> str:
    """Return the id of an article that came without one: from its canonical URL, else from its content."""
    address = canonical_url(url)
    return make_digest("article", address or content_sha256(text))


def position_id(
    *, article_id: str, content: str, holder_id: str, issue: str, stance: str, condition: str | None
) -> str:
    """Return the id of a position: who takes which stance on what, under which condition, in which text."""
    return make_digest("position", article_id, content, holder_id, issue, stance, condition or "")


def alert_id(kind: str, position: str) -> str:
    """Return the id of the alert of this kind that this position id raises."""
    return make_digest("alert", kind, position)


def slug(name: str) -> str:
    """Return a name as an id: "Viktor Orbán" → "viktor-orban"."""
    folded = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or make_digest("name", name)
