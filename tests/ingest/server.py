"""A real HTTP server on loopback, whose answers a test gives as functions by path."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Respond = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    url: str
    routes: dict[str, Respond] = field(default_factory=dict)
    requests: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def add(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Serve a body under a path, and return its address. Header names are written with _ for -."""

        def respond(handler: BaseHTTPRequestHandler) -> None:
            send(
                handler, body, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )

        self.routes[path] = respond
        return self.url + path


def send(handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, headers: Mapping[str, str] = {}) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with suppress(BrokenPipeError, ConnectionResetError):
                server.routes[self.path](self)

        def log_message(self, *_: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{listener.server_port}")
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
