"""How an entry's hash is made. Changing anything here breaks every existing journal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from preau.records.models import Entry

GENESIS = hashlib.sha256(b"preau").hexdigest()  # the hash before the first entry


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: the same bytes for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def snapshot_digest(snapshot: Any, salt: str) -> str:
    """SHA-256 over the salt and the snapshot. The salt keeps an erased snapshot from being guessed."""
    return hashlib.sha256(salt.encode() + b"\n" + canonical(snapshot)).hexdigest()


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the previous hash and every field of the entry but the snapshot itself (its digest stands in)."""
    return hashlib.sha256(
        canonical(
            [
                entry.previous_hash,
                entry.number,
                entry.at.isoformat(),
                entry.verb,
                entry.actor_id,
                entry.actor_label,
                entry.subject_type,
                entry.subject_id,
                entry.subject_label,
                entry.institution_id,
                entry.snapshot_digest,
            ]
        )
    ).hexdigest()
