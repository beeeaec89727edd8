from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions import selectors
from preau.institutions.forms.people import InvitationForm
from preau.institutions.models import Capability, Invitation, RoleKind
from preau.institutions.services import invitation_revoke, invitation_send, invitation_send_again, needs
from preau.kernel.errors import PreauError
from preau.kernel.text import fold
from preau.users.models import User

SHOWN = 20


@needs(Capability.ADMINISTER)
def choose(request: HttpRequest) -> HttpResponse:
    """Where to invite somebody: a search among what I administer, boards first; and officials without a person yet."""
    user = cast(User, request.user)
    text = request.GET.get("q", "").strip()[:100]
    mine = selectors.institutions_where(user, Capability.ADMINISTER)
    if not text and mine.count() == 1:
        return redirect("institutions:people_invite_to", institution_id=mine.get().pk)
    officials = selectors.officials_administered(user).filter(user__isnull=True).order_by("name", "id")
    if text:
        found = list(selectors.search(mine, text, SHOWN))
        named = [official for official in officials[:500] if fold(text) in fold(official.name)][:SHOWN]
    else:
        found = list(mine.select_related("parent").order_by("path")[:SHOWN])
        named = list(officials[:SHOWN])
    context = {"section": "people", "found": found, "officials": named, "text": text, "total": mine.count()}
    return render(request, "institutions/people/choose.html", context)


@needs(Capability.ADMINISTER)
def to_role(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Invite somebody to a role on one institution."""
    mine = selectors.institutions_where(cast(User, request.user), Capability.ADMINISTER)
    institution = get_object_or_404(mine.select_related("parent", "page"), pk=institution_id)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        kind = RoleKind(form.cleaned_data.pop("kind"))
        if _sent(request, form, institution=institution, kind=kind):
            return redirect("institutions:people")
    context = {"section": "people", "institution": institution, "form": form}
    return render(request, "institutions/people/invite.html", context, status=422 if form.errors else 200)


@needs(Capability.ADMINISTER)
def to_page(request: HttpRequest, official_id: int) -> HttpResponse:
    """Invite an official to take charge of their own page."""
    officials = selectors.officials_administered(cast(User, request.user)).filter(user__isnull=True)
    official = get_object_or_404(officials, pk=official_id)
    form = InvitationForm(request.POST or None, with_role=False, initial={"name": official.name})
    if form.is_valid() and _sent(request, form, official=official):
        return redirect("institutions:people")
    context = {"section": "people", "official": official, "form": form}
    return render(request, "institutions/people/invite.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: InvitationForm, **target: Any) -> bool:
    try:
        invitation = invitation_send(by=cast(User, request.user), **form.cleaned_data, **target)
    except PreauError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("L’invitation part à %(email)s.") % {"email": invitation.email})
    return True


def _waiting(request: HttpRequest, invitation_id: int) -> Invitation:
    return get_object_or_404(selectors.invitations_administered(cast(User, request.user)), pk=invitation_id)


@needs(Capability.ADMINISTER)
@require_POST
def again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation again; the link of the first mail stops working."""
    try:
        sent = invitation_send_again(invitation=_waiting(request, invitation_id), by=cast(User, request.user))
        messages.success(request, _("L’invitation repart à %(email)s.") % {"email": sent.email})
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("institutions:people")


@needs(Capability.ADMINISTER)
@require_POST
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Call an invitation back."""
    try:
        invitation_revoke(invitation=_waiting(request, invitation_id), by=cast(User, request.user))
        messages.success(request, _("L’invitation est annulée : son lien ne fonctionne plus."))
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("institutions:people")
