from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from preau.website.cache import MEMORY
from preau.website.cache.changes import ChangeWatch
from preau.website.cache.wsgi import PublicCache
from preau.website.door import is_known_host


@dataclass
class Seen:
    """An answer as a browser gets it. `headers` in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Door:
    """The site as the server calls it: the memory, then Django. `renderings` counts what Django had to answer."""

    def __init__(self, every: float = 0.0) -> None:
        self.renderings = 0
        django = get_wsgi_application()

        def counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            self.renderings += 1
            return django(environ, start_response)

        self.application = PublicCache(counted, look=ChangeWatch(MEMORY, every).look, is_known=is_known_host)

    def visit(self, path: str, *, method: str = "GET", host: str = "testserver", **headers: str) -> Seen:
        target, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": target.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": host,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        begun: list[Any] = []
        answer = self.application(environ, lambda status, given, *rest: begun.extend((status, given)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return Seen(int(begun[0][:3]), {name.lower(): value for name, value in begun[1]}, body)


@pytest.fixture
def door(db: None) -> Iterator[Door]:
    MEMORY.clear()
    request_started.disconnect(close_old_connections)  # as Django's own client does: the test is in a transaction
    request_finished.disconnect(close_old_connections)
    yield Door()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
    MEMORY.clear()
