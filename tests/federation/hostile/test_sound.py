"""What is sound gets in: without this, all the refusals around it would prove nothing."""

from __future__ import annotations

import json

import pytest

from preau.channels.models import InboundItem
from preau.federation.models import Host, RemoteActor
from preau.jobs.models import Job
from tests.conftest import Cast
from tests.federation.protocol.keys import rsa_key

from .stage import CONTEXT, HERE, Caller, Peer, Person, Said, traces


@pytest.mark.parametrize("how", ["cavage", "rfc9421"])
def test_a_signed_activity_is_one_row_and_one_job(caller: Caller, camille: Person, how: str) -> None:
    document = camille.activity()
    assert caller.post(camille, document, how=how).status == 202
    item = InboundItem.objects.get()
    assert (item.network, item.remote_id, item.kind) == ("activitypub", document["id"], "Like")
    assert (item.sender, item.page, json.loads(item.payload)) == (camille.uri, None, document)
    assert Job.objects.get().unique_key == "inbox"
    assert RemoteActor.objects.get().handle == f"@camille@{camille.peer.host}"
    assert Host.objects.get().seen_at


def test_the_key_is_asked_for_once_and_by_name(caller: Caller, camille: Person) -> None:
    for _ in range(3):
        caller.post(camille, camille.activity())
    [(path, headers)] = camille.peer.asked
    assert path == "/users/camille"
    assert f'keyId="{HERE}/ap/actor#main-key"' in headers["Signature"]
    assert InboundItem.objects.count() == 3
    assert Job.objects.count() == 1


def test_the_inbox_of_a_page_is_its_own(caller: Caller, camille: Person, here: Cast) -> None:
    url = f"{HERE}/ap/actors/{here.saules.pk}/inbox"
    assert caller.post(camille, camille.activity(), url=url).status == 202
    assert InboundItem.objects.get().page == here.saules


def test_what_comes_twice_is_kept_once(caller: Caller, camille: Person) -> None:
    document = camille.activity()
    for _ in range(2):
        assert caller.post(camille, document).status == 202
    assert caller.post(camille, {**document, "object": f"{HERE}/ap/posts/2"}).status == 202
    assert json.loads(InboundItem.objects.get().payload) == document


def test_a_key_with_a_document_of_its_own_is_found(caller: Caller, peer: Peer) -> None:
    """As GoToSocial has it: the key's address shows little of its owner."""
    key_id = f"{peer.origin}/users/camille/main-key"
    camille = peer.person("camille", publicKey={})
    document = camille.document
    document["publicKey"]["id"] = key_id
    peer.say("/users/camille", document)
    peer.say("/users/camille/main-key", {n: document[n] for n in ("@context", "id", "publicKey")})
    assert caller.post(camille, camille.activity(), key_id=key_id).status == 202
    assert peer.paths == ["/users/camille/main-key", "/users/camille"]


def test_a_key_document_of_its_own_is_found(caller: Caller, peer: Peer) -> None:
    key_id = f"{peer.origin}/keys/1"
    camille = peer.person("camille")
    document = camille.document
    document["publicKey"]["id"] = key_id
    peer.say("/users/camille", document)
    peer.say("/keys/1", {"@context": CONTEXT, "type": "Key", **document["publicKey"]})
    assert caller.post(camille, camille.activity(), key_id=key_id).status == 202


def test_a_key_that_changed_is_fetched_once_again(caller: Caller, camille: Person) -> None:
    caller.post(camille, camille.activity())
    changed = camille.peer.person("camille", key=rsa_key("new"))
    assert caller.post(changed, changed.activity()).status == 202
    assert camille.peer.paths == ["/users/camille"] * 2
    assert RemoteActor.objects.get().public_key == changed.document["publicKey"]["publicKeyPem"]
    assert caller.post(camille, camille.activity()).status == 401  # the old key is worth nothing now
    assert camille.peer.paths == ["/users/camille"] * 2


def test_an_actor_that_moved_on_its_own_server_is_found(caller: Caller, peer: Peer) -> None:
    camille = peer.person("camille")
    peer.says["/@camille"] = Said(b"", status=302, headers={"Location": "/users/camille"})
    document = camille.document
    document["publicKey"]["id"] = f"{peer.origin}/@camille#main-key"
    peer.say("/users/camille", document)
    assert caller.post(camille, camille.activity(), key_id=document["publicKey"]["id"]).status == 202


def test_somebody_unknown_who_is_gone_is_believed_and_forgotten(caller: Caller, peer: Peer) -> None:
    camille = peer.person("camille")
    peer.says.clear()
    assert caller.post(camille, camille.activity("Delete", camille.uri)).status == 202
    assert traces() == {}
    assert peer.asked == []


def test_somebody_known_who_is_gone_is_heard(caller: Caller, camille: Person) -> None:
    caller.post(camille, camille.activity())
    camille.peer.says.clear()
    assert caller.post(camille, camille.activity("Delete", camille.uri)).status == 202
    assert InboundItem.objects.filter(kind="Delete").count() == 1


def test_all_else_is_django_s(caller: Caller) -> None:
    assert caller.send(b"", {}, f"{HERE}/bureau/").status == 299
    assert caller.send(b"", {}, f"{HERE}/ap/inbox", REQUEST_METHOD="GET").status == 299
    assert caller.send(b"", {}, f"{HERE}/ap/actors/0/inbox").status == 299
    assert caller.send(b"", {}, f"{HERE}/ap/inbox/").status == 299
