"""`seed HOSTS EACH PORT`: a school that so many people follow from so many servers; a page that one follows.
`sign SECONDS`: how many RSA signatures one core makes a second."""

from __future__ import annotations

import sys
import time
from typing import Any

from bench.inside import set_up, tell
from bench.inside.inboxes import addresses

BATCH = 2000


def seed(hosts: int, each: int, port: int) -> None:
    from django.conf import settings
    from django.utils import timezone

    from preau.institutions.models import Domain, Institution, Page, PageHandle, Role
    from preau.users.models import User

    domain = Domain.objects.create(host=settings.ORIGIN_PARTS.netloc, name="Banc", is_default=True)
    user = User.objects.create_user("communications@banc.example", name="Banc")
    pages = []
    for number in range(2):
        owner = Institution.objects.create(domain=domain, kind="board", name=f"Centre {number}", code=f"90000{number}")
        Role.objects.create(user=user, institution=owner, kind="communications")
        page = Page.objects.create(
            domain=domain, institution=owner, name=owner.name, handle=f"centre{number}", opened_at=timezone.now()
        )
        PageHandle.objects.create(domain=domain, handle=page.handle, page=page)
        pages.append(page)
    inboxes = [f"http://{host}:{port}/{person}" for host in addresses(hosts) for person in range(each)]
    _follow(pages[0], [inboxes[0]])
    _follow(pages[1], inboxes)
    tell({"user": user.pk, "warm": pages[0].pk, "page": pages[1].pk})


def _follow(page: Any, inboxes: list[str]) -> None:
    from django.utils import timezone

    from preau.channels.services import hosted_channel
    from preau.federation.models import Follower, Host, RemoteActor
    from preau.federation.services import actor_for

    hosted_channel(page=page, network="activitypub")
    actor, now = actor_for(page), timezone.now()
    names = sorted({inbox.split("/")[2] for inbox in inboxes})
    Host.objects.bulk_create((Host(name=name) for name in names), ignore_conflicts=True)
    hosts = {host.name: host for host in Host.objects.filter(name__in=names)}
    remotes = [
        RemoteActor(uri=f"{inbox}/of/{page.pk}", host=hosts[inbox.split("/")[2]], inbox=inbox, fetched_at=now)
        for inbox in inboxes
    ]
    RemoteActor.objects.bulk_create(remotes, BATCH)
    Follower.objects.bulk_create([Follower(actor=actor, remote=remote) for remote in remotes], BATCH)


def sign(seconds: int) -> None:
    """What a delivery asks of a core at the least: the signature itself, as deliveries make it."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.hashes import SHA256

    key, text = generate_private_key(65537, 2048), b"x" * 300
    start, made = time.perf_counter(), 0
    while time.perf_counter() < start + seconds:
        for _ in range(100):
            key.sign(text, PKCS1v15(), SHA256())
        made += 100
    tell({"per_s": made / (time.perf_counter() - start)})


if __name__ == "__main__":
    set_up()
    {"seed": seed, "sign": sign}[sys.argv[1]](*map(int, sys.argv[2:]))
