import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from ingest.fetch import Failed, Fetched, NotModified, Validators, fetch
from stancewatch import __version__
from tests.ingest.server import Server, send

FEED = b"<rss version='2.0'/>"


def failure(url: str, **limits: float) -> Failed:
    result = fetch(url, **limits)  # type: ignore[arg-type]
    assert isinstance(result, Failed), result
    return result


def test_a_body_comes_with_its_validators_byte_for_byte(server: Server) -> None:
    url = server.add("/feed", FEED, ETag='W/"a b,c"', Last_Modified="yesterday, about noon", Content_Type="text/xml")

    result = fetch(url)

    assert isinstance(result, Fetched)
    assert (result.url, result.data, result.headers["content-type"]) == (url, FEED, "text/xml")
    assert result.validators == Validators(b'W/"a b,c"', b"yesterday, about noon")
    assert server.requests[0][1]["user-agent"] == f"stancewatch/{__version__}"


def test_validators_are_sent_back_as_they_came_and_304_is_nothing_new(server: Server) -> None:
    url = server.add("/feed", status=304)

    result = fetch(url, validators=Validators(b'W/"a b,c"', b"yesterday, about noon"))

    assert result == NotModified()
    assert server.requests[0][1]["if-none-match"] == 'W/"a b,c"'
    assert server.requests[0][1]["if-modified-since"] == "yesterday, about noon"


def test_five_redirects_are_followed_and_a_sixth_is_not(server: Server) -> None:
    for number in range(6):
        server.add(f"/{number}", status=302, Location=f"/{number + 1}")
    server.add("/6", FEED)

    assert isinstance(fetch(server.url + "/1"), Fetched)
    assert failure(server.url + "/0").reason == "redirects"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/feed", "javascript:1"])
def test_a_redirect_leads_to_the_web_only(server: Server, target: str) -> None:
    assert failure(server.add("/feed", status=301, Location=target)).reason in {"bad address", "protocol"}


@pytest.mark.parametrize("target", ["http://[", "//", "http://:80", "https://user@", "\\", ""])
def test_a_redirect_to_nowhere_is_a_failure(server: Server, target: str) -> None:
    failure(server.add("/feed", status=301, Location=target))


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "4xx"), (410, "4xx"), (403, "4xx"), (500, "5xx"), (503, "5xx"), (300, "redirects"), (999, "protocol")],
)
def test_an_answer_without_a_body_of_use_is_a_failure(server: Server, status: int, reason: str) -> None:
    result = failure(server.add("/feed", b"<html>sorry", status=status))

    assert (result.reason, result.retry_after_seconds) == (reason, 0)
    assert str(status) in result.detail


def test_a_feed_that_is_not_there_is_told_with_what_to_do(server: Server) -> None:
    assert "404 Not Found; check the feed's address" in failure(server.add("/feed", status=404)).detail


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("999999999", 24 * 3600), ("soon", 0), ("", 0), ("Mon, 17 Mar 2025 10:00:00 GMT", 0)],
)
def test_a_server_that_asks_for_a_pause_gets_it_up_to_a_day(server: Server, value: str, seconds: float) -> None:
    result = failure(server.add("/feed", status=429, Retry_After=value))

    assert (result.reason, result.retry_after_seconds) == ("rate limited", seconds)


def test_a_pause_may_be_asked_for_as_a_date(server: Server) -> None:
    until = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 600))

    assert 590 < failure(server.add("/feed", status=503, Retry_After=until)).retry_after_seconds <= 600


@pytest.mark.parametrize("encodings", [1, 2])
def test_a_bomb_is_stopped_by_its_decoded_size(server: Server, encodings: int) -> None:
    body = bytes(50_000_000)
    for _ in range(encodings):
        body = gzip.compress(body, 1)

    result = failure(server.add("/feed", body, Content_Encoding=", ".join(["gzip"] * encodings)))

    assert result.reason == "too large"


def test_a_body_at_the_limit_is_taken(server: Server) -> None:
    url = server.add("/feed", b"a" * 1000)

    assert isinstance(fetch(url, body_bytes=1000), Fetched)
    assert failure(url, body_bytes=999).reason == "too large"


@pytest.mark.parametrize("is_in_headers", [True, False])
def test_a_server_that_drips_is_left_at_the_deadline(server: Server, *, is_in_headers: bool) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"X-Slow: " if is_in_headers else b"\r\n"))
        for _ in range(3000):
            handler.wfile.write(b"a")
            time.sleep(0.02)

    server.routes["/feed"] = drip
    start = time.monotonic()

    result = failure(server.url + "/feed", deadline_seconds=0.3)

    assert result.reason == "timeout"
    assert time.monotonic() - start < 30


