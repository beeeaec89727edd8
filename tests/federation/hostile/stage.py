"""Another server on loopback, people on it, and the door, called as the web server calls it."""

from __future__ import annotations

import io
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from preau.channels.models import InboundItem
from preau.federation.door.wsgi import InboxDoor, inbox_door
from preau.federation.models import Host, RemoteActor
from preau.federation.protocol.signatures import sign
from preau.jobs.models import Job
from preau.kernel import clock
from tests.federation.protocol.keys import pem, rsa_key

CONTEXT = "https://www.w3.org/ns/activitystreams"
ACTIVITY = "application/activity+json"
HERE = "http://testserver"
INBOX = f"{HERE}/ap/inbox"
Headers = dict[str, str]


@dataclass
class Said:
    """What a server answers at one path."""

    body: bytes
    kind: str = ACTIVITY
    status: int = 200
    headers: Headers = field(default_factory=dict)
    wait: threading.Event | None = None  # answers only once it is set


class Peer:
    """A server whose answers a test sets, and that remembers what it was asked."""

    def __init__(self) -> None:
        self.says: dict[str, Said] = {}
        self.asked: list[tuple[str, Headers]] = []
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                peer.asked.append((self.path, dict(self.headers.items())))
                said = peer.says.get(self.path, Said(b"", status=404))
                if said.wait:
                    said.wait.wait(20)
                self.send_response(said.status)
                for name, value in {"Content-Type": said.kind, **said.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.origin = f"http://{self.host}"

    def say(self, path: str, document: object, **more: Any) -> None:
        self.says[path] = Said(json.dumps(document).encode(), **more)

    def person(self, name: str, /, *, key: RSAPrivateKey | None = None, **changes: Any) -> Person:
        """Somebody who lives there. `changes` to their document come last."""
        made = Person(self, name, key or rsa_key(name))
        self.say(f"/users/{name}", {**made.document, **changes})
        return made

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving() -> Iterator[Peer]:
    peer = Peer()
    thread = threading.Thread(target=peer.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield peer
    finally:
        peer.server.shutdown()
        peer.server.server_close()
        thread.join()


@dataclass
class Person:
    peer: Peer
    name: str
    key: RSAPrivateKey

    @property
    def uri(self) -> str:
        return f"{self.peer.origin}/users/{self.name}"

    @property
    def key_id(self) -> str:
        return f"{self.uri}#main-key"

    @property
    def document(self) -> dict[str, Any]:
        return {
            "@context": [CONTEXT, "https://w3id.org/security/v1"],
            "id": self.uri,
            "type": "Person",
            "preferredUsername": self.name,
            "name": self.name.title(),
            "inbox": f"{self.uri}/inbox",
            "endpoints": {"sharedInbox": f"{self.peer.origin}/inbox"},
            "publicKey": {"id": self.key_id, "owner": self.uri, "publicKeyPem": pem(self.key)},
        }

    def activity(self, kind: str = "Like", object: object = f"{HERE}/ap/posts/1", **more: Any) -> dict[str, Any]:
        uid = f"{self.uri}/{kind}/{uuid.uuid4()}"
        return {"@context": CONTEXT, "id": uid, "type": kind, "actor": self.uri, "object": object, **more}

    def note(self, **more: Any) -> dict[str, Any]:
        return {"type": "Note", "id": f"{self.uri}/notes/1", "attributedTo": self.uri, "content": "Bonjour", **more}


@dataclass
class Answered:
    status: int
    reason: str
    headers: Headers


class Caller:
    """Posts to the door."""

    def __init__(self) -> None:
        self.door = inbox_door(_no_django)

    def post(
        self,
        who: Person,
        document: object,
        *,
        how: str = "cavage",
        url: str = INBOX,
        to: str = "",
        key: RSAPrivateKey | None = None,
        key_id: str = "",
        body: bytes | None = None,
        then: Headers | None = None,
        **environ: Any,
    ) -> Answered:
        """`document`, signed by `who` for `url` (with `key` and `key_id`, where they pretend), posted to `to`.

        `then`: headers that are changed after it was signed; "" takes one away.
        """
        data = json.dumps(document).encode() if body is None else body
        headers = sign(
            how,
            method="POST",
            url=url,
            body=data,
            key=key or who.key,
            key_id=key_id or who.key_id,
            now=clock.now(),
        )
        return self.send(data, {"Host": "testserver", **headers, **(then or {})}, to or url, **environ)

    def send(self, body: bytes, headers: Headers, url: str = INBOX, **environ: Any) -> Answered:
        path, _, query = url.removeprefix(HERE).partition("?")
        given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items() if value}
        kind = given.pop("HTTP_CONTENT_TYPE", "")
        begun: list[Any] = []
        answer = self.door(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": kind,
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
                "wsgi.input_terminated": True,
                **given,
                **environ,
            },
            lambda status, headers: begun.extend([status, headers]),
        )
        return Answered(int(begun[0][:3]), b"".join(answer).decode().strip(), dict(begun[1]))


def _no_django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("299 Django", [])
    return [b"django"]


def traces() -> dict[str, int]:
    """How many rows there are that somebody outside could have caused."""
    counted = (InboundItem, Job, RemoteActor, Host)
    return {model.__name__: model.objects.count() for model in counted if model.objects.exists()}


__all__ = [
    "ACTIVITY",
    "CONTEXT",
    "HERE",
    "INBOX",
    "Answered",
    "Caller",
    "InboxDoor",
    "Peer",
    "Person",
    "Said",
    "serving",
    "traces",
]
