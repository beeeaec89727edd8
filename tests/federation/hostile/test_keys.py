"""Attempts with what a server answers when it is asked for a key."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from typing import Any

import pytest

from preau.federation.door.wsgi import InboxDoor
from preau.federation.models import RemoteActor
from preau.federation.services.remote.errands import ERRANDS
from tests.federation.protocol.keys import pem, rsa_key

from .stage import CONTEXT, HERE, Caller, Peer, Person, Said, traces

Setting = Callable[[Person, Person], Any]


def document(**changes: Any) -> Setting:
    return lambda mallory, camille: mallory.peer.say("/users/mallory", {**mallory.document, **changes})


def key(**changes: Any) -> Setting:
    return lambda mallory, camille: mallory.peer.say(
        "/users/mallory", {**mallory.document, "publicKey": {**mallory.document["publicKey"], **changes}}
    )


def answer(body: bytes = b"{}", **more: Any) -> Setting:
    def setting(mallory: Person, camille: Person) -> None:
        mallory.peer.says["/users/mallory"] = Said(body, **more)

    return setting


def sent_on(where: Callable[[Person, Person], str]) -> Setting:
    return lambda mallory, camille: answer(b"", status=302, headers={"Location": where(mallory, camille)})(
        mallory, camille
    )


def as_camille(mallory: Person, camille: Person) -> None:
    """Mallory's server says that Mallory's key is Camille's, whose server knows nothing of it."""
    mallory.peer.say(
        "/users/mallory",
        {"@context": CONTEXT, "id": mallory.key_id, "owner": camille.uri, "publicKeyPem": pem(mallory.key)},
    )


def beside(mallory: Person, camille: Person) -> None:
    """A key on Mallory's server whose document names a neighbour, who does not list it."""
    neighbour = mallory.peer.person("neighbour")
    mallory.peer.say(
        "/users/mallory",
        {"@context": CONTEXT, "id": mallory.key_id, "owner": neighbour.uri, "publicKeyPem": pem(mallory.key)},
    )


REFUSED: dict[str, Setting] = {
    "a key that names an owner elsewhere": as_camille,
    "a key whose owner does not list it": beside,
    "an actor with another's id": lambda m, c: m.peer.say("/users/mallory", {**m.document, "id": c.uri}),
    "an actor with a neighbour's id": lambda m, c: m.peer.say("/users/mallory", {**m.document, "id": f"{m.uri}2"}),
    "an actor with another id after a redirect": lambda m, c: (
        m.peer.say("/elsewhere", {**m.document, "id": f"{m.peer.origin}/users/neighbour"}),
        sent_on(lambda m, c: "/elsewhere")(m, c),
    ),
    "a redirect to another's server": sent_on(lambda m, c: c.uri),
    "a redirect to our own": sent_on(lambda m, c: f"{HERE}/ap/actor"),
    "a redirect for ever": sent_on(lambda m, c: m.uri),
    "a redirect to a private address": sent_on(lambda m, c: "http://10.0.0.1/users/mallory"),
    "a redirect to the machine's data": sent_on(lambda m, c: "http://169.254.169.254/latest/meta-data"),
    "a redirect to a file": sent_on(lambda m, c: "file:///etc/passwd"),
    "a redirect to letters that are not ASCII": sent_on(lambda m, c: "/utilisatrices/é"),
    "a key of another owner": key(owner="https://autre.exemple/users/a"),
    "a key of another id": key(id="http://127.0.0.1:1/users/mallory#main-key"),
    "a key of another number": lambda m, c: key(id=f"{m.uri}#other-key")(m, c),
    "a key that is none": key(publicKeyPem="-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"),
    "a key that is a novel": key(publicKeyPem="A" * 100_000),
    "a key that is a list": key(publicKeyPem=["A"]),
    "no key": document(publicKey=None),
    "a key that is a text": document(publicKey="A"),
    "no inbox": document(inbox=None),
    "an inbox elsewhere": document(inbox="https://autre.exemple/inbox"),
    "no actor": document(type="Note"),
    "a type that is an object": document(type={"Person": 1}),
    "an uploaded file": answer(kind="application/json"),
    "a page": answer(b"<html>", kind="text/html"),
    "JSON-LD of something else": answer(kind='application/ld+json; profile="https://autre.exemple/"'),
    "a name twice": answer(b'{"id":"a","id":"b"}'),
    "ten thousand levels": answer(b"[" * 10_000),
    "a list": answer(b"[]"),
    "10 MB": answer(b" " * 10_000_000),
    "a bomb": answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}),
    "nothing": answer(status=404),
    "somebody who is gone": answer(status=410),
    "somebody who is not to be read": answer(status=403),
    "a server in pain": answer(status=500),
    "a server that is tired": answer(status=429),
}


@pytest.mark.parametrize("setting", REFUSED.values(), ids=REFUSED)
def test_a_key_that_proves_nothing_leaves_nothing(caller: Caller, peer: Peer, far: Peer, setting: Setting) -> None:
    mallory, camille = far.person("mallory"), peer.person("camille")
    setting(mallory, camille)
    answered = caller.post(mallory, mallory.activity())
    assert answered.status in (401, 503)
    assert "key" in answered.reason
    assert ("Retry-After" in answered.headers) == (answered.status == 503)
    assert traces() == {}
    assert set(peer.paths) <= {"/users/camille"}
    assert len(far.paths) <= 7


