from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from preau.conversations import selectors, services
from preau.conversations.guarding_forms import ReasonForm
from preau.conversations.models import Evidence
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person


@needs(Capability.ADMINISTER)
@never_cache
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """What is sealed: its facts; with a POST of a reason, its content, on screen or (`as` = file) as it was sealed."""
    found = get_object_or_404(selectors.evidence_where(person(request)), pk=evidence_id)
    form = ReasonForm(request.POST or None)
    plain = ""
    if request.method == "POST" and form.is_valid():
        try:
            plain = services.evidence_open(evidence=found, reason=form.cleaned_data["reason"], actor=person(request))
        except PreauError as error:
            form.add_error("reason", str(error))
    if plain and request.POST.get("as") == "file":
        return _file(found, plain)
    shown = {"section": "conversations", "evidence": found, "form": form, "content": _content(plain)}
    return render(request, "conversations/evidence.html", shown, status=422 if form.errors else 200)


def _content(plain: str) -> dict[str, Any] | None:
    if not plain:
        return None
    content: dict[str, Any] = json.loads(plain)
    return content | {"said_at": dt.datetime.fromisoformat(content["said_at"])}


def _file(evidence: Evidence, plain: str) -> HttpResponse:
    """The very bytes of which the digest was taken: `sha256sum` gives it again."""
    response = HttpResponse(plain.encode(), content_type="application/json; charset=utf-8")
    name = f"preau-{evidence.pk}-{evidence.digest[:12]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Repr-Digest"] = f"sha-256=:{evidence.digest_base64}:"  # RFC 9530
    return response
