"""What came in from a source, as the row that it is before anybody interprets it, and read back from it.

The id of a row is that of one hearing, source and thing said together: the same thing said at two sources is two rows,
and one item.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from preau.channels.models import InboundItem
from preau.connectors.listener import Network, Said
from preau.connectors.loose import mapping, moment, text
from preau.kernel.errors import Invalid
from preau.listening.models import Source, SourceKind

PREFIX = "listening:"
NETWORKS = [f"{PREFIX}{kind}" for kind in SourceKind.values]
ENTRY, LETTER = "entry", "letter"  # kinds of rows: the JSON of a Said; a message as it was sent


def network_of(source: Source) -> str:
    return f"{PREFIX}{source.kind}"


def row_id(source: Source, network: str, remote_id: str) -> str:
    return f"{source.pk} {hashlib.sha256(f'{network} {remote_id}'.encode('utf-8', 'replace')).hexdigest()}"


def source_id_of(row: InboundItem) -> int:
    number = row.remote_id.partition(" ")[0]
    return int(number) if number.isascii() and number.isdecimal() else 0


def row_for(source: Source, said: Said) -> InboundItem:
    """An unsaved row that holds `said`."""
    payload = {name: getattr(said, name) for name in Said.__slots__ if name != "said_at"}
    payload["said_at"] = said.said_at.isoformat() if said.said_at else ""
    return InboundItem(
        network=network_of(source),
        remote_id=row_id(source, said.network, said.remote_id),
        kind=ENTRY,
        sender=source.address[:500],
        payload=json.dumps(payload, ensure_ascii=False).replace("\\u0000", ""),
    )


def said_in(row: InboundItem) -> Said:
    """What a row of kind ENTRY holds. Raises Invalid."""
    try:
        kept: dict[str, Any] = mapping(json.loads(row.payload))
        words = {name: text(kept.get(name)) for name in Said.__slots__ if name not in ("network", "said_at")}
        return Said(network=Network(text(kept.get("network"))), said_at=moment(kept.get("said_at")), **words)
    except ValueError as error:
        raise Invalid("illisible") from error
