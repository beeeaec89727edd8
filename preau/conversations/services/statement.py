"""An official explanation, from the talk that calls for it to the top of that talk."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels.signals import page_talk_changed, replies_changed
from preau.conversations.models import Conversation, PinnedStatement
from preau.conversations.selectors.statement import pinnable, standing_in
from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.posts.models import Post, PostKind
from preau.posts.services import post_create
from preau.records.services import record
from preau.users.models import User

from .rights import require_moderator

MOST = 3  # pinned on one talk: more is a page of its own


@transaction.atomic
def statement_begin(*, conversation: Conversation, actor: User) -> PinnedStatement:
    """Begin a « mise au point » of the conversation's page: an empty draft that knows where it is to be pinned.

    Raises NotAllowed, or Invalid where the conversation is private.
    """
    _require_public(conversation)
    page = Page.objects.select_related("domain", "institution", "official").get(pk=conversation.page_id)
    draft = post_create(actor=actor, page=page, kind=PostKind.STATEMENT)
    return PinnedStatement.objects.create(
        statement=draft,
        page=page,
        under=conversation.post,
        conversation=conversation,
        asked_by=actor,
        asked_at=clock.now(),
    )


@transaction.atomic
def statement_pin(*, statement: Post, conversation: Conversation, actor: User) -> PinnedStatement:
    """Pin a published « mise au point » of the page, or of an institution above it, on top of the talk: of what is said
    under the conversation's post, or asked of its page. Pinning twice pins once. Raises NotAllowed or Invalid."""
    _require_public(conversation)
    page = Page.objects.select_for_update(of=("self",)).select_related("institution").get(pk=conversation.page_id)
    require_moderator(actor, page)
    found = pinnable(conversation).filter(pk=statement.pk).first()
    if found is None:
        raise Invalid(_("Seule une mise au point parue, de cette page ou de son organisme, peut être épinglée ici."))
    standing = standing_in(conversation)
    pinned = standing.filter(statement=found).first()
    if pinned and pinned.pinned_at:
        return pinned
    if standing.filter(pinned_at__isnull=False).count() >= MOST:
        raise Invalid(_("Trois mises au point sont déjà épinglées ici. Retirez-en une d’abord."))
    now = clock.now()
    pinned = pinned or PinnedStatement(
        statement=found, page=page, under=conversation.post, asked_by=actor, asked_at=now
    )
    pinned.conversation, pinned.pinned_by, pinned.pinned_at = conversation, actor, now
    pinned.save()
    _told(pinned, "statement.pinned", actor)
    return pinned


@transaction.atomic
def statement_unpin(*, pinned: PinnedStatement, actor: User) -> None:
    """Take it off the talk, or give up one that is being written: the draft stays. Raises NotAllowed."""
    rows = PinnedStatement.objects.select_for_update(of=("self",)).select_related("page", "statement")
    found = rows.get(pk=pinned.pk)
    require_moderator(actor, found.page)
    if found.removed_at:
        return
    found.removed_by, found.removed_at = actor, clock.now()
    found.save(update_fields=["removed_by", "removed_at"])
    if found.pinned_at:
        _told(found, "statement.unpinned", actor)


def statement_changed(*, statement: Post) -> None:
    """Its words changed, or it was withdrawn: whatever shows it is rendered anew."""
    pinned = PinnedStatement.objects.filter(statement=statement, pinned_at__isnull=False, removed_at__isnull=True)
    for row in pinned:
        _shown_anew(row)


def _require_public(conversation: Conversation) -> None:
    if conversation.is_private:
        raise Invalid(_("Une mise au point s’épingle à la vue de tous : cette conversation est privée."))


def _shown_anew(row: PinnedStatement) -> None:
    if row.under_id is not None:
        replies_changed.send(sender=Conversation, post_id=row.under_id)
    else:
        page_talk_changed.send(sender=Conversation, page_id=row.page_id)


def _told(pinned: PinnedStatement, verb: str, actor: User) -> None:
    page = pinned.page
    snapshot: dict[str, Any] = {"page": page.handle, "under": pinned.under_id, "statement": pinned.statement_id}
    record(verb=verb, subject=pinned, actor=actor, snapshot=snapshot, institution_id=page.institution_id)
    _shown_anew(pinned)
