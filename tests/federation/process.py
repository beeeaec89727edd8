# ruff: noqa: E402, T201
"""A process for tests that kill it: `python -m tests.federation.process seed URL… | publish WORDS | finish WORDS`."""

from __future__ import annotations

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "preau.config.settings"

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from preau.channels.models import Delivery
from preau.federation.models import Parcel, ParcelState
from preau.federation.services.parcels import due_send
from preau.institutions.models import Domain, Page
from preau.jobs.models import Job, JobState
from preau.jobs.services import run_due
from preau.posts.models import Post
from tests.channels.stage import publish
from tests.conftest import make_institution
from tests.federation.stage import follower

WAITING = [ParcelState.PENDING, ParcelState.SENDING, ParcelState.RETRYING]


def seed(hosts: list[str], each: int) -> None:
    call_command("migrate", verbosity=0)
    domain = Domain.objects.create(host="testserver", name="Réseau", is_default=True)
    school = make_institution(domain, "school", "École des Trois-Saules", "900001")
    for host in hosts:
        for number in range(each):
            follower(school, f"http://{host}/{number}")


def put_out(words: str) -> None:
    """Once, whatever became of the process that tried before."""
    print("ready", flush=True)
    if not Post.objects.filter(body_fr=words).exists():
        publish(Page.objects.get(), body_fr=words, html_fr=f"<p>{words}</p>")


def finish(words: str) -> None:
    """The lease of the dead has run out: what they left is sent."""
    now = timezone.now()
    Job.objects.filter(state=JobState.RUNNING).update(state=JobState.WAITING, worker="", leased_until=None)
    Parcel.objects.filter(state=ParcelState.SENDING).update(next_at=now)
    run_due()
    while Parcel.objects.filter(state__in=WAITING).exists():
        Parcel.objects.filter(state__in=WAITING).update(created_at=now - timezone.timedelta(minutes=1))
        due_send()
    parcels = Parcel.objects.filter(activity__delivery__post__body_fr=words)
    delivery = Delivery.objects.get(post__body_fr=words)
    tell = {"delivery": delivery.state, "states": sorted(set(parcels.values_list("state", flat=True)))}
    print(json.dumps({**tell, "attempts": dict(parcels.values_list("inbox", "attempts"))}))


def main(command: str, *arguments: str) -> None:
    if command == "seed":
        seed(list(arguments[1:]), int(arguments[0]))
    elif command == "publish":
        put_out(arguments[0])
    elif command == "finish":
        finish(arguments[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
