from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psutil
import pytest
from django.test import Client

from preau.channels.models import Channel
from preau.config.demo import seed
from preau.subscriptions.models import Subscription

from .house import ROOT, until


@pytest.mark.django_db
def test_the_demo_opens_on_readers_and_on_people_who_ask(client: Client) -> None:
    """Seeded once for both: it takes some seconds."""
    seed.seed()
    followed = set(Subscription.objects.values_list("page_id", flat=True))
    assert followed == set(Channel.objects.filter(network="mail").values_list("page_id", flat=True))
    questions = client.get("/@trois_saules/questions", headers={"host": "localhost"}).content.decode()
    assert "Oui, un repas froid" in questions
    assert "Comment inscrire notre fille" not in questions  # its link was not opened yet
    [line] = [line for line in seed.invitation_to_look().splitlines() if "/echange/" in line]
    path = line[line.index("/echange/") :]
    assert "Oui, un repas froid" in client.get(path, headers={"host": "localhost"}).content.decode()


def test_make_demo_passes_a_stop_on(tmp_path: Path) -> None:
    """A shell between make and the demo would die alone, and leave the site running."""
    asked = tmp_path / "asked"
    stand_in = tmp_path / "preau"
    stand_in.write_text(
        f"#!/bin/sh\ntrap 'echo stopped; exit' TERM\necho $PREAU_MODE $1 > {asked}\nwhile :; do sleep 0.1; done\n"
    )
    stand_in.chmod(0o755)
    command = ["make", "-o", "setup", "-o", "messages", f"BIN={tmp_path}", "demo"]
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # as from no other make
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    make = subprocess.Popen(command, cwd=ROOT, env=env, stdout=pipe, stderr=nowhere, text=True)
    until(lambda: asked.exists() and asked.read_text())
    below = psutil.Process(make.pid).children(recursive=True)
    make.terminate()
    try:
        assert make.communicate(timeout=10)[0] == "stopped\n"
        assert asked.read_text() == "demo demo\n"
    finally:
        for process in psutil.wait_procs(below, timeout=0)[1]:
            process.kill()
