"""Real servers: two processes that share one database, and a third one that publishes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.house import free_port, new_database

ROOT = Path(__file__).parents[2]
SEED = """
import django; django.setup()
from django.utils import timezone
from preau.institutions.models import Domain, Institution, Page, PageHandle
domain = Domain.objects.create(host="localhost", name="Réseau", is_default=True)
school = Institution.objects.create(domain=domain, kind="school", name="École des Trois-Saules", code="900001")
opened = {"opened_at": timezone.now()}
page = Page.objects.create(domain=domain, institution=school, name=school.name, handle="saules", **opened)
PageHandle.objects.create(domain=domain, handle="saules", page=page)
"""
PUBLISH = """
import sys, time
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from preau.institutions.models import Page
from preau.posts.models import Placement, Post
from preau.posts.signals import post_published
page = Page.objects.get()
for text in sys.stdin:
    now, text = timezone.now(), text.strip()
    with transaction.atomic():
        words = {"body_fr": text, "html_fr": f"<p>{text}</p>"}
        post = Post.objects.create(page=page, state="published", published_at=now, **words)
        Placement.objects.create(post=post, page=page, published_at=now)
        post_published.send(sender=Post, post=post)
    print(time.time(), flush=True)
"""


@dataclass
class Servers:
    origins: list[str]
    env: dict[str, str]

    def read(self, origin: str) -> str:
        with urllib.request.urlopen(f"{origin}/@saules", timeout=10) as answer:  # noqa: S310
            return answer.read().decode()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    ports = [free_port(), free_port()]
    with new_database(os.environ.get("PREAU_DATABASE_URL"), f"website_{ports[0]}") as database:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PREAU_", "DJANGO_"))}
        env |= {"PREAU_MODE": "demo", "PREAU_DATA": str(tmp_path_factory.mktemp("house")), "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "preau.config.settings", "PREAU_ORIGIN": f"http://localhost:{ports[0]}"}
        if database:
            env["PREAU_DATABASE_URL"] = database
        for command in (["-m", "preau", "migrate"], ["-m", "preau", "collectstatic", "--noinput"], ["-c", SEED]):
            subprocess.run([sys.executable, *command], env=env, cwd=ROOT, check=True, capture_output=True)
        running = [subprocess.Popen(granian(port), env=env, cwd=ROOT, stdout=subprocess.DEVNULL) for port in ports]
        try:
            found = Servers([f"http://localhost:{port}" for port in ports], env)
            for origin in found.origins:
                wait_for(found, origin)
            yield found
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(timeout=20)


def granian(port: int) -> list[str]:
    options = ["--interface", "wsgi", "--blocking-threads", "2", "--port", str(port)]
    return [sys.executable, "-m", "granian", *options, "preau.config.wsgi:application"]


def wait_for(servers: Servers, origin: str) -> None:
    for _ in range(200):
        try:
            servers.read(origin)
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.mark.slow
def test_what_one_process_publishes_the_others_show_within_half_a_second(servers: Servers) -> None:
    command = [sys.executable, "-c", PUBLISH]
    with subprocess.Popen(
        command, env=servers.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as publisher:
        assert publisher.stdin
        assert publisher.stdout
        delays = []
        for number in range(6):
            for origin in servers.origins:
                servers.read(origin)  # in memory now
            publisher.stdin.write(f"Avis {number}\n")
            publisher.stdin.flush()
            published = float(publisher.stdout.readline())
            for origin in servers.origins:
                while f"Avis {number}<" not in servers.read(origin):
                    assert time.time() - published < 10
                    time.sleep(0.01)
                delays.append(time.time() - published)
        publisher.stdin.close()
    assert sorted(delays)[len(delays) // 2] < 0.5
    assert max(delays) < 2  # a machine under load


@pytest.mark.slow
def test_a_page_comes_with_the_same_mark_from_both(servers: Servers) -> None:
    etags = set()
    for origin in servers.origins:
        request = urllib.request.Request(f"{origin}/@saules", headers={"Host": "localhost"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            etags.add(answer.headers["ETag"])
    assert len(etags) == 1
