"""The second pair of eyes: asked for, given, refused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels.selectors import can_answer
from preau.channels.services import answer_text
from preau.conversations.models import AnswerDraft, AnswerTemplate, DraftState, Message
from preau.conversations.selectors.colleagues import approvers_of
from preau.conversations.selectors.language import language_of
from preau.conversations.selectors.review import review_reasons
from preau.institutions.models import Capability, Page
from preau.institutions.selectors import holds
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.services import record
from preau.users.models import User

from .leaving import answer_check, answer_leave, answering, fields_check
from .review_mail import tell_approvers, tell_author
from .rights import require_moderator

LONGEST_REASON = 2_000  # characters


@transaction.atomic
def answer_propose(
    *, message: Message, text: str, version: int, templates: Sequence[AnswerTemplate] = (), actor: User
) -> AnswerDraft:
    """Ask that another person read an answer before it leaves; again, with other words, where it was refused.

    Raises NotAllowed, Invalid, or Conflict where the conversation has changed or another answer waits already.
    """
    conversation, page = answering(message)
    require_moderator(actor, page)
    asked = Message.objects.get(pk=message.pk)
    answer_check(conversation, asked, page, version)
    if not can_answer(asked.network):
        raise Invalid(_("On ne peut pas répondre sur ce réseau à partir d’ici. Répondez sur le réseau lui-même."))
    words = answer_text(text)
    fields_check(text, templates)
    readers = approvers_of(page, actor)
    if not readers and not review_reasons(conversation, actor):
        raise Invalid(_("Personne d’autre ne peut approuver les réponses de cette page : envoyez-la vous-même."))
    drafts = AnswerDraft.objects.select_for_update().filter(conversation=conversation)
    other = drafts.filter(state=DraftState.WAITING).exclude(author=actor).first()
    if other:
        raise Conflict(_("Une réponse de %(name)s attend déjà une relecture ici.") % {"name": other.author})
    draft = drafts.filter(author=actor, state__in=(DraftState.WAITING, DraftState.REFUSED)).order_by("-pk").first()
    draft = draft or AnswerDraft(conversation=conversation, author=actor)
    draft.message, draft.text, draft.version = asked, words, version
    draft.edition += 1
    draft.language, draft.state, draft.asked_at = language_of(page, asked), DraftState.WAITING, clock.now()
    draft.decided_by, draft.decided_at, draft.reason = None, None, ""
    draft.save()
    draft.templates.set(templates)
    draft_recorded(draft, page, "answer.proposed", actor)
    tell_approvers(draft, page, readers)
    return draft


@transaction.atomic
def draft_approve(*, draft: AnswerDraft, edition: int, version: int, actor: User) -> Message:
    """Let an answer leave, in the name of its page. `edition` of the draft, `version` of the conversation: those that
    whoever decides has read.

    Raises NotAllowed, Invalid, or Conflict where somebody else has decided, or the conversation has changed: the
    draft still waits then.
    """
    conversation, page = answering(draft.message)
    found = _to_decide(draft, edition, page, actor)
    asked = Message.objects.get(pk=found.message_id)
    answer_check(conversation, asked, page, version)
    who = {"author": found.author or actor, "approved_by": actor}
    said = answer_leave(conversation, asked, page, text=found.text, templates=list(found.templates.all()), **who)
    found.state, found.sent = DraftState.SENT, said
    _decided(found, actor)
    return said


@transaction.atomic
def draft_refuse(*, draft: AnswerDraft, edition: int, reason: str, actor: User) -> AnswerDraft:
    """Give an answer back to whoever wrote it, who is told why. Raises NotAllowed, Invalid or Conflict."""
    _conversation, page = answering(draft.message)
    found = _to_decide(draft, edition, page, actor)
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise Invalid(_("Dites ce qui est à changer : la personne qui a écrit lira ces mots."))
    found.state, found.reason = DraftState.REFUSED, words
    _decided(found, actor)
    draft_recorded(found, page, "answer.refused", actor, reason=words)
    tell_author(found, page)
    return found


@transaction.atomic
def draft_withdraw(*, draft: AnswerDraft, actor: User) -> None:
    """Its author gives up what they meant to answer. Raises NotAllowed, or Conflict once it has left."""
    found = AnswerDraft.objects.select_for_update(of=("self",)).select_related("conversation__page").get(pk=draft.pk)
    if found.author_id != actor.pk:
        raise NotAllowed(_("Seule la personne qui a écrit cette réponse peut la retirer."))
    if found.state == DraftState.WITHDRAWN:
        return
    if not found.is_open:
        raise Conflict(_("Cette réponse est déjà partie : retirez-la de la conversation."))
    found.state = DraftState.WITHDRAWN
    found.save(update_fields=["state"])
    draft_recorded(found, found.conversation.page, "answer.unproposed", actor)


def draft_recorded(draft: AnswerDraft, page: Page, verb: str, actor: User, **more: Any) -> None:
    snapshot = {
        "text": draft.text,
        "language": draft.language,
        "page": page.handle,
        "conversation": draft.conversation_id,
        "written_by": str(draft.author or ""),
        **more,
    }
    record(verb=verb, subject=draft, actor=actor, snapshot=snapshot, institution_id=page.institution_id)


def _to_decide(draft: AnswerDraft, edition: int, page: Page, actor: User) -> AnswerDraft:
    """The draft, locked, which still waits, of another person than `actor`, who publishes on the page."""
    if not holds(actor, Capability.PUBLISH, page):
        raise NotAllowed(_("Vous ne pouvez pas approuver les réponses de cette page."))
    rows = AnswerDraft.objects.select_for_update(of=("self",)).select_related("author", "decided_by")
    found = rows.get(pk=draft.pk)
    if found.author_id == actor.pk:
        raise NotAllowed(_("Une autre personne que vous doit relire cette réponse."))
    if found.state == DraftState.SENT:
        raise Conflict(_("%(name)s a déjà approuvé cette réponse : elle est partie.") % {"name": found.decided_by})
    if found.state == DraftState.REFUSED:
        raise Conflict(_("%(name)s a déjà refusé cette réponse.") % {"name": found.decided_by})
    if found.state == DraftState.WITHDRAWN:
        raise Conflict(_("La personne qui a écrit cette réponse l’a retirée."))
    if found.edition != edition:
        raise Conflict(_("Cette réponse vient d’être modifiée : relisez-la avant de décider."))
    return found


def _decided(draft: AnswerDraft, actor: User) -> None:
    draft.decided_by, draft.decided_at = actor, clock.now()
    draft.save(update_fields=["state", "reason", "sent", "decided_by", "decided_at"])
