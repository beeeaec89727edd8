from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from preau.subscriptions import services
from preau.subscriptions.models import Subscriber
from preau.subscriptions.tokens import read_confirm_token
from preau.ui.visiting import own_form, private
from preau.users.services import public

from .frame import show


@public
@own_form
@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button to press: mail scanners open links, but press nothing."""
    subscriber_id, asked_ids = read_confirm_token(token) or (0, [])
    subscriber = Subscriber.objects.filter(pk=subscriber_id).first()
    asked = subscriber.subscriptions.filter(pk__in=asked_ids).select_related("page") if subscriber else []
    if subscriber is None or not asked:
        return show(request, "expired", {}, status=404)
    if request.method == "POST":
        confirmed = services.subscriptions_confirm(subscriber=subscriber, subscription_ids=asked_ids)
        return show(request, "confirmed", {"subscriptions": confirmed, "subscriber": subscriber})
    return show(request, "confirm", {"subscriptions": sorted(asked, key=lambda s: s.page.name)})
