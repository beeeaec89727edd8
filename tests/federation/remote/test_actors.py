"""Who somebody of another server is, by that server's own word."""

from __future__ import annotations

import datetime as dt

import pytest

from preau.federation.models import Host, Policy, RemoteActor
from preau.federation.services import remote_actor
from preau.federation.services.remote import RemoteGone, RemoteRefused, RemoteSilent
from preau.kernel import clock
from tests.conftest import Cast
from tests.federation.hostile.stage import Peer, Person, Said


def webfinger(peer: Peer, name: str, subject: str, uri: str) -> None:
    path = f"/.well-known/webfinger?resource=acct:{name}@{peer.host}"
    peer.say(path, {"subject": f"acct:{subject}", "links": [{"rel": "self", "href": uri}]}, kind="application/jrd+json")


def test_somebody_is_fetched_once_and_kept(here: Cast, camille: Person) -> None:
    webfinger(camille.peer, "camille", f"camille@{camille.peer.host}", camille.uri)
    first = remote_actor(camille.uri)
    assert remote_actor(camille.uri) == first
    assert (first.handle, first.name) == (f"@camille@{camille.peer.host}", "Camille")
    assert (first.inbox, first.shared_inbox) == (f"{camille.uri}/inbox", f"{camille.peer.origin}/inbox")
    assert camille.peer.paths.count("/users/camille") == 1


def test_a_handle_of_another_host_is_believed_when_that_host_says_so(here: Cast, camille: Person, far: Peer) -> None:
    webfinger(camille.peer, "camille", f"camille@{far.host}", camille.uri)
    assert remote_actor(camille.uri).handle == f"@camille@{camille.peer.host}"
    webfinger(far, "camille", f"camille@{far.host}", camille.uri)
    assert remote_actor(camille.uri, fresh=True).handle == f"@camille@{far.host}"


def test_a_name_is_kept_as_it_can_be_shown(here: Cast, peer: Peer) -> None:
    camille = peer.person("camille", name="\u202e\u0421ommission\u200b scolaire")
    assert remote_actor(camille.uri).name == "□ommission scolaire"


def test_somebody_who_changed_is_fetched_anew_when_asked_for_or_long_ago(here: Cast, camille: Person) -> None:
    kept = remote_actor(camille.uri)
    camille.peer.person("camille", name="Camille E.", movedTo="https://autre.exemple/users/c")
    assert remote_actor(camille.uri).name == "Camille"
    RemoteActor.objects.update(fetched_at=clock.now() - dt.timedelta(days=30))
    again = remote_actor(camille.uri)
    assert (again.pk, again.name, again.moved_to) == (kept.pk, "Camille E.", "https://autre.exemple/users/c")


def test_somebody_whose_server_is_silent_stays_as_kept(here: Cast, camille: Person) -> None:
    kept = remote_actor(camille.uri)
    RemoteActor.objects.update(fetched_at=clock.now() - dt.timedelta(days=30))
    camille.peer.says["/users/camille"] = Said(b"", status=500)
    assert remote_actor(camille.uri) == kept
    with pytest.raises(RemoteSilent):
        remote_actor(camille.uri, fresh=True)


def test_somebody_who_is_gone_is_marked_so(here: Cast, camille: Person) -> None:
    remote_actor(camille.uri)
    camille.peer.says["/users/camille"] = Said(b"", status=410)
    with pytest.raises(RemoteGone):
        remote_actor(camille.uri, fresh=True)
    assert RemoteActor.objects.get().gone_at


def test_nobody_of_a_blocked_server_is_asked_for(here: Cast, camille: Person) -> None:
    Host.objects.create(name=camille.peer.host, policy=Policy.BLOCKED)
    with pytest.raises(RemoteRefused):
        remote_actor(camille.uri)
    assert camille.peer.asked == []


@pytest.mark.parametrize("change", [{"id": "https://autre.exemple/users/a"}, {"inbox": "https://autre.exemple/inbox"}])
def test_somebody_who_says_to_be_elsewhere_is_nobody(here: Cast, peer: Peer, change: dict[str, str]) -> None:
    camille = peer.person("camille", **change)
    with pytest.raises(RemoteRefused):
        remote_actor(camille.uri)
    assert not RemoteActor.objects.exists()
