"""The rail of the desk: what each room shows there, and to whom. Rooms do not know each other; this file does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from preau.channels import mailbox
from preau.conversations.selectors import open_escalations, waiting
from preau.institutions import selectors
from preau.institutions.models import Capability
from preau.listening.selectors import mentions_new
from preau.users.models import User


@dataclass(frozen=True)
class Place:
    """One line of the rail. `section` is compared with the `rail` that a desk template names, to mark it current.

    `count`: how much waits there for a person, counted up to a hundred.
    """

    section: str
    label: Any
    url_name: str
    capability: Capability
    group: int = 0
    count: Callable[[User], int] | None = None


PLACES = [
    Place("today", _("Aujourd’hui"), "desk:today", Capability.READ),
    Place("write", _("Écrire"), "posts:compose", Capability.WRITE),
    Place("posts", _("Publications"), "posts:list", Capability.READ),
    Place("conversations", _("Conversations"), "conversations:list", Capability.READ, count=waiting),
    Place("watch", _("Veille"), "listening:mentions", Capability.READ, count=mentions_new),
    Place("pages", _("Pages"), "institutions:tree", Capability.READ, group=1),
    Place("guide", _("Guide"), "guide:list", Capability.READ, group=1),
    Place("people", _("Personnes"), "institutions:people", Capability.ADMINISTER, group=1),
    Place("accounts", _("Comptes officiels"), "channels:accounts", Capability.PUBLISH, group=1),
    Place("fediverse", _("Fédivers"), "fediverse:pages", Capability.PUBLISH, group=1),
    Place("records", _("Journal"), "desk:records", Capability.ADMINISTER, group=1),
]

if mailbox.is_shown():
    PLACES.append(Place("mails", _("Courriels"), "channels:mails", Capability.READ, group=1))


def _visible(user: User) -> list[dict[str, Any]]:
    held = {capability: selectors.holds_anywhere(user, capability) for capability in Capability}
    return [
        {
            "section": place.section,
            "label": place.label,
            "url": reverse(place.url_name),
            "group": place.group,
            "count": place.count(user) if place.count and held[Capability.MODERATE] else 0,
        }
        for place in PLACES
        if held[place.capability]
    ]


def rail(request: HttpRequest) -> dict[str, Any]:
    """`rail_places` and `desk_alerts` for desk templates: computed only where a template shows them."""
    return {
        "rail_places": SimpleLazyObject(lambda: _visible(cast(User, request.user))),
        "desk_alerts": SimpleLazyObject(lambda: _alerts(cast(User, request.user))),
    }


def _alerts(user: User) -> list[dict[str, Any]]:
    """What nobody may overlook, on whatever screen they are. One query where there is nothing."""
    return [
        {
            "url": reverse("conversations:escalation", args=[escalation.pk]),
            "label": escalation.title,
            "page": escalation.page.name,
            "is_taken": escalation.acknowledged_at is not None,
        }
        for escalation in open_escalations(user)
    ]
