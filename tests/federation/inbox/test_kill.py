"""kill -9 of server and worker at random points of a burst, with real processes: what was accepted is read once.

PREAU_KILL_ROUNDS says how often (a hundred, by hand, before a release); PREAU_KILL_SEED repeats a run.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from preau.federation.protocol.signatures import sign
from preau.kernel import clock
from tests.federation.protocol.keys import rsa_key
from tests.federation.test_kill import database, environment

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("PREAU_KILL_ROUNDS", "2"))
PEOPLE, EACH = 200, 10 if ROUNDS > 5 else 2  # of each: one follow, the others replies
SENDERS = 8
PATIENCE = 240.0  # seconds


class House:
    """One installation, its server and worker, which are killed, and those who write to it."""

    def __init__(self, env: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.env = {**env, "PREAU_BIND": f"127.0.0.1:{self.port}", "PREAU_INBOX_RATE": "0"}
        self.key = rsa_key("burst")
        self.accepted: set[str] = set()

    def run(self, *arguments: str) -> Any:
        command = [sys.executable, "-m", "tests.federation.inbox.process", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True, timeout=300)
        assert done.returncode == 0
        return json.loads(done.stdout)

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "preau", "serve"], cwd=ROOT, env=self.env)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Everything at once, without a word: the supervisor first, so that it starts nothing again."""
        family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        for child in family:
            with contextlib.suppress(psutil.NoSuchProcess):  # some end by themselves once their parent is gone
                child.kill()
        process.wait()
        psutil.wait_procs(family, timeout=10)

    def send(self, waiting: queue.Queue[dict[str, Any]], stop: threading.Event) -> None:
        """Send what waits, each until it is accepted, as other servers do."""
        while not stop.is_set():
            try:
                activity = waiting.get(timeout=0.1)
            except queue.Empty:
                continue
            if self._taken(activity):
                self.accepted.add(activity["id"])
            else:
                waiting.put(activity)
                time.sleep(0.05)

    def _taken(self, activity: dict[str, Any]) -> bool:
        body, path = json.dumps(activity).encode(), "/ap/inbox"
        key_id = f"{activity['actor']}#main-key"
        url = f"http://testserver{path}"
        headers = sign("cavage", method="POST", url=url, body=body, key=self.key, key_id=key_id, now=clock.now())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/activity+json", **headers})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        assert status in (202, 503), status
        return status == 202


def activities(post: int, page: int) -> list[dict[str, Any]]:
    found = []
    for number in range(PEOPLE):
        by = f"https://serveur{number}.test/users/p{number}"
        context = {"@context": "https://www.w3.org/ns/activitystreams", "actor": by}
        found.append({**context, "id": f"{by}#f", "type": "Follow", "object": f"http://testserver/ap/actors/{page}"})
        for reply in range(1, EACH):
            note = {
                "id": f"{by}/statuses/{reply}",
                "type": "Note",
                "attributedTo": by,
                "inReplyTo": f"http://testserver/ap/posts/{post}",
                "content": f"<p>Réponse {reply}</p>",
                "to": ["https://www.w3.org/ns/activitystreams#Public"],
            }
            found.append({**context, "id": f"{note['id']}/activity", "type": "Create", "object": note})
    return found


def test_what_was_accepted_is_read_once_whenever_all_die(tmp_path: Path) -> None:
    seed = int(os.environ.get("PREAU_KILL_SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    public = rsa_key("burst").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with database(tmp_path) as extra:
        house = House(environment(tmp_path, extra))
        facts = house.run("seed", str(PEOPLE), public)
        sent = activities(facts["post"], facts["page"])
        chance.shuffle(sent)
        burst(house, sent, chance)
        found = house.run("finish")
    assert house.accepted == {activity["id"] for activity in sent}, seed
    assert Counter(uid for uid, _, _ in found["items"]) == Counter(house.accepted), seed
    assert {(state, attempts) for _, state, attempts in found["items"]} == {("done", 0)}, seed
    replies = [activity["object"]["id"] for activity in sent if activity["type"] == "Create"]
    follows = [activity["id"] for activity in sent if activity["type"] == "Follow"]
    assert sorted(found["messages"]) == sorted(replies), seed
    assert sorted(found["followers"]) == sorted(follows), seed
    assert Counter(found["accepted"]) == Counter(follows), seed  # each was answered once: reading is in one piece


def burst(house: House, sent: list[dict[str, Any]], chance: random.Random) -> None:
    """Everything is sent while everything dies, `ROUNDS` times, each in the middle of another share of it."""
    waiting: queue.Queue[dict[str, Any]] = queue.Queue()
    share = len(sent) // (ROUNDS + 1)
    stop = threading.Event()
    senders = [threading.Thread(target=house.send, args=(waiting, stop)) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    try:
        for number in range(ROUNDS):
            before = len(house.accepted)
            process = house.start()
            put(waiting, sent[number * share : (number + 1) * share])
            wait_for(house, before + chance.randint(0, share))
            time.sleep(chance.choice([0, chance.uniform(0, 1)]))  # while some are accepted, or while some are read
            house.kill(process)
        process = house.start()
        put(waiting, sent[ROUNDS * share :])
        wait_for(house, len(sent))
        time.sleep(chance.uniform(0, 2))
        house.kill(process)
    finally:
        stop.set()
        for sender in senders:
            sender.join()


def put(waiting: queue.Queue[dict[str, Any]], share: list[dict[str, Any]]) -> None:
    for activity in share:
        waiting.put(activity)


def wait_for(house: House, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(house.accepted) < count:
        assert time.monotonic() < end, f"{len(house.accepted)} of {count} were accepted in time"
        time.sleep(0.01)
