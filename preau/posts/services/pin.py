from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.kernel.errors import Invalid
from preau.posts.models import Pin, Post, PostState
from preau.posts.selectors.pinned import MOST
from preau.posts.signals import post_pinned, post_unpinned
from preau.users.models import User

from . import journal
from .rights import require


def post_pin(*, actor: User, post: Post) -> None:
    """Keep a published post on top of its page, and first among what other servers show of it.

    One that is pinned already stays where it is. Raises NotAllowed, or Invalid where it is not published or where
    three are pinned.
    """
    with transaction.atomic():
        Page.objects.select_for_update(of=("self",)).get(pk=post.page_id)  # two who pin at once are counted
        published = Post.objects.select_related("page__domain", "page__institution", "page__official").get(pk=post.pk)
        require(actor, Capability.PUBLISH, published.page)
        if published.state != PostState.PUBLISHED:
            raise Invalid(_("Seule une publication parue peut être épinglée."))
        if Pin.objects.filter(post=published).exists():
            return
        if Pin.objects.filter(page=published.page).count() >= MOST:
            raise Invalid(_("Trois publications sont déjà épinglées sur cette page. Désépinglez-en une d’abord."))
        Pin.objects.create(page=published.page, post=published, pinned_by=actor)
        journal.enter(published, "post.pinned", actor)
        post_pinned.send(sender=Post, post=published)


def post_unpin(*, actor: User, post: Post) -> None:
    """Let a post go back to its place by date. Raises NotAllowed."""
    with transaction.atomic():
        found = Post.objects.select_related("page__domain", "page__institution", "page__official").get(pk=post.pk)
        require(actor, Capability.PUBLISH, found.page)
        if Pin.objects.filter(post=found).delete()[0]:
            journal.enter(found, "post.unpinned", actor)
            post_unpinned.send(sender=Post, post=found)
