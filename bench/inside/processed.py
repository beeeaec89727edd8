"""`arrive ACTORS EACH`: that many signed replies, as the door keeps them, from so many people, and their job.
`watch COUNT`: how fast they are read, once some are."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from bench.inside import set_up, tell

LOOK = 0.05  # seconds between two looks
PATIENCE = 240.0
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
TEXT = (
    "<p>Merci beaucoup ! À quelle heure ouvre la bibliothèque samedi, et faut-il s’inscrire pour les tout-petits ?</p>"
)


def arrive(actors: int, each: int) -> None:
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from preau.channels.models import InboundItem
    from preau.federation.models import Host, RemoteActor
    from preau.institutions.models import Domain, Institution, Page, PageHandle, Role
    from preau.jobs.services import task_named
    from preau.posts.services import post_create, post_publish
    from preau.users.models import User

    domain = Domain.objects.create(host=settings.ORIGIN_PARTS.netloc, name="Banc", is_default=True)
    user = User.objects.create_user("communications@banc.example", name="Banc")
    owner = Institution.objects.create(domain=domain, kind="board", name="Centre", code="900000")
    Role.objects.create(user=user, institution=owner, kind="communications")
    page = Page.objects.create(
        domain=domain, institution=owner, name=owner.name, handle="centre", opened_at=timezone.now()
    )
    PageHandle.objects.create(domain=domain, handle=page.handle, page=page)
    post = post_publish(actor=user, post=post_create(actor=user, page=page, kind="message", body_fr="Samedi."))
    people = []
    for number in range(actors):
        host, uri = f"serveur{number}.example", f"https://serveur{number}.example/users/camille"
        made = Host.objects.create(name=host)
        people.append(
            RemoteActor(
                uri=uri,
                host=made,
                name="Camille",
                handle=f"@camille@{host}",
                inbox=f"{uri}/inbox",
                fetched_at=timezone.now(),
            )
        )
    RemoteActor.objects.bulk_create(people)
    items = [
        InboundItem(
            network="activitypub",
            remote_id=f"{person.uri}/statuses/{number}/activity",
            kind="Create",
            sender=person.uri,
            payload=json.dumps(_reply(person.uri, number, settings.ORIGIN, page.pk, post.pk), ensure_ascii=False),
        )
        for number in range(each)
        for person in people
    ]
    with transaction.atomic():
        InboundItem.objects.bulk_create(items, 500)
        task_named("preau.federation.tasks.process_inbox").using(unique_key="inbox").enqueue()
    tell({"items": len(items)})


def _reply(by: str, number: int, origin: str, page: int, post: int) -> dict[str, Any]:
    actor = f"{origin}/ap/actors/{page}"
    note = {
        "id": f"{by}/statuses/{number}",
        "type": "Note",
        "attributedTo": by,
        "inReplyTo": f"{origin}/ap/posts/{post}",
        "content": TEXT,
        "contentMap": {"fr": TEXT},
        "published": "2026-11-01T12:00:00Z",
        "to": [PUBLIC],
        "cc": [f"{by}/followers", actor],
        "tag": [{"type": "Mention", "href": actor, "name": "@centre"}],
    }
    context = "https://www.w3.org/ns/activitystreams"
    return {"@context": context, "id": f"{note['id']}/activity", "type": "Create", "actor": by, "object": note}


def watch(count: int) -> None:
    """The rate between the first look at which some were read and the one at which all were."""
    from preau.channels.models import InboundItem
    from preau.conversations.models import Message

    waiting = InboundItem.objects.filter(state="new")
    end = time.monotonic() + PATIENCE
    while (left := waiting.count()) >= count and time.monotonic() < end:
        time.sleep(LOOK)
    first_left, first_at = left, time.perf_counter()
    while left and time.monotonic() < end:
        time.sleep(LOOK)
        left = waiting.count()
    per_s = (first_left - left) / (time.perf_counter() - first_at)
    tell({"per_s": per_s, "left": left, "messages": Message.objects.count()})


if __name__ == "__main__":
    set_up()
    {"arrive": arrive, "watch": watch}[sys.argv[1]](*map(int, sys.argv[2:]))
