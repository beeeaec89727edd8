"""What visitors type, for the measures of the public forms: `python -m bench.inside.comments write COUNT FILE`.

`write` opens two schools, one of which shows messages at once and one once confirmed, and makes COUNT forms from as
many addresses, ready to be sent; every twentieth comes from one and the same. `count` says what was kept of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.inside import set_up, tell

HOST = "localhost"
ONE_PLACE = "192.0.2.1"  # a computer room
TEXT = "Bonjour, est-ce que le service de garde ouvre demain matin ? Mon enfant y va à 7 h. " * 3


def school(domain: Any, board: Any, number: int, appears: str) -> str:
    from preau.conversations.models import Policy
    from preau.institutions.models import Institution, Page, PageHandle
    from preau.kernel import clock

    made = Institution.objects.create(
        domain=domain, kind="school", name=f"École {number}", code=f"00{number}", parent=board
    )
    handle = f"ecole_{number}"
    page = Page.objects.create(domain=domain, name=made.name, handle=handle, institution=made, opened_at=clock.now())
    PageHandle.objects.create(domain=domain, handle=handle, page=page)
    Policy.objects.create(institution=made, visitors=appears)
    return handle


def moderator(board: Any) -> str:
    """The session of somebody who answers for both."""
    from bench.inside.facts import session_of
    from preau.institutions.models import Role
    from preau.users.models import User

    user = User.objects.create_user("moderation@banc.example", "un-mot-de-passe-de-banc")
    Role.objects.create(user=user, institution=board, kind="moderator")
    return session_of(user)


def place(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" if number % 20 else ONE_PLACE


def request(handle: str, number: int, port: str) -> str:
    from preau.conversations.tokens import form_token

    form = {"name": f"Parent {number}", "email": f"parent{number}@exemple.test", "token": form_token(is_read=True)}
    body = urlencode({**form, "text": f"{TEXT}{number}"})
    lines = [
        f"POST /@{handle}/question HTTP/1.1",
        f"Host: {HOST}:{port}",
        f"X-Forwarded-For: {place(number)}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", body])


def write(count: int, target: Path) -> dict[str, Any]:
    import json

    from django.conf import settings

    from preau.institutions.models import Domain, Institution

    port = str(settings.ORIGIN_PARTS.port)
    domain = Domain.objects.create(host=f"{HOST}:{port}", name="Réseau", is_default=True)
    board = Institution.objects.create(domain=domain, kind="board", name="Centre", code="000")
    handles = [school(domain, board, 1, "confirmed"), school(domain, board, 2, "at_once")]
    target.write_text(json.dumps([request(handles[number % 2], number, port) for number in range(count)]))
    return {"written": count, "session": moderator(board)}


def count() -> dict[str, int]:
    from preau.channels.models import InboundItem
    from preau.conversations.models import Message
    from preau.mail.models import OutgoingMail

    items = InboundItem.objects.filter(network="visitor")
    return {
        "kept": items.count(),
        "held": items.filter(payload__contains='"is_many": true').count(),
        "shown": Message.objects.filter(visitor__isnull=False).count(),
        "mails": OutgoingMail.objects.count(),
        "sent": OutgoingMail.objects.filter(state="delivered").count(),
    }


if __name__ == "__main__":
    set_up()
    verb, *rest = sys.argv[1:]
    tell(write(int(rest[0]), Path(rest[1])) if verb == "write" else count())
