from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from preau.institutions import selectors
from preau.institutions.forms.people import WelcomeForm
from preau.institutions.models import Invitation, RoleKind
from preau.institutions.services import invitation_accept
from preau.institutions.services.people_tokens import digest_of
from preau.kernel.errors import PreauError
from preau.users.models import User
from preau.users.services import public, sign_in


@public
@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an invitation shows. Only posting changes anything: a mail filter that opens links takes up
    nothing in anybody's place."""
    found = Invitation.objects.select_related("institution", "official", "invited_by")
    offer = found.filter(token_digest=digest_of(token)).first()
    if offer is None:
        return render(request, "institutions/people/invitation_dead.html", {"fault": "unknown"}, status=404)
    fault = selectors.invitation_fault(offer)
    if fault:
        context = {"fault": fault.value, "offer": offer}
        return render(request, "institutions/people/invitation_dead.html", context, status=410)
    return _offer(request, offer, token)


def _offer(request: HttpRequest, offer: Invitation, token: str) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    has_account = User.objects.filter(email=offer.email).exists()
    by_provider = "by_provider" in request.POST
    form = WelcomeForm(request.POST or None, by_provider=by_provider, initial={"name": offer.name})
    if request.method == "POST" and (user or (not has_account and form.is_valid())):
        name = "" if user else form.cleaned_data["name"]
        password = None if user or by_provider else form.cleaned_data["password"]
        try:
            person = invitation_accept(token=token, user=user, name=name, password=password)
        except PreauError as error:
            form.add_error(None, str(error)) if not user else messages.error(request, str(error))
        else:
            return _welcome(request, person, is_new=user is None, by_provider=by_provider)
    context = {
        "offer": offer,
        "kind": RoleKind(offer.kind) if offer.kind else None,
        "form": form,
        "has_account": has_account,
        "is_other": user is not None and user.email != offer.email,
        "providers": get_adapter().list_providers(request),
    }
    # 200 even with errors: Django writes the address of a refused request in the log, and this one is a secret.
    return render(request, "institutions/people/invitation.html", context)


def _welcome(request: HttpRequest, person: User, is_new: bool, by_provider: bool) -> HttpResponse:
    if by_provider:
        messages.success(request, _("Votre compte est prêt. Entrez maintenant avec celui de votre organisation."))
        return HttpResponseRedirect(reverse("account_login"))
    if is_new:
        sign_in(request, person)
    with override(person.language):
        messages.success(request, _("Bienvenue dans Préau !"))
    return HttpResponseRedirect(translate_url("/bureau/", person.language))
