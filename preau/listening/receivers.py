"""What listening does with what comes to our pages, inside the transaction of its reading."""

from __future__ import annotations

from typing import Any

from preau.channels.models import InboundItem
from preau.connectors.base import Heard

from . import services


def on_said(*, heard: Heard, item: InboundItem, **_: Any) -> None:
    services.heard_store(heard=heard, row=item)


def on_unsaid(*, network: str, remote_id: str, sender: str, **_: Any) -> None:
    services.unsaid_erase(network=network, remote_id=remote_id, sender=sender)
