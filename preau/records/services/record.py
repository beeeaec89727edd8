from __future__ import annotations

import datetime as dt
import json
import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from preau.kernel import clock
from preau.records.models import Entry, Head

from . import chain


def record(
    *,
    verb: str,
    subject: models.Model,
    actor: Any = None,
    snapshot: dict[str, Any] | None = None,
    institution_id: int | None = None,
) -> Entry:
    """Add one entry to the journal, in the caller's transaction.

    `actor` is the user who acts, or None for the machine; `snapshot` is what the subject was after the act.
    The entry exists if and only if the act does. Writers queue on the head of the chain until they commit.
    """
    kept = json.loads(json.dumps(snapshot or {}, cls=DjangoJSONEncoder))
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(id=1, defaults={"hash": chain.GENESIS})
        salt = secrets.token_hex(16)
        entry = Entry(
            number=head.number + 1,
            at=clock.now().astimezone(dt.UTC),
            verb=verb,
            actor_id=getattr(actor, "pk", None),
            actor_label=str(actor)[:200] if actor is not None else "",
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_label=str(subject)[:300],
            institution_id=institution_id,
            snapshot=kept,
            salt=salt,
            snapshot_digest=chain.snapshot_digest(kept, salt),
            previous_hash=head.hash,
        )
        entry.hash = chain.entry_hash(entry)
        entry.save(force_insert=True)
        head.number, head.hash = entry.number, entry.hash
        head.save(update_fields=["number", "hash"])
    return entry
