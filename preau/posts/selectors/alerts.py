from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from preau.institutions.models import Page
from preau.posts.models import AlertState, Post


def state_words(alert: Post, page: Page) -> str:
    """What an alert says of `page`, in its own words: a school, a centre and a board are not closed alike."""
    words: dict[str, Any] = {
        AlertState.CLOSED: {"school": _("École fermée"), "board": _("Établissements fermés")},
        AlertState.DELAYED: {"": _("Ouverture retardée")},
        AlertState.DISRUPTED: {"": _("Service perturbé")},
        AlertState.OPEN: {"school": _("École ouverte, retour à la normale"), "": _("Retour à la normale")},
    }
    kind = page.institution.kind if page.institution else ""
    found = words.get(alert.alert_state, {"": _("Information importante")})
    return str(found.get(kind) or found.get("") or _("Centre fermé"))
