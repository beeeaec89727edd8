"""A page shares a post of another: a board its schools', an official those around."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.posts.models import Placement, Post, PostState
from preau.posts.selectors.boosts import may_boost
from preau.posts.signals import post_placed, post_unplaced
from preau.users.models import User

from . import journal
from .rights import require

_OWNERS = ("page__domain", "page__institution", "page__official")


@transaction.atomic
def post_boost(*, actor: User, post: Post, page: Page) -> None:
    """Show a published post on `page` too, under the name of whoever signs it, and send it to those who follow `page`.

    Sharing twice shares once. Raises NotAllowed, or Invalid where the post is not published or can't be shared there.
    """
    published = Post.objects.select_for_update(of=("self",)).select_related(*_OWNERS).get(pk=post.pk)
    require(actor, Capability.PUBLISH, page)
    if published.state != PostState.PUBLISHED:
        raise Invalid(_("Seule une publication parue peut être partagée."))
    if not page.is_open or not may_boost(page, published):
        raise Invalid(_("Cette page ne peut pas partager cette publication."))
    _placement, is_new = Placement.objects.get_or_create(
        post=published, page=page, defaults={"published_at": published.published_at, "boosted_at": clock.now()}
    )
    if is_new:
        journal.enter(published, "post.boosted", actor, boosted_on=page.handle)
        post_placed.send(sender=Post, post=published, page=page)


@transaction.atomic
def post_unboost(*, actor: User, post: Post, page: Page) -> None:
    """Take a post that `page` shared off it again. What its board cascades to it stays. Raises NotAllowed."""
    found = Post.objects.select_for_update(of=("self",)).select_related(*_OWNERS).get(pk=post.pk)
    require(actor, Capability.PUBLISH, page)
    if Placement.objects.filter(post=found, page=page, boosted_at__isnull=False).delete()[0]:
        journal.enter(found, "post.unboosted", actor, boosted_on=page.handle)
        post_unplaced.send(sender=Post, post=found, page=page)
