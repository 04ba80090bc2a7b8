"""One GET of a feed under limits: of time, of decoded bytes, of redirects; conditional where validators are known.

A result is a value, never an exception: what can go wrong on a network is not exceptional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import httpcore2
import httpx2

from ingest.dates import parse_date
from ingest.network import Deadline, DeadlineTransport, PrivateAddress
from stancewatch import __version__

DEADLINE_SECONDS = 20.0
"""For the whole fetch, redirects included; only the look-up of a name is not under it."""
BODY_BYTES = 15_000_000
"""Largest body, counted after decompression while it streams: a bomb is 97 kB on the wire and 100 MB in memory."""
REDIRECTS = 5
RETRY_AFTER_SECONDS = 24 * 3600.0
"""The longest wait that a server may ask of us."""
HEADERS = {
    "User-Agent": f"stancewatch/{__version__}",
    "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
}

_HTTPCORE_ERRORS = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)

_ENDED_EARLY = (
    httpx2.RemoteProtocolError,
    httpx2.ReadError,
    httpcore2.RemoteProtocolError,
    httpcore2.ReadError,
)

FailedReason = Literal[
    "bad address", "unreachable", "timeout", "protocol", "too large", "redirects", "rate limited", "4xx", "5xx"
]
"""Why a fetch failed: few fixed words, fit for a metric label."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with: to be sent back byte for byte."""

    etag: bytes | None = None
    last_modified: bytes | None = None

    def headers(self) -> dict[bytes, bytes]:
        """Return the request's headers."""
        pairs = {b"If-None-Match": self.etag, b"If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body. `url` is where it was found, after redirects; `headers` have lower-case names.

    `is_whole` is false where the connection ended before the body did: these are the bytes before that.
    """

    url: str
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    validators: Validators = Validators()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing has changed since the validators were given."""


@dataclass(frozen=True, slots=True)
class Failed:
    """No body. `detail` is for people; `retry_after_seconds` is what the server asked for, 0 when it did not."""

    reason: FailedReason
    detail: str
    retry_after_seconds: float = 0.0


def fetch(
    url: str,
    *,
    validators: Validators = Validators(),
    deadline_seconds: float = DEADLINE_SECONDS,
    body_bytes: int = BODY_BYTES,
) -> Fetched | NotModified | Failed:
    """Fetch an http or https address. Never raises.

    An address inside a network is asked only where `url` itself names it; no redirect leads to another.
    """
    try:
        transport = DeadlineTransport(Deadline(deadline_seconds), own_host=httpx2.URL(url).raw_host.decode())
        with (
            httpx2.Client(
                transport=transport, headers=HEADERS, follow_redirects=True, max_redirects=REDIRECTS, trust_env=False
            ) as client,
            client.stream("GET", url, headers=validators.headers()) as response,
        ):
            return _read(response, body_bytes)
    except (httpx2.HTTPError, httpx2.InvalidURL, *_HTTPCORE_ERRORS) as error:
        return _explain(error)
    except (UnicodeError, ValueError) as error:  # names and addresses that httpx2's own parsing lets through
        return Failed("bad address", str(error))


def _read(response: httpx2.Response, body_bytes: int) -> Fetched | NotModified | Failed:
    if response.status_code == httpx2.codes.NOT_MODIFIED:
        return NotModified()
    if not response.is_success:
        return _explain_status(response)
    data, is_whole = bytearray(), True
    try:
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > body_bytes:
                return Failed("too large", f"more than {body_bytes:,} bytes; it cannot be read as a feed")
    except _ENDED_EARLY:
        if not data:
            raise
        is_whole = False
    return Fetched(
        url=str(response.url),
        data=bytes(data),
        headers=dict(response.headers),
        validators=_find_validators(response),
        is_whole=is_whole,
    )


def _find_validators(response: httpx2.Response) -> Validators:
    raw = {name.lower(): value for name, value in response.headers.raw}
    return Validators(raw.get(b"etag"), raw.get(b"last-modified"))


def _explain_status(response: httpx2.Response) -> Failed:
    status = response.status_code
    detail = f"the server answered {status} {response.reason_phrase}".rstrip()
    wait = _read_retry_after(response.headers.get("retry-after", ""))
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        return Failed("rate limited", detail, wait)
    if response.is_server_error:
        return Failed("5xx", detail, wait)
    if status in (httpx2.codes.NOT_FOUND, httpx2.codes.GONE):
        return Failed("4xx", f"{detail}; check the feed's address where you gave it", wait)
    if response.is_client_error:
        return Failed("4xx", detail, wait)
    return Failed("redirects" if response.status_code < httpx2.codes.BAD_REQUEST else "protocol", detail, wait)


def _read_retry_after(value: str) -> float:
    """Return the seconds that a Retry-After header asks for, as a number or as a date; 0 for none."""
    moment = None if value.isdecimal() else parse_date(value)
    seconds = (moment - datetime.now(UTC)).total_seconds() if moment else float(value if value.isdecimal() else 0)
    return min(max(seconds, 0.0), RETRY_AFTER_SECONDS)


def _explain(error: Exception) -> Failed:
    match error:
        case httpx2.TooManyRedirects():
            return Failed("redirects", f"more than {REDIRECTS} redirects; give the address that they lead to")
        case httpx2.InvalidURL() | httpx2.UnsupportedProtocol() | httpcore2.UnsupportedProtocol():
            return Failed("bad address", f"{error}; an address begins with https:// or http://")
        case httpcore2.TimeoutException():
            return Failed("timeout", "no complete answer within the time; it is tried again at the next round")
        case PrivateAddress():
            why = f"{error}, where no feed from outside may lead"
            return Failed("bad address", f"{why}; if it is a feed of yours, give that address itself")
        case httpcore2.NetworkError():
            return Failed("unreachable", f"{error}; check the address and the network")
        case _:
            return Failed("protocol", f"no valid HTTP: {error}")
