from __future__ import annotations

from django.db import transaction

from preau.federation.models import Host, RemoteActor
from preau.federation.protocol.described import Described
from preau.kernel import clock


def keep_actor(described: Described, *, handle: str | None = None) -> RemoteActor:
    """The row of an actor, as their server describes them now.

    `handle`: the one that was checked; without it, the one kept so far stays as long as their name is the same, and
    somebody new gets the one that is their own server's to give.
    """
    facts = {
        "kind": described.kind,
        "username": described.username,
        "name": described.name,
        "url": described.url,
        "picture": described.picture,
        "inbox": described.inbox,
        "shared_inbox": described.shared_inbox,
        "followers": described.followers,
        "key_id": described.key_id,
        "public_key": described.public_key,
        "also_known_as": list(described.also_known_as),
        "moved_to": described.moved_to,
        "fetched_at": clock.now(),
        "gone_at": None,
    }
    with transaction.atomic():
        host, _ = Host.objects.get_or_create(name=described.host)
        before = RemoteActor.objects.filter(uri=described.uri).first()
        if handle is None:
            is_same = before is not None and before.handle and before.username == described.username
            handle = before.handle if before and is_same else described.plain_handle
        made, _ = RemoteActor.objects.update_or_create(
            uri=described.uri, defaults={**facts, "host": host, "handle": handle[:400]}
        )
    return made
