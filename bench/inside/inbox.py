"""What other servers send, for the measures of the inbox: `python -m bench.inside.inbox write COUNT FILE`.

`write` makes 200 actors of 20 servers known, and COUNT signed replies by them, ready to be sent; `count` says how many
were kept. The actors share twenty keys: making two hundred would take longer than the measure.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: E402
from django.conf import settings  # noqa: E402

from preau.channels.models import InboundItem  # noqa: E402
from preau.federation.models import Host, RemoteActor  # noqa: E402
from preau.federation.protocol.signatures import sign  # noqa: E402
from preau.institutions.models import Domain  # noqa: E402
from preau.kernel import clock  # noqa: E402

ACTORS, HOSTS, KEYS = 200, 20, 20
CONTEXT = "https://www.w3.org/ns/activitystreams"


def known_actors() -> list[tuple[str, rsa.RSAPrivateKey]]:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(KEYS)]
    pems = [key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode() for key in keys]
    hosts = [Host.objects.get_or_create(name=f"serveur{number}.exemple")[0] for number in range(HOSTS)]
    uris = [f"https://{hosts[number % HOSTS].name}/users/{number}" for number in range(ACTORS)]
    rows = [
        RemoteActor(
            uri=uri,
            host=hosts[number % HOSTS],
            inbox=f"{uri}/inbox",
            key_id=f"{uri}#main-key",
            public_key=pems[number % KEYS],
            fetched_at=clock.now(),
        )
        for number, uri in enumerate(uris)
    ]
    RemoteActor.objects.bulk_create(rows)
    return [(uri, keys[number % KEYS]) for number, uri in enumerate(uris)]


def reply(actor: str, number: int) -> dict[str, Any]:
    note = {
        "id": f"{actor}/notes/{number}",
        "type": "Note",
        "attributedTo": actor,
        "inReplyTo": f"{settings.ORIGIN}/ap/posts/1",
        "content": "<p>" + "Merci pour la nouvelle. " * 20 + "</p>",
        "published": "2026-11-25T12:00:00Z",
        "to": [f"{CONTEXT}#Public"],
        "cc": [f"{actor}/followers", f"{settings.ORIGIN}/ap/actors/1"],
    }
    return {"@context": CONTEXT, "id": f"{note['id']}/activity", "type": "Create", "actor": actor, "object": note}


def request(actor: str, key: rsa.RSAPrivateKey, number: int) -> str:
    url, body = f"{settings.ORIGIN}/ap/inbox", json.dumps(reply(actor, number)).encode()
    headers = sign("cavage", method="POST", url=url, body=body, key=key, key_id=f"{actor}#main-key", now=clock.now())
    lines = [f"{name}: {value}" for name, value in {**headers, "Content-Length": str(len(body))}.items()]
    return "\r\n".join(["POST /ap/inbox HTTP/1.1", *lines, "", body.decode()])


def write(count: int, target: Path) -> dict[str, Any]:
    host = settings.ORIGIN.partition("://")[2]
    Domain.objects.get_or_create(is_default=True, defaults={"host": host, "name": "Réseau"})
    actors = known_actors()
    target.write_text(json.dumps([request(*actors[number % ACTORS], number) for number in range(count)]))
    return {"written": count}


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    print(json.dumps(write(int(rest[0]), Path(rest[1])) if verb == "write" else {"kept": InboundItem.objects.count()}))
