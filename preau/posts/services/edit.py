from __future__ import annotations

from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid
from preau.posts.models import Post, PostState
from preau.posts.signals import post_edited
from preau.users.models import User

from . import journal
from .content import TEXTS, Content, describe, render, write
from .obstacles import obstacles
from .publish import revise, tag
from .rights import require

EDITABLE = {*TEXTS, "alert_state", "expires_at", "alts"}


def post_edit(
    *,
    actor: User,
    post: Post,
    version: int,
    note: str = "",
    **content: Unpack[Content],
) -> Post:
    """Change a published post: a new public revision, with what changed in words if `note` says so.

    An edit that changes nothing makes no revision. Raises NotAllowed, Invalid, or Conflict where somebody edited it
    since `version`.
    """
    if set(content) - EDITABLE:
        raise Invalid(_("La page et le genre d’une publication ne changent plus une fois qu’elle est publiée."))
    with transaction.atomic():
        published = _locked(post)
        require(actor, Capability.PUBLISH, published.page)
        if published.version != version:
            raise Conflict(
                _("Quelqu’un a modifié cette publication entre-temps. Votre texte est encore ici : comparez-les.")
            )
        before = journal.snapshot(published)
        write(published, content)
        describe(published, content.get("alts", {}))
        if journal.snapshot(published) != before:
            _revised(published, actor, note)
    return published


def _locked(post: Post) -> Post:
    published = (
        Post.objects.select_for_update(of=("self",))
        .select_related("page__domain", "page__institution", "page__official")
        .get(pk=post.pk)
    )
    if published.state != PostState.PUBLISHED:
        raise Invalid(_("Cette publication a été retirée : elle ne se modifie plus."))
    return published


def _revised(post: Post, actor: User, note: str) -> None:
    hindering = [o.message for o in obstacles(post) if not o.is_advice and o.field != "expires_at"]
    if hindering:
        raise Invalid(" ".join(hindering))
    now = clock.now()
    render(post)
    post.version += 1
    post.edited_at, post.saved_by = now, actor
    post.save()
    newest = post.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revise(post, actor, now, number=newest + 1, note=note.strip()[:300])
    tag(post)
    journal.enter(post, "post.edited", actor, note=note.strip()[:300])
    post_edited.send(sender=Post, post=post)
