"""Blocking somebody for a time: never for ever, for a reason, by a person, looked at again by another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations import notices
from preau.conversations.models import Block, Contest, HideReason, Message, Outcome
from preau.conversations.selectors.guarding import blocked, others_who_moderate, wide_choices
from preau.conversations.signals import moderation_changed
from preau.institutions.models import Institution, Page
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.services import record
from preau.users.models import User

from .block_over import held_put_forward
from .rights import require_moderator
from .telling import author_tell

LONGEST = dt.timedelta(days=184)  # six months
REVIEW_AFTER = dt.timedelta(days=30)  # or half of its time, whichever comes first
SHORT = dt.timedelta(days=2)  # over before anybody would look at it again


@transaction.atomic
def block_make(
    *,
    message: Message,
    reason: str,
    until: dt.datetime,
    note: str = "",
    institution: Institution | None = None,
    actor: User,
    follows: Block | None = None,
) -> Block:
    """Hold until `until` what the author of `message` says on its page or, with `institution`, on all pages from it
    down. They are told why, until when, and how to contest. Raises NotAllowed, Invalid or Conflict."""
    page = Page.objects.select_related("institution", "domain").get(pk=message.conversation.page_id)
    require_moderator(actor, page)
    _check(message, page, reason, until, institution, actor)
    if follows is None and blocked(page, message.network, message.author_id, visitor_id=message.visitor_id):
        raise Conflict(_("Cette personne est déjà bloquée ici."))
    now = clock.now()
    block = Block.objects.create(
        page=page,
        institution=institution,
        network=message.network,
        author_id=message.author_id,
        visitor=message.visitor,
        name=message.author_name or message.author_handle,
        message=message,
        reason=reason,
        note=" ".join(note.split())[:500],
        made_by=actor,
        made_at=now,
        until=until,
        follows=follows,
        review_at=now + min((until - now) / 2, REVIEW_AFTER) if until - now > SHORT else None,
    )
    block.told = author_tell(
        message=message,
        page=page,
        key=f"block:{block.pk}",
        write=lambda: notices.blocked(block, notices.contest_link(page, "block", block.pk)),
        actor=actor,
    ).how
    block.save(update_fields=["told"])
    _recorded(block, "block.made", actor, note=block.note, told=block.told)
    return block


def _check(
    message: Message, page: Page, reason: str, until: dt.datetime, institution: Institution | None, actor: User
) -> None:
    if message.is_ours or not (message.author_id or message.visitor_id):
        raise Invalid(_("Il n’y a personne à bloquer ici."))
    if reason not in HideReason.values:
        raise Invalid(_("Choisissez un motif de la liste : il est dit à la personne."))
    if not clock.now() < until <= clock.now() + LONGEST:
        raise Invalid(_("Un blocage finit toujours : au plus tard dans six mois."))
    if institution is not None and institution not in wide_choices(actor, page):
        raise NotAllowed(_("Vous ne pouvez pas bloquer quelqu’un sur toutes ces pages."))


@transaction.atomic
def block_lift(*, block: Block, reason: str, actor: User, reply: str = "") -> Block:
    """End it before its time. They are told, with `reply`. Raises NotAllowed or Invalid."""
    found = _locked(block)
    require_moderator(actor, found.page)
    words = " ".join(reason.split())[:500]
    if not words:
        raise Invalid(_("Dites pourquoi vous levez ce blocage : la raison reste au journal."))
    if not found.is_in_force:
        return found
    found.lifted_at, found.lifted_by, found.lifted_reason = clock.now(), actor, words
    found.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    waiting = Contest.objects.filter(block=found, decided_at=None)
    waiting.update(outcome=Outcome.REVERSED, reply=reply, decided_at=clock.now(), decided_by=actor)
    if found.message is not None and found.told:
        author_tell(
            message=found.message,
            page=found.page,
            key=f"block:{found.pk}:lifted",
            write=lambda: notices.unblocked(found, reply),
            actor=actor,
        )
    held_put_forward(found)
    _recorded(found, "block.lifted", actor, reason=words)
    return found


@transaction.atomic
def block_extend(*, block: Block, until: dt.datetime, note: str, actor: User) -> Block:
    """A new decision, which takes the place of the old one. Raises NotAllowed, Invalid or Conflict."""
    found = _locked(block)
    if found.message is None or not found.is_in_force:
        raise Conflict(_("Ce blocage est fini : décidez-en un nouveau à partir d’un message de la personne."))
    made = block_make(
        message=found.message,
        reason=found.reason,
        until=until,
        note=note,
        institution=found.institution,
        actor=actor,
        follows=found,
    )
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    return made


@transaction.atomic
def block_review(*, block: Block, note: str, actor: User) -> Block:
    """Another person has looked at it again, and leaves it as it is. Raises NotAllowed."""
    found = _locked(block)
    require_moderator(actor, found.page)
    if found.made_by_id == actor.pk and others_who_moderate(found.page, actor).exists():
        raise NotAllowed(_("Vous avez décidé ce blocage : une autre personne doit le revoir."))
    if found.reviewed_at is None and found.is_in_force:
        found.reviewed_at, found.reviewed_by = clock.now(), actor
        found.save(update_fields=["reviewed_at", "reviewed_by"])
        _recorded(found, "block.reviewed", actor, note=" ".join(note.split())[:500])
    return found


def _locked(block: Block) -> Block:
    rows = Block.objects.select_for_update(of=("self",))
    return rows.select_related("page__institution", "page__domain", "message__conversation", "message__visitor").get(
        pk=block.pk
    )


def _recorded(block: Block, verb: str, actor: User | None, **more: Any) -> None:
    """Whom it concerns stands in the row alone, from which it can be erased."""
    snapshot = {
        "page": block.page.handle,
        "network": block.network,
        "institution": block.institution_id,
        "message": block.message_id,
        "reason": block.reason,
        "until": block.until,
        **more,
    }
    moderation_changed.send(sender=Block, page=block.page)
    record(verb=verb, subject=block, actor=actor, snapshot=snapshot, institution_id=block.page.institution_id)


def block_ended(block: Block) -> None:
    """Its time has run out."""
    block.ended_at = clock.now()
    block.save(update_fields=["ended_at"])
    held_put_forward(block)
    _recorded(block, "block.ended", None)
