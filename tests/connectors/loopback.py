"""A real HTTP server on loopback that answers as it is told, and keeps what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    is_endless: bool = False


@dataclass
class Request:
    path: str  # with its query
    headers: dict[str, str]  # lower-case names


@dataclass
class Loopback:
    """`answers`: by path without query, else `otherwise`; each an Answer, or a function of the request."""

    origin: str = ""
    answers: dict[str, Answer | Callable[[Request], Answer]] = field(default_factory=dict)
    otherwise: Answer | Callable[[Request], Answer] = field(default_factory=lambda: Answer(status=404))
    requests: list[Request] = field(default_factory=list)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path.partition("?")[0] == path]

    def answer(self, request: Request) -> Answer:
        self.requests.append(request)
        found = self.answers.get(request.path.partition("?")[0], self.otherwise)
        return found if isinstance(found, Answer) else found(request)


def _handler(told: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = told.answer(Request(self.path, headers))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.is_endless:
                self._pour()
                return
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def _pour(self) -> None:
            self.end_headers()
            try:
                for _ in range(500):
                    self.wfile.write(b"x" * 65_536)
            except OSError:  # they had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def loopback() -> Iterator[Loopback]:
    told = Loopback()
    running = ThreadingHTTPServer(("127.0.0.1", 0), _handler(told))
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    told.origin = f"http://127.0.0.1:{running.server_address[1]}"
    try:
        yield told
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
