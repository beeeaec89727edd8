from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from preau.conversations import limits
from preau.conversations.asking import LostLinkForm
from preau.conversations.services.visitors import visitor_link_ask
from preau.ui.visiting import own_form, private
from preau.users.services import client_network, counted, public

from .frame import TOO_MANY, show


@public
@own_form
@private
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """For who lost the link: it is sent anew, to the address alone."""
    form = LostLinkForm(request.POST or None)
    if not form.is_valid():
        return show(request, "link", {"form": form}, status=422 if form.is_bound else 200)
    if counted(what="visitor.link", who=client_network(request)) > limits.LINKS_ASKED:
        form.add_error(None, _("Trop de demandes viennent d’ici. Réessayez dans une heure."))
        return show(request, "link", {"form": form}, status=TOO_MANY)
    if not form.is_machine:
        visitor_link_ask(email=form.cleaned_data["email"])
    return redirect("visitors:sent")


@public
@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return show(request, "sent", {})
