"""An activity, read from what came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import values


@dataclass(frozen=True, slots=True)
class Received:
    """An activity as its server wrote it: `document` may hold anything, `id` and `actor` are addresses or "".

    `object` is the property of that name: an address, an object, a list of both, or nonsense.
    """

    id: str
    kind: str
    actor: str
    object: Any
    document: dict[str, Any]

    @property
    def object_id(self) -> str:
        return values.id_of(self.object)

    @property
    def embedded(self) -> dict[str, Any]:
        """The object where it is written out, else an empty one."""
        return values.mapping(self.object)


def read_activity(document: Any) -> Received:
    """Raises nothing, whatever `document` is: what isn't there reads as ""."""
    found = document if isinstance(document, dict) else {}
    return Received(
        id=values.uri(found.get("id")),
        kind=values.kind_of(found),
        actor=values.id_of(found.get("actor")),
        object=found.get("object"),
        document=found,
    )
