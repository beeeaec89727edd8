"""`subscribe PAGE COUNT`: that many confirmed readers of a page. `publish USER PAGE`: one post, and when it was."""

from __future__ import annotations

import secrets
import sys
import time

from bench.inside import set_up, tell

BATCH = 5000


def subscribe(page: int, count: int) -> None:
    from django.utils import timezone

    from preau.subscriptions.models import Subscriber, Subscription

    now, name = timezone.now(), secrets.token_hex(4)
    readers = [
        Subscriber(email=f"{name}-{number}@lecteurs.example", key=secrets.token_urlsafe(32), confirmed_at=now)
        for number in range(count)
    ]
    Subscriber.objects.bulk_create(readers, BATCH)
    follows = [Subscription(subscriber=reader, page_id=page, confirmed_at=now) for reader in readers]
    Subscription.objects.bulk_create(follows, BATCH)
    tell({"readers": Subscription.objects.filter(page_id=page, frequency="each", confirmed_at__isnull=False).count()})


def publish(user_id: int, page_id: int) -> None:
    from preau.institutions.models import Page
    from preau.posts.services import post_create, post_publish
    from preau.users.models import User

    user, page = User.objects.get(pk=user_id), Page.objects.get(pk=page_id)
    draft = post_create(actor=user, page=page, kind="message", body_fr="La bibliothèque ouvre samedi aux familles.")
    start = time.monotonic()
    post_publish(actor=user, post=draft)
    tell({"at": start})


if __name__ == "__main__":
    set_up()
    {"subscribe": subscribe, "publish": publish}[sys.argv[1]](*map(int, sys.argv[2:]))
