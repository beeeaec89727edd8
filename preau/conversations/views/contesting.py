"""Where whoever wrote something reads why it was removed, or why they are blocked, and says that it is wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from preau.conversations import services
from preau.conversations.contest_tokens import read_contest_token
from preau.conversations.guarding_forms import ContestForm
from preau.conversations.models import Block, Contest, Removal
from preau.conversations.services.contest import stands
from preau.guide.selectors import institution_of, netiquette_path, reason_html
from preau.institutions.selectors import public_frame
from preau.kernel.errors import PreauError
from preau.ui.visiting import keyed
from preau.users.services import client_network, counted, public

TRIES_AN_HOUR = 20  # from one address


@public
@keyed
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, token: str) -> HttpResponse:
    decision = _decision(token)
    if decision is None:
        return _show(request, {}, "contest_unknown", status=404)
    made = Contest.objects.filter(**_about(decision)).first()
    form = ContestForm(request.POST or None)
    if request.method == "POST" and made is None:
        if counted(what="contest", who=client_network(request)) > TRIES_AN_HOUR:
            form.add_error(None, _("Trop d’essais depuis votre adresse : revenez dans une heure. Gardez votre texte."))
            return _page(request, decision, None, form, status=429)
        if form.is_valid():
            try:
                services.contest_make(decision=decision, text=form.cleaned_data["text"])
            except PreauError as error:
                form.add_error(None, str(error))
            else:
                return redirect(request.path)
    return _page(request, decision, made, form, status=422 if form.errors else 200)


def _decision(token: str) -> Removal | Block | None:
    said = read_contest_token(token[:200])
    if said is None:
        return None
    kind, pk = said
    found: Removal | Block | None
    if kind == "block":
        found = Block.objects.filter(pk=pk).select_related("page__institution", "page__domain", "institution").first()
    else:
        found = Removal.objects.filter(pk=pk).select_related("page__institution", "page__domain").first()
    return found


def _about(decision: Removal | Block) -> dict[str, Any]:
    return {"removal": decision} if isinstance(decision, Removal) else {"block": decision}


def _page(
    request: HttpRequest, decision: Removal | Block, made: Contest | None, form: ContestForm, status: int
) -> HttpResponse:
    page = decision.page
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    institution = institution_of(page)
    shown = {
        "page": page,
        "decision": decision,
        "is_block": isinstance(decision, Block),
        "stands": stands(decision),
        "contest": made,
        "form": form,
        "rule": reason_html(institution, decision.reason, language),
        "netiquette": netiquette_path(institution, language),
    }
    return _show(request, shown, "contest_page", status=status)


def _show(request: HttpRequest, context: dict[str, Any], template: str, status: int) -> HttpResponse:
    framed = public_frame(request.get_host(), request.path)
    return render(request, f"conversations/{template}.html", framed | context, status=status)
