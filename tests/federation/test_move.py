"""A page that was another account, and one that becomes another."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from preau.federation.models import Actor, RemoteActor
from preau.federation.services import actor_find, actor_for, actor_move, alias_add, move_end
from preau.kernel.errors import Conflict, Invalid
from preau.records.models import Entry
from tests.channels.stage import work
from tests.conftest import Cast
from tests.federation.sink import Answer, Sink
from tests.federation.stage import follower

pytestmark = pytest.mark.django_db(transaction=True)
AP = "application/activity+json"


def account(sink: Sink, *aliases: str) -> str:
    """An account on the second of the other servers, with its WebFinger; gives its handle."""
    host = sink.hosts[1]
    uri = f"http://{host}/camille"
    pem = rsa.generate_private_key(65537, 2048).public_key()
    key = pem.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    document = {
        "id": uri,
        "type": "Person",
        "preferredUsername": "camille",
        "name": "Camille Exemple",
        "inbox": f"{uri}/inbox",
        "publicKey": {"id": f"{uri}#main-key", "owner": uri, "publicKeyPem": key},
        "alsoKnownAs": list(aliases),
    }
    finger = {"subject": f"acct:camille@{host}", "links": [{"rel": "self", "type": AP, "href": uri}]}
    sink.tell(uri, Answer(200, {"Content-Type": AP}, json.dumps(document).encode()))
    known = f"http://{host}/.well-known/webfinger?resource=acct:camille@{host}"
    sink.tell(known, Answer(200, {"Content-Type": "application/jrd+json"}, json.dumps(finger).encode()))
    return f"@camille@{host}"


def test_an_account_is_found_by_its_handle_and_by_its_address(cast: Cast, sink: Sink) -> None:
    handle = account(sink)
    found = actor_find(handle)
    assert isinstance(found, RemoteActor)
    assert found.uri == f"http://{sink.hosts[1]}/camille"
    assert actor_find(found.uri) == found
    assert actor_find(f"http://{sink.hosts[1]}/@camille") == found
    assert actor_find(f"@{cast.saules.handle}@testserver") == cast.saules
    assert actor_find(f"http://testserver/ap/actors/{cast.saules.pk}") == cast.saules


@pytest.mark.parametrize("words", ["camille", "@camille", "@personne@testserver", "javascript:alert(1)", ""])
def test_what_is_no_account_is_said_in_words(cast: Cast, sink: Sink, words: str) -> None:
    with pytest.raises(Invalid):
        actor_find(words)


def test_a_page_moves_only_where_the_other_account_says_so(cast: Cast, sink: Sink) -> None:
    target = actor_find(account(sink))
    with pytest.raises(Invalid, match="alias"):
        actor_move(page=cast.commissioner, account=target, user=cast["official"])
    assert not Actor.objects.exclude(moved_to="").exists()


def test_followers_are_told_once(cast: Cast, sink: Sink) -> None:
    follower(cast.commissioner, sink.inbox(0))
    here = f"http://testserver/ap/actors/{cast.commissioner.pk}"
    target = actor_find(account(sink, here))
    actor_move(page=cast.commissioner, account=target, user=cast["official"])
    work()
    told = [item.document for item in sink.received if item.path == "/inbox"]
    assert [item["type"] for item in told] == ["Update", "Move"]
    assert told[0]["object"]["movedTo"] == f"http://{sink.hosts[1]}/camille"
    assert (told[1]["object"], told[1]["target"]) == (here, f"http://{sink.hosts[1]}/camille")
    assert Entry.objects.filter(verb="actor.moved").count() == 1
    with pytest.raises(Conflict):
        actor_move(page=cast.commissioner, account=target, user=cast["official"])
    move_end(page=cast.commissioner, user=cast["official"])
    assert not Actor.objects.get(page=cast.commissioner).moved_to


def test_a_page_of_ours_moves_to_another_that_agrees(cast: Cast, sink: Sink) -> None:
    with pytest.raises(Invalid):
        actor_move(page=cast.saules, account=cast.erables, user=cast["superuser"])
    alias_add(page=cast.erables, account=cast.saules, user=cast["superuser"])
    actor_move(page=cast.saules, account=cast.erables, user=cast["superuser"])
    assert Actor.objects.get(page=cast.saules).moved_to == f"http://testserver/ap/actors/{cast.erables.pk}"
    assert actor_for(cast.erables).also_known_as == [f"http://testserver/ap/actors/{cast.saules.pk}"]


def test_moving_from_the_desk_asks_first(cast: Cast, sink: Sink, client: Client) -> None:
    handle = account(sink, f"http://testserver/ap/actors/{cast.commissioner.pk}")
    client.force_login(cast["official"])
    screen = reverse("fediverse:moving", args=[cast.commissioner.pk])
    assert client.get(screen).status_code == 200
    asked = client.post(screen, {"do": "check", "account": handle}).content.decode()
    assert "Relire avant de déménager" in asked
    assert not Actor.objects.get(page=cast.commissioner).moved_to
    client.post(screen, {"do": "move", "account": f"http://{sink.hosts[1]}/camille"})
    assert Actor.objects.get(page=cast.commissioner).moved_to
    client.post(screen, {"do": "end"})
    assert not Actor.objects.get(page=cast.commissioner).moved_to


def test_an_alias_is_added_and_removed_on_the_desk(cast: Cast, sink: Sink, client: Client) -> None:
    handle = account(sink)
    client.force_login(cast["official"])
    screen = reverse("fediverse:moving", args=[cast.commissioner.pk])
    client.post(screen, {"do": "alias", "account": handle})
    uri = f"http://{sink.hosts[1]}/camille"
    assert uri in client.get(screen).content.decode()
    client.post(screen, {"do": "forget", "uri": uri})
    assert uri not in client.get(screen).content.decode()


def test_a_mistake_is_said_beside_the_field(cast: Cast, sink: Sink, client: Client) -> None:
    client.force_login(cast["official"])
    screen = reverse("fediverse:moving", args=[cast.commissioner.pk])
    answer = client.post(screen, {"do": "check", "account": "camille"})
    assert answer.status_code == 422
    assert "Écrivez le compte au complet" in answer.content.decode()


@pytest.mark.parametrize("name", ["saules_communications", "estuaire_administrator"])
def test_another_page_is_not_theirs_to_move(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast[name])
    assert client.get(reverse("fediverse:moving", args=[cast.commissioner.pk])).status_code == 404
