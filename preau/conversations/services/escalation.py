"""A threat, or somebody in danger: sealed, and people told, before anything else. The message itself is left alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations.danger import STEPS
from preau.conversations.models import Conversation, DangerKind, Escalation, EvidenceFor, Message
from preau.conversations.selectors.guarding import escalations_where, people_on_call
from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.mail.services import mail_send
from preau.records.services import record
from preau.users.models import User

from .evidence import evidence_capture
from .rights import require_moderator


@transaction.atomic
def escalation_open(
    *, message: Message, what: DangerKind | str = DangerKind.UNKNOWN, actor: User | None = None
) -> Escalation:
    """Alert people of `message`. `actor` None: its words made it seem so. Asked again, the same one is open: a new
    version of the words is sealed too. Raises NotAllowed."""
    page = Page.objects.select_related("institution", "domain").get(pk=message.conversation.page_id)
    if actor is not None:
        require_moderator(actor, page)
    Conversation.objects.select_for_update().get(pk=message.conversation_id)  # two at once open one
    found = Escalation.objects.filter(message=message, closed_at=None).first()
    if found is None:
        found = Escalation.objects.create(
            conversation=message.conversation,
            page=page,
            message=message,
            what=what if what in DangerKind.values else DangerKind.UNKNOWN,
            opened_at=clock.now(),
            opened_by=actor,
        )
        Conversation.objects.filter(pk=message.conversation_id).update(is_urgent=True)
        _recorded(found, "escalation.opened", actor)
        _alert(found, page)
    elif actor is not None and what != DangerKind.UNKNOWN:
        _set(found, actor, "escalation.changed", what=what)
    if _is_new(found, message):
        evidence_capture(message=message, what_for=EvidenceFor.DANGER, actor=actor, escalation=found)
    return found


def _is_new(escalation: Escalation, message: Message) -> bool:
    """Whether these words are not sealed yet."""
    last = escalation.evidence.order_by("-pk").first()
    return last is None or (message.edited_at is not None and message.edited_at > last.captured_at)


def _alert(escalation: Escalation, page: Page) -> None:
    """One mail a person, without a word of the message: mailboxes are no place for it."""
    for user in people_on_call(page):
        language = user.language
        with override(language):
            path = reverse("conversations:escalation", args=[escalation.pk])
            subject = _("URGENT · menace ou danger · %(page)s") % {"page": page.name}
            text = "\n\n".join(
                [
                    _("Un message adressé à %(page)s parle peut-être d’une menace ou d’une personne en danger.")
                    % {"page": page.name},
                    _("Lisez-le et suivez la liste des gestes : %(address)s") % {"address": settings.ORIGIN + path},
                    _("Si quelqu’un est en danger immédiat, composez d’abord le 911."),
                    _("Ce courriel ne répète pas le message, qui est gardé sous scellé."),
                ]
            )
        mail_send(
            key=f"escalation:{escalation.pk}:{user.pk}", to=user.email, subject=subject, text=text, language=language
        )


@transaction.atomic
def escalation_acknowledge(*, escalation: Escalation, what: str = "", actor: User) -> Escalation:
    """Somebody takes charge of it, and says what it is. Raises NotAllowed."""
    found = _locked(escalation, actor)
    if found.acknowledged_at is None:
        found.acknowledged_at, found.acknowledged_by = clock.now(), actor
        found.save(update_fields=["acknowledged_at", "acknowledged_by"])
        _recorded(found, "escalation.acknowledged", actor)
    if what in DangerKind.values and what != found.what:
        _set(found, actor, "escalation.changed", what=what)
    return found


@transaction.atomic
def escalation_tick(*, escalation: Escalation, step: str, done: bool, actor: User) -> Escalation:
    """A step of the checklist is done, or was not after all. Raises NotAllowed, Invalid."""
    found = _locked(escalation, actor)
    if step not in {one.id for one in STEPS} or found.closed_at:
        raise Invalid(_("Ce geste n’est pas dans la liste, ou l’alerte est terminée."))
    if done == (step in found.steps):
        return found
    if done:
        found.steps[step] = {"by": str(actor), "by_id": actor.pk, "at": clock.now().isoformat()}
    else:
        del found.steps[step]
    found.save(update_fields=["steps"])
    _recorded(found, "escalation.step_done" if done else "escalation.step_undone", actor, step=step)
    return found


@transaction.atomic
def escalation_close(*, escalation: Escalation, outcome: str, actor: User) -> Escalation:
    """It is over: how it ended stays with it and in the journal. Raises NotAllowed, Invalid."""
    found = _locked(escalation, actor)
    words = outcome.strip()[:2_000]
    if len(words) < 5:
        raise Invalid(_("Dites comment cela s’est terminé : une phrase suffit."))
    if found.closed_at:
        return found
    found.closed_at, found.closed_by, found.outcome = clock.now(), actor, words
    found.save(update_fields=["closed_at", "closed_by", "outcome"])
    _calm(found)
    _recorded(found, "escalation.closed", actor, outcome=words)
    return found


def _calm(escalation: Escalation) -> None:
    """The conversation is urgent no more, unless another alert runs on it. It may be another one than it was."""
    pk = escalation.message.conversation_id if escalation.message else escalation.conversation_id
    if pk and not Escalation.objects.filter(message__conversation=pk, closed_at=None).exists():
        Conversation.objects.filter(pk=pk).update(is_urgent=False)


def _locked(escalation: Escalation, actor: User) -> Escalation:
    if not escalations_where(actor).filter(pk=escalation.pk).exists():
        raise NotAllowed(_("Cette alerte n’est pas de vos pages."))
    return Escalation.objects.select_for_update(of=("self",)).select_related("page", "message").get(pk=escalation.pk)


def _set(escalation: Escalation, actor: User, verb: str, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(escalation, name, value)
    escalation.save(update_fields=list(fields))
    _recorded(escalation, verb, actor)


def _recorded(escalation: Escalation, verb: str, actor: User | None, **more: Any) -> None:
    snapshot = {
        "page": escalation.page.handle,
        "message": escalation.message_id,
        "conversation": escalation.conversation_id,
        "what": escalation.what,
        "steps": sorted(escalation.steps),
        **more,
    }
    institution_id = escalation.page.institution_id
    record(verb=verb, subject=escalation, actor=actor, snapshot=snapshot, institution_id=institution_id)
