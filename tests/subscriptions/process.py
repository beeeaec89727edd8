# ruff: noqa: E402, T201
"""A process for tests that kill it: `python -m tests.subscriptions.process seed 200 | send | recover | states`."""

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
from preau.institutions.models import Domain
from preau.mail.models import MailState
from preau.subscriptions.models import Letter
from preau.subscriptions.services.letters import delivery_send, letters_recover, letters_write
from tests.channels.stage import publish, reader
from tests.conftest import make_institution


def seed(readers: int) -> None:
    call_command("migrate", verbosity=0)
    domain = Domain.objects.create(host="testserver", name="Réseau", is_default=True)
    school = make_institution(domain, "school", "École des Trois-Saules", "900001")
    for _ in range(readers):
        reader(school)
    publish(school)
    letters_write(delivery_id=Delivery.objects.get().pk)


def main(command: str, *arguments: str) -> None:
    if command == "seed":
        seed(int(arguments[0]))
    elif command == "send":
        delivery_send(delivery_id=Delivery.objects.get().pk)
    elif command == "recover":  # the lease of the dead has run out
        Letter.objects.filter(state=MailState.SENDING).update(next_at=timezone.now())
        letters_recover()
    states = {letter.subscriber.email: letter.state for letter in Letter.objects.select_related("subscriber")}
    print(json.dumps({"letters": states, "delivery": Delivery.objects.get().state}))


if __name__ == "__main__":
    main(*sys.argv[1:])
