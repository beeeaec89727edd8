"""A subscriber's own page, opened by the key in each of their mails."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.kernel.errors import Invalid
from preau.subscriptions import services
from preau.subscriptions.models import Frequency, Subscriber, Subscription
from preau.subscriptions.selectors import pages_of_subscriber
from preau.ui.visiting import own_form, private
from preau.users.services import public

from .frame import show


@public
@own_form
@private
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, key: str) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, key=key)
    followed = list(pages_of_subscriber(subscriber))
    if request.method == "POST":
        return _act(request, subscriber, followed)
    context = {
        "subscriber": subscriber,
        "subscriptions": followed,
        "frequencies": Frequency.choices,
        "done": request.GET.get("fait", ""),
    }
    return show(request, "manage", context)


def _act(request: HttpRequest, subscriber: Subscriber, followed: list[Subscription]) -> HttpResponse:
    match request.POST.get("action"):
        case "save":
            _save(request, subscriber, followed)
            done = "enregistre"
        case "end":
            chosen = [s for s in followed if str(s.pk) == request.POST.get("subscription")]
            for subscription in chosen:
                services.subscription_end(subscription=subscription)
            done = "arrete"
        case "end_all":
            services.subscriptions_end_all(subscriber=subscriber)
            done = "arrete"
        case "erase":
            services.subscriber_erase(subscriber=subscriber)
            return redirect("subscriptions:gone")
        case _:
            raise Http404
    return redirect(f"{reverse('subscriptions:manage', args=[subscriber.key])}?fait={done}")


def _save(request: HttpRequest, subscriber: Subscriber, followed: list[Subscription]) -> None:
    try:
        services.language_change(subscriber=subscriber, language=request.POST.get("language", subscriber.language))
        for subscription in followed:
            wanted = request.POST.get(f"frequency-{subscription.pk}", subscription.frequency)
            services.frequency_change(subscription=subscription, frequency=wanted)
    except Invalid as error:  # the screen offers nothing else: somebody made this request by hand
        raise Http404 from error


@public
@private
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return show(request, "gone", {})
