"""An HTTP transport for one fetch: with a deadline for each single read of the socket, and no way into the own network.

httpx2's timeouts begin anew with every packet, so a server that sends a byte now and then could hold a fetch for days.
Addresses are checked as they are dialled, at every redirect: a name may stand for another address a moment later.
"""

import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from ssl import SSLContext
from typing import Any

import httpcore2
import httpx2
from httpcore2 import NetworkBackend, NetworkStream, SyncBackend

from ingest.private import is_private_name, is_public


class PrivateAddress(httpcore2.ConnectError):
    """A host that is inside a network, and that the user has not named."""


class Deadline:
    """A point in time after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Return the seconds left; httpcore2.ReadTimeout when none is."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the deadline has passed")
        return seconds


class DeadlineTransport(httpx2.BaseTransport):
    """Connections of one fetch. Errors are those of httpcore2, and PrivateAddress."""

    def __init__(self, deadline: Deadline, *, own_host: str = "") -> None:
        """`own_host`: the one that the user named. If it is a private name it may be asked, and no other such one."""
        backend = _Backend(deadline, own_host=own_host if is_private_name(own_host) else "")
        self._pool = httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=backend)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, and return the response with its body still to be read."""
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


@cache
def _ssl_context() -> SSLContext:
    return httpx2.create_ssl_context(trust_env=False)


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Backend(NetworkBackend):
    def __init__(self, deadline: Deadline, *, own_host: str) -> None:
        self._deadline = deadline
        self._own_host = own_host
        self._backend = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        addresses = _resolve(host, port)
        allowed = [address for address in addresses if host == self._own_host or is_public(address)]
        if not allowed:
            raise PrivateAddress(f"{host} is {addresses[0]}, an address inside a network")
        for address in allowed[:-1]:
            with suppress(httpcore2.ConnectError):
                return self._dial(address, port, local_address, socket_options)
        return self._dial(allowed[-1], port, local_address, socket_options)

    def _dial(
        self, address: str, port: int, local_address: str | None, socket_options: Iterable[Any] | None
    ) -> NetworkStream:
        remaining = self._deadline.remaining()
        return _Stream(
            self._backend.connect_tcp(address, port, remaining, local_address, socket_options), self._deadline
        )


def _resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host, at least one. Raises httpcore2.ConnectError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore2.ConnectError(str(error)) from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class _Stream(NetworkStream):
    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.remaining())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining())
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
