from __future__ import annotations

import json
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.desk import verbs
from preau.institutions.models import Capability
from preau.institutions.selectors import institutions_where
from preau.institutions.services import needs
from preau.records import selectors
from preau.users.models import User

PER_SCREEN = 50


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


@needs(Capability.ADMINISTER)
def records(request: HttpRequest) -> HttpResponse:
    """The journal of what I administer: everything for a superuser, my institutions' entries for others."""
    user = cast(User, request.user)
    mine = institutions_where(user, Capability.ADMINISTER).values_list("pk", flat=True)
    verb = request.GET.get("acte", "")
    found = selectors.entries(
        institutions=None if user.is_superuser else mine,
        before=_number(request.GET.get("avant", "")),
        verb=verb if verb in verbs.VERBS else "",
        limit=PER_SCREEN + 1,
    )
    lines = [
        {
            "entry": entry,
            "what": verbs.label(entry.verb),
            "snapshot": json.dumps(entry.snapshot, ensure_ascii=False, indent=2) if entry.snapshot else "",
        }
        for entry in found[:PER_SCREEN]
    ]
    context = {
        "section": "records",
        "lines": lines,
        "verbs": sorted(verbs.VERBS.items(), key=lambda item: str(item[1])),
        "verb": verb,
        "older": found[PER_SCREEN - 1].number if len(found) > PER_SCREEN else None,
    }
    return render(request, "desk/records.html", context)
