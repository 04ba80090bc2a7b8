"""/metrics, /healthz and /readyz answer what is true, and a port in use is told with what to do."""

import http.client
import socket
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from stancewatch.errors import ConfigurationError
from stancewatch.telemetry.server import Readiness, TelemetryServer


@pytest.fixture
def readiness() -> Readiness:
    return Readiness(["extract", "track"])


@pytest.fixture
def server(readiness: Readiness) -> Iterator[TelemetryServer]:
    with TelemetryServer(host="127.0.0.1", port=0, readiness=readiness) as server:
        yield server


def ask(server: TelemetryServer, path: str, method: str = "GET") -> tuple[int, str, str]:
    """Return status, content type and body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers["Content-Type"], body


@pytest.mark.parametrize("path", ["/metrics", "/metrics?name=x"])
def test_metrics_are_in_prometheus_text_format(server: TelemetryServer, path: str) -> None:
    status, content_type, body = ask(server, path)
    families = {family.name for family in text_string_to_metric_families(body)}

    assert (status, content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert {"stancewatch_messages", "process_resident_memory_bytes"} <= families


def test_alive_before_ready(server: TelemetryServer) -> None:
    assert ask(server, "/healthz")[::2] == (200, "ok\n")
    assert ask(server, "/readyz")[::2] == (503, "extract: starting\ntrack: starting\n")


def test_ready_once_no_worker_waits(server: TelemetryServer, readiness: Readiness) -> None:
    readiness.set_ready("extract")
    readiness.set_waiting("track", "waiting for the transport")
    assert ask(server, "/readyz")[::2] == (503, "track: waiting for the transport\n")

    readiness.set_ready("track")
    assert ask(server, "/readyz")[::2] == (200, "ready\n")


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/", "GET", 404), ("/metrics/x", "GET", 404), ("/", "POST", 501)]
)
def test_nothing_else_is_there(server: TelemetryServer, path: str, method: str, status: int) -> None:
    assert ask(server, path, method)[0] == status


def test_head_has_no_body(server: TelemetryServer) -> None:
    assert ask(server, "/healthz", "HEAD")[::2] == (200, "")


def test_a_client_that_says_nothing_does_not_hold_up_others(server: TelemetryServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port)):
        assert ask(server, "/healthz")[0] == 200


def test_a_port_in_use_is_told_with_what_to_do(server: TelemetryServer, readiness: Readiness) -> None:
    with pytest.raises(ConfigurationError, match=rf"127\.0\.0\.1:{server.port} .*in use.*STANCEWATCH_TELEMETRY__PORT"):
        TelemetryServer(host="127.0.0.1", port=server.port, readiness=readiness)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.1"])
def test_an_address_that_is_not_ours_is_told(host: str, readiness: Readiness) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be served on .*; set telemetry\.host"):
        TelemetryServer(host=host, port=0, readiness=readiness)


def test_the_port_is_free_after_close(readiness: Readiness) -> None:
    with TelemetryServer(host="127.0.0.1", port=0, readiness=readiness) as first:
        port = first.port

    TelemetryServer(host="127.0.0.1", port=port, readiness=readiness).close()
