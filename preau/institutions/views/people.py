from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions import selectors
from preau.institutions.forms.people import RoleForm
from preau.institutions.models import Capability, Institution, Role, RoleKind
from preau.institutions.services import needs, role_change, role_revoke
from preau.kernel import clock
from preau.kernel.errors import PreauError
from preau.users.models import User
from preau.users.services import account_activate, account_deactivate, signed_in

PER_SCREEN = 50
WAITING_SHOWN = 50


def _chosen_institution(request: HttpRequest, user: User) -> Institution | None:
    asked = request.GET.get("organisme", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return get_object_or_404(selectors.institutions_where(user, Capability.ADMINISTER), pk=int(asked))


@needs(Capability.ADMINISTER)
def people(request: HttpRequest) -> HttpResponse:
    """Who holds what on the institutions that I administer, and the invitations that wait there."""
    user = cast(User, request.user)
    text = request.GET.get("q", "").strip()[:100]
    institution = _chosen_institution(request, user)
    found = selectors.roles_administered(user, text, institution)
    waiting = selectors.invitations_administered(user, institution)
    context = {
        "section": "people",
        "page_obj": Paginator(found, PER_SCREEN).get_page(request.GET.get("page")),
        "waiting": [] if text else waiting[:WAITING_SHOWN],
        "waiting_total": 0 if text else waiting.count(),
        "now": clock.now(),
        "text": text,
        "institution": institution,
        "query": _query(text, institution),
    }
    return render(request, "institutions/people/list.html", context)


def _query(text: str, institution: Institution | None) -> str:
    asked = {"q": text, "organisme": institution.pk if institution else ""}
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"{kept}&" if kept else ""


def _role(request: HttpRequest, role_id: int) -> Role:
    return get_object_or_404(selectors.roles_administered(cast(User, request.user)), pk=role_id)


@needs(Capability.ADMINISTER)
def role(request: HttpRequest, role_id: int) -> HttpResponse:
    """One role of one person: change it here, or take it away."""
    held = _role(request, role_id)
    form = RoleForm(request.POST or None, initial={"kind": held.kind})
    if request.method == "POST" and form.is_valid():
        kind = RoleKind(form.cleaned_data["kind"])
        try:
            role_change(role=held, kind=kind, by=cast(User, request.user), knows_last="knows_last" in request.POST)
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Le rôle est changé."))
            return redirect("institutions:people")
    context = {
        "section": "people",
        "role": held,
        "kind": RoleKind(held.kind),
        "form": form,
        "is_last": selectors.is_last_administrator(held),
        "is_me": held.user_id == request.user.pk,
    }
    return render(request, "institutions/people/role.html", context, status=422 if form.errors else 200)


@needs(Capability.ADMINISTER)
@require_POST
def role_remove(request: HttpRequest, role_id: int) -> HttpResponse:
    held = _role(request, role_id)
    try:
        role_revoke(role=held, by=cast(User, request.user), knows_last="knows_last" in request.POST)
    except PreauError as error:
        messages.error(request, str(error))
        return redirect("institutions:people_role", role_id=held.pk)
    messages.success(request, _("Le rôle est retiré."))
    return redirect("institutions:people" if held.user_id != request.user.pk else "users:profile")


@needs(Capability.ADMINISTER)
@require_POST
def account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shut somebody's account, or open it again: for who runs the whole installation alone."""
    by = cast(User, request.user)
    if not by.is_superuser:
        raise Http404
    person = get_object_or_404(User, pk=user_id)
    try:
        if person.is_active:
            account_deactivate(user=person, by=by)
            messages.success(request, _("Le compte est désactivé et ses sessions sont fermées."))
        else:
            account_activate(user=person, by=by)
            messages.success(request, _("Le compte est rétabli."))
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("institutions:people")


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the desk waits: this installation asks a second step of whoever publishes."""
    return render(request, "institutions/people/second_factor.html", {"section": "profile"})
