"""Who follows our pages from elsewhere: for the people of the page. The public sees how many, never who."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from preau.federation.models import Follower, FollowState
from preau.institutions.models import Capability, Page
from preau.institutions.selectors import pages_where
from preau.users.models import User


def followed_pages(user: User, *, words: str = "") -> QuerySet[Page]:
    """The open pages in whose name `user` publishes, those with somebody waiting first: `accepted` and `waiting`."""
    accepted = Count("actor__followers", filter=Q(actor__followers__state=FollowState.ACCEPTED))
    waiting = Count("actor__followers", filter=Q(actor__followers__state=FollowState.PENDING))
    pages = pages_where(user, Capability.PUBLISH).filter(opened_at__isnull=False, closed_at=None)
    if words.strip():
        pages = pages.filter(Q(name__icontains=words.strip()) | Q(handle__icontains=words.strip()))
    return (
        pages.select_related("domain")
        .annotate(accepted=accepted, waiting=waiting)
        .order_by("-waiting", "-accepted", "name", "pk")
    )


def waits(page: Page) -> bool:
    """Whether somebody waits for a person of the page to decide."""
    return Follower.objects.filter(actor__page=page, state=FollowState.PENDING).exists()


def followers_of(page: Page, *, state: str = FollowState.ACCEPTED, words: str = "") -> QuerySet[Follower]:
    """Followers of a page in one state, the newest first."""
    found = Follower.objects.filter(actor__page=page, state=state).select_related("remote__host", "actor__page")
    if words.strip():
        asked = words.strip()
        found = found.filter(Q(remote__handle__icontains=asked) | Q(remote__name__icontains=asked))
    return found.order_by("-pk")
