"""The small server of every worker process: /metrics for Prometheus, /healthz and /readyz for what supervises it."""

import threading
from collections.abc import Iterable, Mapping
from errno import EADDRNOTAVAIL
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6, gaierror
from types import TracebackType
from typing import Self

from stancewatch.errors import ConfigurationError
from stancewatch.telemetry import metrics

PLAIN = "text/plain; charset=utf-8"
CLIENT_SECONDS = 10
"""A client that sends nothing for so long is hung up on."""
CLOSE_CHECK_SECONDS = 0.1
OTHER_HOST = "set telemetry.host (STANCEWATCH_TELEMETRY__HOST) to an address of this machine"
OTHER_PORT = (
    "stop what listens there, or set telemetry.port (STANCEWATCH_TELEMETRY__PORT) to another, or to 0: no server"
)


class Readiness:
    """Why the workers of this process are not ready, each in a few words; ready when none is left. Safe for threads."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._reasons = dict.fromkeys(names, "starting")
        self._lock = threading.Lock()

    def set_ready(self, name: str) -> None:
        """Say that a worker has its channel open, its partitions assigned, and their state restored."""
        with self._lock:
            self._reasons.pop(name, None)

    def set_waiting(self, name: str, reason: str) -> None:
        """Say what a worker waits for."""
        with self._lock:
            self._reasons[name] = reason

    def reasons(self) -> Mapping[str, str]:
        """Return what is waited for, by worker; empty when all are ready."""
        with self._lock:
            return dict(self._reasons)


class TelemetryServer:
    """Answers on host and port, from threads of its own, until it is closed; a port of 0 takes a free one.

    Raises ConfigurationError when the address cannot be listened on.
    """

    def __init__(self, *, host: str, port: int, readiness: Readiness) -> None:
        try:
            self._server = _Server(host, port, readiness)
        except (OSError, OverflowError) as error:
            is_host = isinstance(error, gaierror) or getattr(error, "errno", None) == EADDRNOTAVAIL
            advice = OTHER_HOST if is_host else OTHER_PORT
            raise ConfigurationError(f"/metrics cannot be served on {host}:{port} ({error}); {advice}") from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(CLOSE_CHECK_SECONDS,), name="telemetry", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop answering and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, readiness: Readiness) -> None:
        self.readiness = readiness
        self.address_family = AF_INET6 if ":" in host else AF_INET
        super().__init__((host, port), _Answer)


class _Answer(BaseHTTPRequestHandler):
    server: _Server
    timeout = CLIENT_SECONDS
    server_version = "stancewatch"
    sys_version = ""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/metrics":
            self._send(HTTPStatus.OK, metrics.exposition(), metrics.CONTENT_TYPE)
        elif path == "/healthz":
            self._send(HTTPStatus.OK, b"ok\n")
        elif path == "/readyz":
            self._tell_readiness()
        else:
            self._send(HTTPStatus.NOT_FOUND, b"try /metrics, /healthz or /readyz\n")

    do_HEAD = do_GET  # noqa: N815 - http.server's name

    def _tell_readiness(self) -> None:
        reasons = self.server.readiness.reasons()
        lines = "".join(f"{name}: {reason}\n" for name, reason in sorted(reasons.items()))
        status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
        self._send(status, (lines or "ready\n").encode())

    def _send(self, status: HTTPStatus, body: bytes, content_type: str = PLAIN) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: a scrape every few seconds is no news."""
