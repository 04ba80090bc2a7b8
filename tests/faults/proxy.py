"""A TCP proxy on the loopback, between workers and a broker, that can be told to misbehave."""

import socket
import struct
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

CHUNK_BYTES = 64 * 1024
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER that makes close() send a reset, and forget what is on its way."""


class _Pair:
    """A connection through the proxy: both its ends, and a thread for each direction."""

    def __init__(self, inner: socket.socket, outer: socket.socket) -> None:
        self.ends = (inner, outer)
        self.is_reset = False
        self._running = 2
        self._lock = threading.Lock()

    def reset(self) -> None:
        """Have both ends closed with a reset."""
        self.is_reset = True
        for end in self.ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
                end.shutdown(socket.SHUT_RD)  # wakes the thread that reads from it

    def finish(self, sink: socket.socket) -> None:
        """End one direction; the last one closes."""
        if not self.is_reset:
            with suppress(OSError):
                sink.shutdown(socket.SHUT_WR)
        with self._lock:
            self._running -= 1
        if self._running == 0:
            for end in self.ends:
                end.close()


class Proxy:
    """Passes on what it gets, in both directions, inside its `with` block."""

    def __init__(self, target_port: int) -> None:
        self.delay_seconds = 0.0
        self._target_port = target_port
        self._is_open = threading.Event()
        self._is_open.set()
        self._pairs: list[_Pair] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.mend()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.reset()

    def cut(self) -> None:
        """Let nothing through, and say nothing of it, until `mend`: a cable that was pulled."""
        self._is_open.clear()

    def mend(self) -> None:
        """Let things through at once."""
        self.delay_seconds = 0.0
        self._is_open.set()

    def reset(self) -> None:
        """Reset all connections; new ones may be made."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            pair.reset()

    def _accept(self) -> None:
        while True:
            try:
                inner, _ = self._listener.accept()
            except OSError:
                return
            self._connect(inner)

    def _connect(self, inner: socket.socket) -> None:
        try:
            outer = socket.create_connection(("127.0.0.1", self._target_port))
        except OSError:
            inner.close()
            return
        pair = _Pair(inner, outer)
        self._pairs.append(pair)
        for source, sink in ((inner, outer), (outer, inner)):
            threading.Thread(target=self._pass_on, args=(pair, source, sink), daemon=True).start()

    def _pass_on(self, pair: _Pair, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while (chunk := source.recv(CHUNK_BYTES)) and not pair.is_reset:
                time.sleep(self.delay_seconds)
                self._is_open.wait()
                sink.sendall(chunk)
        pair.finish(sink)
