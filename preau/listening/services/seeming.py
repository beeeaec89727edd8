from __future__ import annotations

from preau.listening.models import Item
from preau.listening.words import heard_text
from preau.triage import triage


def seems(item: Item) -> list[str]:
    """What triage says of an item: its kinds, the gravest first, then its tone, by their values."""
    verdict = triage(heard_text(item), language=item.language)
    return [verdict.kind.value, *(kind.value for kind in verdict.also), verdict.tone.value]
