from __future__ import annotations

from preau.federation.models import Follower
from preau.institutions.models import Page

from .incoming import Incoming


def handle(incoming: Incoming) -> str:
    """Somebody wants nothing of a page any more: they follow it no longer, and it is sent to them no longer."""
    page = incoming.resolve(incoming.activity.object_id)
    if not isinstance(page, Page):
        return "it blocks none of our pages"
    deleted, _ = Follower.objects.filter(actor__page=page, remote=incoming.remote).delete()
    return "" if deleted else "they did not follow"
