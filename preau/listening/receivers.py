"""What listening does with what comes to our pages, and its watches with what sources give, where it is stored."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from preau.channels.models import InboundItem
from preau.connectors.base import Heard
from preau.listening.models import Item, Source

from . import services

log = logging.getLogger(__name__)


def on_said(*, heard: Heard, item: InboundItem, **_: Any) -> None:
    if not services.is_awaited(heard):
        return
    try:
        with transaction.atomic():
            services.heard_store(heard=heard, row=item)
    except Exception:  # whoever writes to a page gets their conversation, whatever a watch trips over
        log.exception("what was said in item %s could not be heard", item.pk)


def on_unsaid(*, network: str, remote_id: str, sender: str, **_: Any) -> None:
    services.unsaid_erase(network=network, remote_id=remote_id, sender=sender)


def on_items_heard(*, items: Sequence[Item], source: Source, **_: Any) -> None:
    services.items_match(items=items, source=source)
