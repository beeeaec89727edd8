"""Reading posts as the public does: only what is published, newest first, each list one walk along an index.

Lists are paged by key (`Cursor`), never by offset: the thousandth page costs what the first does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from preau.institutions.models import Domain, Institution, Page
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.kernel.text import fold
from preau.posts.models import AlertState, Attachment, Hashtag, Placement, Post, PostKind, PostState

from .newest import newest_among

LIMIT = 20
# A banner is the state of these days: an alert older than this is none, even if nobody said when it ends.
ALERT_REACH = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last post of a list: the next ones come after it. Written in an address as "<microseconds>-<id>"."""

    published_at: dt.datetime
    post_id: int

    def __str__(self) -> str:
        epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        return f"{(self.published_at - epoch) // dt.timedelta(microseconds=1)}-{self.post_id}"

    @classmethod
    def of(cls, post: Post) -> Cursor:
        assert post.published_at is not None  # noqa: S101 — lists hold published posts
        return cls(post.published_at, post.pk)

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Errors: `Invalid` for anything that `str(cursor)` does not write."""
        moment, _, post_id = text.partition("-")
        if not (moment.isascii() and moment.isdigit() and post_id.isascii() and post_id.isdigit()) or len(text) > 38:
            raise Invalid(text)
        try:
            at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(moment))
        except OverflowError as error:
            raise Invalid(text) from error
        if int(post_id) > 2**63 - 1:
            raise Invalid(text)
        return cls(at, int(post_id))


def _older(before: Cursor | None, post: str) -> Q:
    """After the cursor, in a query whose post id is `post`. The first comparison is the one that the index serves."""
    if before is None:
        return Q(published_at__isnull=False)
    same = Q(published_at=before.published_at, **{f"{post}__lt": before.post_id})
    return Q(published_at__lte=before.published_at) & (Q(published_at__lt=before.published_at) | same)


def _pictures(prefix: str = "") -> Prefetch[Any]:
    return Prefetch(f"{prefix}attachments", queryset=Attachment.objects.select_related("picture"))


_SIGNER = ("page__domain", "page__institution", "page__official")


def with_signer(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related(*_SIGNER).prefetch_related(_pictures())


def timeline(page: Page, *, before: Cursor | None = None, limit: int = LIMIT) -> list[Post]:
    """The posts that `page` shows: its own, and those that its board cascades to it. Two queries."""
    shown = (
        Placement.objects.filter(_older(before, "post_id"), page=page)
        .order_by("-published_at", "-post_id")
        .select_related("post", *(f"post__{path}" for path in _SIGNER))
        .prefetch_related(_pictures("post__"))
    )
    return [placement.post for placement in shown[:limit]]


def newest_of(pages: Iterable[int], *, before: Cursor | None = None, limit: int = LIMIT) -> list[Post]:
    """The newest posts that any of `pages` (ids; a board's two hundred, say) signs. Three queries."""
    posts = Post.objects.filter(_older(before, "pk"), state=PostState.PUBLISHED)
    candidates = newest_among(posts, pages, "published_at", limit)
    return list(with_signer(candidates).order_by("-published_at", "-pk")[:limit])


def network_timeline(institution: Institution, *, before: Cursor | None = None, limit: int = LIMIT) -> list[Post]:
    """The newest posts of a board and of all below it, each once however many pages show it."""
    return newest_of(pages_below(institution), before=before, limit=limit)


def pages_below(institution: Institution) -> list[int]:
    """Ids of the pages of `institution` and of all below it."""
    return list(
        Page.objects.filter(institution__path__startswith=institution.path).order_by().values_list("pk", flat=True)
    )


def public_post(domain: Domain, post_id: int) -> Post | None:
    """A post that the public may know of: published, or withdrawn — which leaves its trace. Two queries."""
    seen = Post.objects.filter(page__domain=domain, state__in=(PostState.PUBLISHED, PostState.WITHDRAWN))
    return with_signer(seen).filter(pk=post_id).first()


def shown_on(post: Post, limit: int = LIMIT) -> QuerySet[Page]:
    """Up to `limit` of the other pages on which a post is shown."""
    others = Page.objects.filter(placements__post=post, placements__published_at__isnull=False)
    return others.exclude(pk=post.page_id).order_by("name", "pk")[:limit]


def by_hashtag(
    domain: Domain, name: str, *, before: Cursor | None = None, limit: int = LIMIT
) -> tuple[str, list[Post]]:
    """The hashtag as it was newest written, and the newest posts of `domain` that carry it. Two queries."""
    tags = (
        Hashtag.objects.filter(_older(before, "post_id"), name=fold(name), post__page__domain=domain)
        .order_by("-published_at", "-post_id")
        .select_related("post", *(f"post__{path}" for path in _SIGNER))
        .prefetch_related(_pictures("post__"))
    )
    found = list(tags[:limit])
    return (found[0].label if found else name), [tag.post for tag in found]


def alerts_in_force(page: Page, now: dt.datetime | None = None) -> list[Post]:
    """The alerts that answer « is my school open? » on `page`, newest first: at most three.

    An alert that says « open » ends those before it, and stays itself until it expires.
    """
    moment = now or clock.now()
    shown = Placement.objects.filter(page=page, published_at__gte=moment - ALERT_REACH, post__kind=PostKind.ALERT)
    newest = shown.order_by("-published_at", "-post_id").select_related("post__page__domain")[:LIMIT]
    return _still_true([placement.post for placement in newest], moment)[:3]


def current_alert(page: Page, now: dt.datetime | None = None) -> Post | None:
    """The newest alert in force on `page`, if any."""
    return next(iter(alerts_in_force(page, now)), None)


def current_alerts(pages: Iterable[int], now: dt.datetime | None = None) -> dict[int, Post]:
    """The newest alert in force on each of a few `pages` (ids) that has one. One query."""
    moment = now or clock.now()
    recent = moment - ALERT_REACH  # said of the post too: from whichever table a database starts, it reads few rows
    alerts = {"post__kind": PostKind.ALERT, "post__state": PostState.PUBLISHED, "post__published_at__gte": recent}
    shown = Placement.objects.filter(page__in=list(pages), published_at__gte=recent, **alerts)
    shown = shown.order_by("-published_at", "-post_id")
    of_page: dict[int, list[Post]] = {}
    for placement in shown.select_related("post__page"):
        of_page.setdefault(placement.page_id, []).append(placement.post)
    in_force = {page: _still_true(alerts, moment) for page, alerts in of_page.items()}
    return {page: alerts[0] for page, alerts in in_force.items() if alerts}


def network_alerts(domain: Domain, now: dt.datetime | None = None, limit: int = LIMIT) -> list[Post]:
    """The alerts in force anywhere on `domain`, newest first, those that merely say « open » left out."""
    moment = now or clock.now()
    alerts = Post.objects.filter(
        state=PostState.PUBLISHED,
        kind=PostKind.ALERT,
        published_at__gte=moment - ALERT_REACH,
        page__domain=domain,
    )
    newest = with_signer(alerts).order_by("-published_at", "-pk")[: limit * 5]
    return _ended_by_their_page(newest, moment)[:limit]


def _is_current(alert: Post, moment: dt.datetime) -> bool:
    return alert.expires_at is None or alert.expires_at > moment


def _still_true(alerts: Sequence[Post], moment: dt.datetime) -> list[Post]:
    kept: list[Post] = []
    for alert in alerts:
        if _is_current(alert, moment):
            kept.append(alert)
        if alert.alert_state == AlertState.OPEN:
            break
    return kept


def _ended_by_their_page(alerts: Iterable[Post], moment: dt.datetime) -> list[Post]:
    """Alerts of many pages, without those that a later « open » of the same page ends."""
    reopened: set[int] = set()
    kept: list[Post] = []
    for alert in alerts:
        if alert.alert_state == AlertState.OPEN:
            reopened.add(alert.page_id)
        elif alert.page_id not in reopened and _is_current(alert, moment):
            kept.append(alert)
    return kept


def listed_posts(domain: Domain) -> QuerySet[Post]:
    """Every published post of `domain`, for a sitemap: order and slice it by id."""
    return Post.objects.filter(page__domain=domain, state=PostState.PUBLISHED)


def newest_number() -> int:
    """The highest number given to a post yet, shown or not; 0 where there is none."""
    return Post.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
