"""Where a post went, and what a person decides about what did not arrive."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.channels import services
from preau.channels.models import Delivery
from preau.channels.selectors import deliveries_of
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.institutions.services import needs
from preau.kernel.errors import Conflict
from preau.posts.models import Post
from preau.users.models import User

PER_PAGE = 50


def _post(request: HttpRequest, post_id: int, capability: Capability) -> Post:
    pages = pages_where(cast(User, request.user), capability)
    return get_object_or_404(Post.objects.filter(page__in=pages).select_related("page"), pk=post_id)


@needs(Capability.READ)
@require_safe
def deliveries(request: HttpRequest, post_id: int) -> HttpResponse:
    post = _post(request, post_id, Capability.READ)
    user = cast(User, request.user)
    page = Paginator(deliveries_of(post), PER_PAGE).get_page(request.GET.get("page"))
    is_fragment = request.headers.get("HX-Request") == "true"
    context = {
        "section": "posts",
        "is_fragment": is_fragment,
        "post": post,
        "page_obj": page,
        "may_decide": pages_where(user, Capability.PUBLISH).filter(pk=post.page_id).exists(),
    }
    return render(request, "channels/deliveries_list.html" if is_fragment else "channels/deliveries.html", context)


@needs(Capability.PUBLISH)
@require_POST
def decide(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """POST `decision`: retry | received | resend."""
    user = cast(User, request.user)
    reachable = Delivery.objects.filter(post__page__in=pages_where(user, Capability.PUBLISH))
    delivery = get_object_or_404(reachable.select_related("post", "channel__page"), pk=delivery_id)
    try:
        messages.success(request, _decided(delivery, request.POST.get("decision", ""), user))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("channels:deliveries", delivery.post_id)


def _decided(delivery: Delivery, decision: str, user: User) -> str:
    if decision == "retry":
        services.delivery_retry(delivery=delivery, actor=user)
        return _("C’est noté : nouvel essai tout de suite.")
    if decision in ("received", "resend"):
        services.delivery_resolve(delivery=delivery, was_received=decision == "received", actor=user)
        return _("C’est noté : considéré comme reçu.") if decision == "received" else _("C’est noté : renvoyé.")
    raise Conflict(_("Choisissez ce qu’il faut faire de cet envoi."))
