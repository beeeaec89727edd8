"""Which pages may share a post of another page, and which do."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from preau.institutions.models import Capability, Page
from preau.posts.models import Post
from preau.users.models import User

from .desk import open_pages_where


def _around(post: Post) -> Q:
    """Pages of the institutions above the one that signs, and of officials, on the same domain."""
    above = [int(part) for part in post.page.institution.path.split("/") if part] if post.page.institution else []
    return Q(domain=post.page.domain_id) & (Q(institution__in=above) | Q(official__isnull=False))


def may_boost(page: Page, post: Post) -> bool:
    """Whether `page` may share `post`, of another page. Load the post with its page and its institution."""
    return page.pk != post.page_id and Page.objects.filter(_around(post), pk=page.pk).exists()


def boosters(user: User, post: Post) -> list[Page]:
    """The pages on which `user` may share `post`, or take that back: each has `is_boosted`."""
    pages = open_pages_where(user, Capability.PUBLISH).filter(_around(post)).exclude(pk=post.page_id)
    shown = dict(post.placements.values_list("page_id", "boosted_at"))
    found = [page for page in pages.order_by("name", "pk")[:100] if page.pk not in shown or shown[page.pk]]
    for page in found:
        page.is_boosted = page.pk in shown  # type: ignore[attr-defined]
    return found


def boosted_on(post: Post) -> QuerySet[Page]:
    """The pages that share `post` of their own accord."""
    return Page.objects.filter(placements__post=post, placements__boosted_at__isnull=False)
