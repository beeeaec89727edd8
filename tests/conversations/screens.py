"""The desk's screens of conversations, asked and sent to as a person would."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.conftest import Cast

INBOX = "/bureau/conversations/"
WHO = "saules_moderator"


def post(client: Client, cast: Cast, path: str, who: str = WHO, status: int = 200, **fields: Any) -> str:
    client.force_login(cast[who])
    answer = client.post(f"{INBOX}{path}", fields, follow=True)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def see(client: Client, cast: Cast, path: str, who: str = WHO, status: int = 200) -> str:
    client.force_login(cast[who])
    answer = client.get(f"{INBOX}{path}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()