@pytest.mark.parametrize("setting", [as_camille, beside], ids=["elsewhere", "beside"])
def test_a_key_that_names_another_does_not_speak_for_them(
    caller: Caller, peer: Peer, far: Peer, setting: Setting
) -> None:
    mallory, camille = far.person("mallory"), peer.person("camille")
    setting(mallory, camille)
    victim = camille if setting is as_camille else far.person("neighbour")
    assert caller.post(mallory, victim.activity(), key_id=mallory.key_id).status == 401
    assert traces() == {}


def test_what_failed_is_not_asked_for_again_at_once(caller: Caller, far: Peer) -> None:
    mallory = far.person("mallory")
    answer(status=500)(mallory, mallory)
    for _ in range(5):
        assert caller.post(mallory, mallory.activity()).status == 503
    assert len(far.asked) == 1


def test_a_key_that_seems_changed_is_fetched_once_in_some_minutes(caller: Caller, camille: Person) -> None:
    caller.post(camille, camille.activity())
    for _ in range(5):
        assert caller.post(camille, camille.activity(), key=rsa_key("wrong")).status == 401
    assert len(camille.peer.asked) == 2
    assert RemoteActor.objects.get().public_key == pem(camille.key)


def test_a_wrong_key_does_not_keep_the_right_one_out(caller: Caller, camille: Person) -> None:
    caller.post(camille, camille.activity(), key=rsa_key("wrong"))
    assert caller.post(camille, camille.activity()).status == 202


def test_a_slow_server_gets_come_back_and_its_key_is_here_then(caller: Caller, camille: Person) -> None:
    slow = camille.peer.says["/users/camille"].wait = threading.Event()
    answered = caller.post(camille, camille.activity())
    assert (answered.status, answered.headers["Retry-After"]) == (503, "30")
    assert traces() == {}
    errand = ERRANDS._running[camille.key_id]
    slow.set()
    errand.result(timeout=20)
    assert caller.post(camille, camille.activity()).status == 202
    assert len(camille.peer.asked) == 1


def test_only_some_threads_wait_for_slow_servers(here: object, camille: Person, settings: Any) -> None:
    settings.SERVER_THREADS = 2
    door = InboxDoor()
    with door.patience.place():  # another request waits already
        camille.peer.says["/users/camille"].wait = slow = threading.Event()
        caller = Caller()
        caller.door = _of(door)
        answered = caller.post(camille, camille.activity())
    slow.set()
    assert answered.status == 503
    assert "busy" in answered.reason


def _of(door: InboxDoor) -> Any:
    def answer(environ: dict[str, Any], start_response: Any) -> tuple[bytes]:
        made = door.answer(environ, None)
        start_response(made.line, made.headers())
        return (made.body,)

    return answer


def test_one_server_is_not_asked_for_more_than_some_keys_at_once(caller: Caller, far: Peer) -> None:
    slow = threading.Event()
    people = [far.person(f"m{number}", key=rsa_key("mallory")) for number in range(6)]
    for path in far.says:
        far.says[path].wait = slow
    answers = [caller.post(person, person.activity()) for person in people]
    assert [answered.status for answered in answers] == [503] * 6
    assert len(ERRANDS._running) == ERRANDS.most_a_host
    running = list(ERRANDS._running.values())
    slow.set()
    for errand in running:
        errand.result(timeout=20)
    assert len(far.asked) == ERRANDS.most_a_host


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "192.168.1.1", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]"]
)
def test_a_key_on_a_private_address_is_never_asked_for(caller: Caller, far: Peer, address: str) -> None:
    mallory = far.person("mallory")
    uri = f"https://{address}/users/mallory"
    answered = caller.post(mallory, {**mallory.activity(), "id": f"{uri}/1", "actor": uri}, key_id=f"{uri}#main-key")
    assert answered.status in (401, 503)
    assert traces() == {}
    assert far.asked == []


def test_a_name_that_turns_to_a_private_address_is_not_followed(
    caller: Caller, far: Peer, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """DNS rebinding: the guard looks at the address that the socket connects to, whatever the name said before."""
    settings.ALLOW_LOOPBACK = False
    resolved: list[str] = []

    async def rebound(self: object, host: str, *_: Any, **__: Any) -> list[dict[str, Any]]:
        resolved.append(host)
        port = far.server.server_port
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": 2, "proto": 6, "flags": 0}]

    monkeypatch.setattr("aiohttp.resolver.ThreadedResolver.resolve", rebound)
    monkeypatch.setattr("aiohttp.connector.DefaultResolver.resolve", rebound)
    mallory = far.person("mallory")
    uri = "https://rebond.exemple/users/mallory"
    answered = caller.post(mallory, {**mallory.activity(), "id": f"{uri}/1", "actor": uri}, key_id=f"{uri}#main-key")
    assert answered.status == 503
    assert "may not be called" in answered.reason
    assert resolved == ["rebond.exemple"]
    assert far.asked == []