def test_a_server_that_says_nothing_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/feed"

        assert failure(url, deadline_seconds=0.2).reason == "timeout"
        assert failure(url.replace("http", "https"), deadline_seconds=0.2).reason == "timeout"


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert failure(f"http://127.0.0.1:{port}/feed").reason == "unreachable"
    assert failure("http://no-such-host.invalid/feed").reason == "unreachable"


def test_something_that_speaks_no_http_is_told() -> None:
    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()

        assert failure(f"http://127.0.0.1:{listener.getsockname()[1]}/").reason == "protocol"
        thread.join()


@pytest.mark.parametrize("framing", ["Content-Length: 100\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n4\r\n"])
def test_a_body_that_breaks_off_is_told_from_a_whole_one(server: Server, framing: str) -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(f"HTTP/1.1 200 OK\r\n{framing}".encode() + b"half")

    server.routes["/half"] = break_off
    half, whole = fetch(server.url + "/half"), fetch(server.add("/whole", b"whole"))

    assert isinstance(half, Fetched)
    assert (half.data, half.is_whole) == (b"half", False)
    assert isinstance(whole, Fetched)
    assert whole.is_whole


def test_an_answer_that_breaks_off_before_its_body_or_is_wrongly_encoded_is_a_failure(server: Server) -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")

    server.routes["/none"] = break_off

    assert failure(server.url + "/none").reason == "protocol"
    assert failure(server.add("/zip", b"no gzip", Content_Encoding="gzip")).reason == "protocol"


@pytest.mark.parametrize(
    "url",
    ["", "feed", "file:///etc/passwd", "ftp://example.org", "http://", "http://[::1", "http://" + "a" * 70 + ".org"],
)
def test_what_is_no_web_address_is_a_failure(url: str) -> None:
    assert failure(url).reason == "bad address"


def test_the_environment_does_not_send_us_through_a_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NETRC", "/nowhere")

    assert isinstance(fetch(server.add("/feed", FEED)), Fetched)


def test_a_compressed_body_is_decoded(server: Server) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        send(handler, gzip.compress(FEED), headers={"Content-Encoding": "gzip"})

    server.routes["/feed"] = respond
    result = fetch(server.url + "/feed")

    assert isinstance(result, Fetched)
    assert result.data == FEED


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:{port}/inside",
        "http://127.0.0.2:{port}/inside",
        "http://[::1]:{port}/inside",
        "http://[::ffff:127.0.0.1]:{port}/inside",
        "http://2130706433:{port}/inside",
        "http://0x7f000001:{port}/inside",
        "http://0:{port}/inside",
        "http://10.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
def test_no_redirect_leads_into_a_network(server: Server, target: str) -> None:
    server.add("/inside", FEED)
    port = server.url.rpartition(":")[2]
    url = server.add("/feed", status=302, Location=target.format(port=port))

    result = failure(url)

    assert result.reason == "bad address", result
    assert "give that address itself" in result.detail
    assert [path for path, _ in server.requests] == ["/feed"]


def test_every_hop_is_checked(server: Server) -> None:
    port = server.url.rpartition(":")[2]
    server.add("/last", status=302, Location=f"http://127.0.0.3:{port}/inside")
    server.add("/inside", FEED)
    url = server.add("/first", status=302, Location="/last")

    assert failure(url).reason == "bad address"
    assert [path for path, _ in server.requests] == ["/first", "/last"]


def test_a_name_from_outside_that_stands_for_an_address_inside_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: what counts is the address that is dialled."""
    real, port = socket.getaddrinfo, server.url.rpartition(":")[2]

    def lie(host: str, *args: object, **options: object) -> list[object]:
        return real("127.0.0.1" if host == "news.example" else host, *args, **options)  # type: ignore[return-value, call-overload]

    monkeypatch.setattr(socket, "getaddrinfo", lie)
    server.add("/feed", FEED)

    result = failure(f"http://news.example:{port}/feed")

    assert (result.reason, "news.example is 127.0.0.1" in result.detail) == ("bad address", True)
    assert server.requests == []


def test_an_address_inside_that_the_user_names_is_fetched(server: Server) -> None:
    server.add("/feed", FEED)
    port = server.url.rpartition(":")[2]

    assert isinstance(fetch(f"http://localhost:{port}/feed"), Fetched)
    assert isinstance(fetch(f"http://127.0.0.1:{port}/feed"), Fetched)
