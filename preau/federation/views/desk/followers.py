"""Who follows a page from elsewhere, for the people of the page alone."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from preau.federation import selectors, services
from preau.federation.models import Actor, Follower, FollowState
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.institutions.services import needs
from preau.users.models import User

PER_PAGE = 50
DECISIONS = {"accept": FollowState.ACCEPTED, "refuse": FollowState.REFUSED}
TOLD: dict[str, Any] = {
    FollowState.ACCEPTED: gettext_lazy("%(who)s suit maintenant la page."),
    FollowState.REFUSED: gettext_lazy("%(who)s ne suit pas la page."),
}


@needs(Capability.PUBLISH)
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    words = request.GET.get("q", "")[:100]
    context = {
        "section": "fediverse",
        "words": words,
        "query": f"{urlencode({'q': words})}&" if words else "",
        "may_govern": selectors.may_govern(user),
        "page_obj": Paginator(selectors.followed_pages(user, words=words), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "federation/pages.html", context)


@needs(Capability.PUBLISH)
@require_safe
def followers(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(selectors.followed_pages(cast(User, request.user)), pk=page_id)
    words, state = request.GET.get("q", "")[:100], request.GET.get("etat", "")
    if state not in FollowState.values:
        state = FollowState.PENDING if selectors.waits(page) else FollowState.ACCEPTED
    found = selectors.followers_of(page, state=state, words=words)
    actor = Actor.objects.filter(page=page).first()
    context = {
        "section": "fediverse",
        "page": page,
        "address": f"@{page.handle}@{page.domain.host}",
        "state": state,
        "states": FollowState.choices,
        "words": words,
        "approves": bool(actor and actor.approves_followers),
        "query": f"{urlencode({'etat': state, **({'q': words} if words else {})})}&",
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "federation/followers.html", context)


@needs(Capability.PUBLISH)
@require_POST
def approval(request: HttpRequest, page_id: int) -> HttpResponse:
    """POST `approves`: 1 | 0."""
    user = cast(User, request.user)
    page = get_object_or_404(selectors.followed_pages(user), pk=page_id)
    approves = request.POST.get("approves") == "1"
    services.approval_set(actor=services.actor_for(page), approves=approves, user=user)
    if approves:
        messages.success(request, _("Dorénavant, chaque abonnement attend votre accord."))
    else:
        messages.success(request, _("Dorénavant, tout le monde peut s’abonner. Ceux qui attendaient attendent encore."))
    return redirect("fediverse:followers", page_id=page.pk)


@needs(Capability.PUBLISH)
@require_POST
def decide(request: HttpRequest, follower_id: int) -> HttpResponse:
    """POST `decision`: accept | refuse."""
    user = cast(User, request.user)
    mine = Follower.objects.filter(actor__page__in=pages_where(user, Capability.PUBLISH))
    follower = get_object_or_404(mine.select_related("actor__page__domain", "remote__host"), pk=follower_id)
    state = DECISIONS.get(request.POST.get("decision", ""))
    if state:
        services.follower_decide(follower=follower, state=state, user=user)
        messages.success(request, TOLD[state] % {"who": follower.remote.handle or follower.remote.uri})
    return redirect("fediverse:followers", page_id=follower.actor.page_id)
