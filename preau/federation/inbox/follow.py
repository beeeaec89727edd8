from __future__ import annotations

from preau.federation import services
from preau.institutions.models import Page

from .incoming import Incoming


def handle(incoming: Incoming) -> str:
    """Somebody asks to follow a page."""
    page = incoming.resolve(incoming.activity.object_id)
    if not isinstance(page, Page):
        return "it follows none of our pages"
    if incoming.is_taken_back(incoming.activity.id):
        return "it was undone before it came"
    actor = services.actor_for(page)
    if not page.is_open:
        services.follow_refuse(actor=actor, remote=incoming.remote, follow_uri=incoming.activity.id)
        return "the page is not open"
    services.follower_add(actor=actor, remote=incoming.remote, follow_uri=incoming.activity.id, waits=incoming.is_held)
    return ""
