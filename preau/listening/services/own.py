"""The two sources that each board has by itself: what its people paste, and what is sent to its address."""

from __future__ import annotations

import secrets

from django.db import transaction

from preau.institutions.models import Institution
from preau.listening.models import Source, SourceKind

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread
LENGTH = 16


@transaction.atomic
def own_source(*, board: Institution, kind: SourceKind) -> Source:
    """The board's own source of that kind, made where it has none yet. `kind`: PASTE or MAIL."""
    Institution.objects.select_for_update().get(pk=board.pk)
    found = Source.objects.filter(board=board, kind=kind).order_by("pk").first()
    address = new_token() if kind == SourceKind.MAIL else ""
    return found or Source.objects.create(board=board, kind=kind, address=address)


def new_token() -> str:
    """The part of a mail address that nobody guesses: 79 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
