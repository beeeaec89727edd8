# ruff: noqa: E402, T201
"""A process for tests that kill it: `python -m tests.federation.inbox.process seed PEOPLE KEY | finish`."""

from __future__ import annotations

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "preau.config.settings"

import django

django.setup()

from django.core.management import call_command

from preau.channels.models import InboundItem
from preau.conversations.models import Message
from preau.federation.inbox.process import due, process_due
from preau.federation.models import Activity, Follower
from preau.institutions.models import Domain
from tests.channels.stage import publish
from tests.conftest import make_institution
from tests.federation.inbox.stage import remote

NOBODY = "http://127.0.0.1:9/inbox"  # nothing listens there: what is sent back is another test's


def seed(people: int, public_key: str) -> None:
    """A school with a post, and so many people whose keys are known: all of them the same."""
    call_command("migrate", verbosity=0)
    domain = Domain.objects.create(host="testserver", name="Réseau", is_default=True)
    school = make_institution(domain, "school", "École des Trois-Saules", "900001")
    post = publish(school)
    for number in range(people):
        remote(f"p{number}", f"serveur{number}.test", public_key=public_key, inbox=NOBODY, shared_inbox=NOBODY)
    print(json.dumps({"post": post.pk, "page": school.pk}))


def finish() -> None:
    """What the dead left is read, as `recover_inbox` sees to it. Then: what became of everything."""
    while due().exists():
        process_due()
    tell = {
        "items": list(InboundItem.objects.values_list("remote_id", "state", "attempts")),
        "messages": list(Message.objects.values_list("remote_id", flat=True)),
        "followers": list(Follower.objects.values_list("follow_uri", flat=True)),
        "accepted": list(Activity.objects.filter(kind="Accept").values_list("object_uri", flat=True)),
    }
    print(json.dumps(tell))


if __name__ == "__main__":
    if sys.argv[1] == "seed":
        seed(int(sys.argv[2]), sys.argv[3])
    else:
        finish()
