"""What runs in processes of its own, to be killed: python -m tests.listening.process seed ADDRESS | again | die."""

from __future__ import annotations

import json
import os
import signal
import sys

import django


def seed(address: str) -> None:
    from django.core.management import call_command

    from preau.institutions.models import Domain, Institution
    from preau.listening.models import BoardSource, Source, Watch, WatchSource

    call_command("migrate", verbosity=0)
    domain = Domain.objects.create(host="testserver", name="Réseau", is_default=True)
    board = Institution.objects.create(domain=domain, kind="board", name="Rivages", code="900000")
    source = Source.objects.create(kind="feed", address=address, label="Fil")
    BoardSource.objects.create(board=board, source=source)
    WatchSource.objects.create(watch=Watch.objects.create(institution=board, name="Veille"), source=source)
    fetch()


def fetch() -> None:
    from preau.listening.models import Source
    from preau.listening.services import sources_fetch

    Source.objects.update(claimed_until=None, next_at=None)  # the lease of the dead has ended, the source is due
    sources_fetch(pause=0)


def again() -> None:
    """What the jobs do after a restart; then once more, for nothing."""
    from preau.channels.models import InboundItem
    from preau.listening.models import Hearing, Item
    from preau.listening.services import items_read

    for _ in range(2):
        items_read()
        fetch()
    items_read()
    states = sorted(set(InboundItem.objects.values_list("state", flat=True)))
    sys.stdout.write(json.dumps([Item.objects.count(), Hearing.objects.count(), states]) + "\n")
    sys.stdout.flush()


def die() -> None:
    """Goes on, waits for a word, and dies between the storing of what came and its reading."""
    again()
    sys.stdin.readline()
    fetch()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "preau.config.settings"
    django.setup()
    {"seed": seed, "again": again, "die": die}[sys.argv[1]](*sys.argv[2:])
