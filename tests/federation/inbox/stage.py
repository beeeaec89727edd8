"""What tests of what comes in share: people elsewhere, what they send, and who listens here."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.dispatch import Signal
from django.utils import timezone

from preau.channels.models import InboundItem
from preau.federation.inbox.process import process_due
from preau.federation.models import Host, RemoteActor
from preau.institutions.models import Page
from preau.posts.models import Post

ORIGIN = "http://testserver"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_numbers = itertools.count(1)


def remote(name: str = "camille", host: str = "ailleurs.test", **fields: Any) -> RemoteActor:
    """Somebody on another server, whom we know."""
    uri = f"https://{host}/users/{name}"
    return RemoteActor.objects.create(
        uri=uri,
        host=Host.objects.get_or_create(name=host)[0],
        **{
            "username": name,
            "name": name.title(),
            "handle": f"@{name}@{host}",
            "url": f"https://{host}/@{name}",
            "inbox": f"{uri}/inbox",
            "shared_inbox": f"https://{host}/inbox",
            "key_id": f"{uri}#main-key",
            "fetched_at": timezone.now(),
            **fields,
        },
    )


def actor_of(page: Page) -> str:
    return f"{ORIGIN}/ap/actors/{page.pk}"


def uri_of(post: Post) -> str:
    return f"{ORIGIN}/ap/posts/{post.pk}"


def activity(by: RemoteActor, kind: str, about: Any, **more: Any) -> dict[str, Any]:
    found = {"id": f"{by.uri}#{kind}-{next(_numbers)}", "type": kind, "actor": by.uri, "object": about, **more}
    return {"@context": "https://www.w3.org/ns/activitystreams", **found}


def note(by: RemoteActor, html: str = "<p>Merci !</p>", **more: Any) -> dict[str, Any]:
    """A public note."""
    return {
        "id": f"{by.uri}/statuses/{next(_numbers)}",
        "type": "Note",
        "attributedTo": by.uri,
        "content": html,
        "published": timezone.now().isoformat(),
        "to": [PUBLIC],
        "cc": [f"{by.uri}/followers"],
        **more,
    }


def mention(page: Page) -> dict[str, str]:
    return {"type": "Mention", "href": actor_of(page), "name": f"@{page.handle}@testserver"}


def arrive(document: Any, by: RemoteActor | None = None, **fields: Any) -> InboundItem:
    """Write down what came, as the door does."""
    given = document if isinstance(document, dict) else {}
    return InboundItem.objects.create(
        network="activitypub",
        **{
            "remote_id": str(given.get("id", f"item-{next(_numbers)}"))[:500],
            "kind": str(given.get("type", ""))[:40],
            "sender": by.uri if by else given["actor"],
            "payload": json.dumps(document),
            **fields,
        },
    )


def receive(document: Any, by: RemoteActor | None = None, **fields: Any) -> InboundItem:
    """What came, once read."""
    item = arrive(document, by, **fields)
    process_due()
    item.refresh_from_db()
    return item


@contextmanager
def listening(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    """What `signal` says meanwhile."""
    heard: list[dict[str, Any]] = []

    def keep(**given: Any) -> None:
        heard.append(given)

    signal.connect(keep)
    try:
        yield heard
    finally:
        signal.disconnect(keep)
