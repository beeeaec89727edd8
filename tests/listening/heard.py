"""What sources give, as the part that listens would store it."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.db import transaction

from preau.institutions.models import Page
from preau.kernel import clock
from preau.listening.models import Hearing, Item, Source, SourceKind, TermKind, Watch
from preau.listening.models.source import BoardSource
from preau.listening.services import Sought, watch_make
from preau.listening.signals import items_heard
from tests.conftest import Cast

_numbers = itertools.count(1)


def source(cast: Cast, label: str = "Le Journal de la Rive", **fields: Any) -> Source:
    """A feed that Rivages chose."""
    address = f"https://journal{next(_numbers)}.exemple/rss"
    made = Source.objects.create(**{"kind": SourceKind.FEED, "address": address, "label": label, **fields})
    BoardSource.objects.create(board=cast.rivages.institution, source=made)
    return made


def item(given: Source, title: str = "", text: str = "", **fields: Any) -> Item:
    """Something that a source gives, stored but not yet told."""
    number = next(_numbers)
    facts = {
        "network": "web",
        "remote_id": f"https://journal.exemple/{number}",
        "url": f"https://journal.exemple/{number}",
        "outlet": given.label,
        "said_at": clock.now(),
        "heard_at": clock.now(),
    }
    made = Item.objects.create(source=given, title=title, text=text, **{**facts, **fields})
    Hearing.objects.create(item=made, source=given)
    return made


def hear(given: Source, title: str = "", text: str = "", **fields: Any) -> Item:
    """Something that a source gives, stored and told."""
    made = item(given, title, text, **fields)
    with transaction.atomic():
        items_heard.send(sender=Source, items=[made], source=given)
    return made


def watch(cast: Cast, page: Page, *terms: str | Sought, sources: list[Source] | None = None, name: str = "") -> Watch:
    """A watch made by the administrator of Rivages."""
    return watch_make(
        actor=cast["superuser"],
        institution=page.institution,
        name=name or f"Veille de {page.name}",
        terms=[term if isinstance(term, Sought) else Sought(term, TermKind.NAME, is_near=True) for term in terms],
        sources=sources or [],
    )


def ago(**delta: float) -> dt.datetime:
    return clock.now() - dt.timedelta(**delta)
