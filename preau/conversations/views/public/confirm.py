from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from preau.channels.models import InboundItem
from preau.conversations.models import Visitor
from preau.conversations.selectors.visitors import waiting_of
from preau.conversations.services.visitors import Typed, visitor_confirm, visitor_disown
from preau.conversations.tokens import read_confirm_token
from preau.ui.visiting import keyed
from preau.users.services import public

from .frame import show


@public
@keyed
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button to press: mail scanners open links, but press nothing."""
    visitor_id, item_id = read_confirm_token(token) or (0, 0)
    visitor = Visitor.objects.filter(pk=visitor_id, erased_at__isnull=True).first()
    item = InboundItem.objects.filter(pk=item_id).first()
    if visitor is None or item is None:
        return show(request, "expired", {}, status=404)
    if request.method == "POST":
        return _act(request, visitor, item)
    waiting = waiting_of(visitor)
    shown = [{"item": one, "typed": Typed.of(one), "is_asked": one.pk == item.pk} for one in waiting]
    gone = not item.payload and not shown
    return show(request, "confirm", {"waiting": shown, "item": item, "gone": gone, "known": visitor.confirmed_at})


def _act(request: HttpRequest, visitor: Visitor, item: InboundItem) -> HttpResponse:
    match request.POST.get("action"):
        case "confirm":
            chosen = [given for given in request.POST.getlist("item") if given.isdecimal() and len(given) < 19]
            visitor_confirm(visitor=visitor, items=[int(given) for given in chosen])
            return redirect(f"{reverse('visitors:exchange', args=[visitor.key])}?fait=confirme")
        case "disown":
            visitor_disown(visitor=visitor, item_id=item.pk)
            return show(request, "disowned", {})
        case _:
            raise Http404
