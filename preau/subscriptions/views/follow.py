"""Asking to follow: the form, and the screen that says to look at one's mail. Neither says who follows already."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from preau.institutions.selectors import domain_for
from preau.subscriptions import services
from preau.subscriptions.forms import LinkForm, SubscribeForm
from preau.subscriptions.limits import ASKS_AN_HOUR
from preau.subscriptions.selectors import followable, offered_with
from preau.ui.visiting import own_form, private
from preau.users.services import client_network, counted, public

from .frame import show

TOO_OFTEN = 429


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def _may_ask(request: HttpRequest) -> bool:
    return counted(what="subscriptions.ask", who=client_network(request)) <= ASKS_AN_HOUR


def _refuse_too_many(form: SubscribeForm | LinkForm) -> None:
    form.add_error(None, _("Trop de demandes viennent d’ici. Réessayez dans une heure."))


@public
@own_form
@private
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, handle: str) -> HttpResponse:
    domain = domain_for(request.get_host())
    page = followable(domain, handle) if domain else None
    if page is None:
        raise Http404
    if page.handle != handle:
        return redirect("subscriptions:subscribe", page.handle, permanent=True)
    form = SubscribeForm(request.POST or None, pages=offered_with(page))
    context: dict[str, Any] = {"page": page, "form": form}
    if not form.is_valid():
        return show(request, "subscribe", context, status=200 if request.method != "POST" else 422)
    if not _may_ask(request):
        _refuse_too_many(form)
        return show(request, "subscribe", context, status=TOO_OFTEN)
    if not form.is_machine:
        asked = form.cleaned_data
        services.subscription_ask(
            email=asked["email"], pages=asked["pages"], frequency=asked["frequency"], language=_language()
        )
    return redirect("subscriptions:sent")


@public
@own_form
@private
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """For who lost the link: it is sent anew, to the address alone."""
    form = LinkForm(request.POST or None)
    if not form.is_valid():
        return show(request, "link", {"form": form}, status=200 if request.method != "POST" else 422)
    if not _may_ask(request):
        _refuse_too_many(form)
        return show(request, "link", {"form": form}, status=TOO_OFTEN)
    if not form.is_machine:
        services.manage_link_ask(email=form.cleaned_data["email"])
    return redirect("subscriptions:sent")


@public
@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return show(request, "sent", {})
