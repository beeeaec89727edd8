from __future__ import annotations

from typing import Unpack

from django.db import transaction

from preau.institutions.models import Capability, Page
from preau.posts.models import Placement, Post
from preau.users.models import User

from . import journal
from .content import Content, write
from .rights import require, require_below


def post_create(*, actor: User, tab: str = "", **content: Unpack[Content]) -> Post:
    """A new draft of `content["page"]`, which `actor` must hold WRITE on.

    Raises NotAllowed, or Invalid for what is too long or cascades where it can't.
    """
    require(actor, Capability.WRITE, content["page"])
    post = Post(author=actor, saved_by=actor, saved_tab=tab)
    write(post, content)
    with transaction.atomic():
        post.save()
        spread(post, content)
        journal.enter(post, "post.drafted", actor)
    return post


def spread(post: Post, content: Content) -> None:
    """Set the pages that a draft is meant for: its own, those it cascades to, those it is also for.

    A page that is to say the text in its own name is not shown it a second time by the cascade.
    """
    if "cascade" in content:
        chosen = list(content["cascade"])
        require_below(post.page, chosen)
        _place(post, {post.page_id, *(page.pk for page in chosen)})
    elif "page" in content:
        _place(post, {post.page_id})
    if "also_for" in content:
        post.also_for.set([page for page in content["also_for"] if page.pk != post.page_id])
    post.placements.filter(page__in=post.also_for.all()).delete()


def _place(post: Post, pages: set[int]) -> None:
    post.placements.exclude(page__in=pages).delete()
    known = set(post.placements.values_list("page_id", flat=True))
    Placement.objects.bulk_create(Placement(post=post, page_id=page) for page in sorted(pages - known))


def pages_of(post: Post) -> list[Page]:
    """The pages that a post cascades to: all its placements but its own."""
    return list(Page.objects.filter(placements__post=post).exclude(pk=post.page_id).order_by("name", "pk"))
