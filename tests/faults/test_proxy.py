"""The proxy passes bytes on, late, not at all, or with a reset, as it is told."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.faults.proxy import Proxy


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that sends back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def serve(server: socket.socket) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=send_back, args=(connection,), daemon=True).start()


def send_back(connection: socket.socket) -> None:
    with connection:
        try:
            while chunk := connection.recv(1024):
                connection.sendall(chunk)
        except OSError:
            return


def ask(client: socket.socket) -> bytes:
    client.sendall(b"hello")
    return client.recv(1024)


def test_bytes_are_passed_on_both_ways(echo: int) -> None:
    with Proxy(echo) as proxy, socket.create_connection(("127.0.0.1", proxy.port)) as client:
        assert ask(client) == b"hello"


def test_bytes_come_late_when_they_are_delayed(echo: int) -> None:
    with Proxy(echo) as proxy, socket.create_connection(("127.0.0.1", proxy.port)) as client:
        proxy.delay_seconds = 0.1
        began = time.monotonic()
        assert ask(client) == b"hello"

        assert time.monotonic() - began >= 0.2


def test_nothing_comes_through_a_cut_until_it_is_mended(echo: int) -> None:
    with Proxy(echo) as proxy, socket.create_connection(("127.0.0.1", proxy.port), timeout=0.3) as client:
        proxy.cut()
        client.sendall(b"hello")
        with pytest.raises(TimeoutError):
            client.recv(1024)
        proxy.mend()
        client.settimeout(30)

        assert client.recv(1024) == b"hello"


def test_a_reset_ends_what_is_connected_and_nothing_else(echo: int) -> None:
    with Proxy(echo) as proxy, socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as client:
        ask(client)
        proxy.reset()
        with pytest.raises(ConnectionResetError):
            client.recv(1024)
        with socket.create_connection(("127.0.0.1", proxy.port)) as another:
            assert ask(another) == b"hello"
