from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.posts.models import Pin, Post, PostState
from preau.posts.signals import post_withdrawn
from preau.users.models import User

from . import journal
from .rights import require
from .save import locked_draft


def post_withdraw(*, actor: User, post: Post, reason: str) -> Post:
    """Take a published post back. Its address stays, and says when and why; its words stay in the journal.

    Withdrawing twice withdraws once, for the first reason. Raises NotAllowed, or Invalid without a reason.
    """
    if not reason.strip():
        raise Invalid(_("Dites pourquoi : le motif reste affiché à l’adresse de la publication."))
    with transaction.atomic():
        published = Post.objects.select_for_update(of=("self",)).select_related("page__domain").get(pk=post.pk)
        require(actor, Capability.PUBLISH, published.page)
        if published.state == PostState.WITHDRAWN:
            return published
        if published.state != PostState.PUBLISHED:
            raise Invalid(_("Ce brouillon n’a pas été publié : il n’y a rien à retirer."))
        published.state, published.withdrawn_at = PostState.WITHDRAWN, clock.now()
        published.withdrawn_reason = reason.strip()[:500]
        published.save(update_fields=["state", "withdrawn_at", "withdrawn_reason", "saved_at"])
        published.placements.update(published_at=None)
        published.hashtags.update(published_at=None)
        Pin.objects.filter(post=published).delete()
        journal.enter(published, "post.withdrawn", actor, reason=published.withdrawn_reason)
        post_withdrawn.send(sender=Post, post=published)
    return published


def post_discard(*, actor: User, post: Post) -> None:
    """Throw a draft away. Its last words stay in the journal."""
    with transaction.atomic():
        draft = locked_draft(post)
        require(actor, Capability.WRITE, draft.page)
        journal.enter(draft, "post.discarded", actor)
        draft.delete()
