from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import (
    WAITING,
    AnswerDraft,
    Conversation,
    ConversationState,
    DraftState,
    Merge,
    Message,
    Presence,
)
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.triage import Kind
from preau.users.models import User

from .handling import settled, taken
from .public import changed_under

MOMENTS = ("opened_at", "last_at", "waiting_since", "snoozed_until", "first_answered_at")
GRAVEST = list(Kind)  # in the order of how grave they are


@transaction.atomic
def conversation_merge(*, conversation: Conversation, into: Conversation, actor: User) -> Conversation:
    """Bring all that was said in `conversation` into another one of the same page, as private as it, and, in public,
    under the same post: the public reads it where it was. It stays, empty, and leads there; a `Merge` and the entry
    hold which messages came from where. Gives the other one. Raises NotAllowed or Invalid."""
    in_order = sorted({conversation.pk, into.pk})  # two who merge crosswise don't wait for each other for ever
    for pk in in_order:
        Conversation.objects.select_for_update().filter(pk=pk).first()
    gone, home = taken(conversation, actor), taken(into, actor)
    must_match(gone, home)
    merge = _kept(gone, home, actor)
    gone.messages.update(conversation=home)
    gone.notes.update(conversation=home)
    AnswerDraft.objects.filter(conversation=gone).update(conversation=home)
    home.labels.add(*gone.labels.all())
    Presence.objects.filter(conversation=gone).delete()
    fields = _joined(home, gone)
    settled(home, "conversation.merged", actor, *fields, merged=gone.pk, messages=merge.messages)
    _emptied(gone, home)
    changed_under(home)
    return home


def must_match(gone: Conversation, home: Conversation) -> None:
    """Raises Invalid where the two may not become one."""
    if gone.pk == home.pk or gone.merged_into_id or home.merged_into_id:
        raise Invalid(_("Ces conversations n’en font déjà qu’une."))
    if (gone.page_id, gone.is_private) != (home.page_id, home.is_private):
        raise Invalid(_("On ne réunit que des conversations de la même page, publiques ou privées toutes les deux."))
    if not home.is_private and gone.post_id != home.post_id:
        raise Invalid(_("Elles ne sont pas sous la même publication : le public ne les trouverait plus à leur place."))
    waiting = AnswerDraft.objects.filter(conversation__in=(gone, home), state=DraftState.WAITING)
    if waiting.count() > 1:
        raise Invalid(_("Une réponse attend une relecture dans chacune : décidez d’abord de l’une des deux."))


def _kept(gone: Conversation, home: Conversation, actor: User) -> Merge:
    """What it takes to part them again."""
    borne = home.labels.values("pk")
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Merge.objects.create(
        gone=gone,
        home=home,
        messages=_ids(gone.messages),
        notes=_ids(gone.notes),
        labels=_ids(gone.labels.exclude(pk__in=borne)),
        led=_ids(gone.merged),
        last_message=newest or 0,
        before={"gone": _turn(gone), "home": _turn(home)},
        merged_by=actor,
        merged_at=clock.now(),
    )


def _turn(one: Conversation) -> dict[str, str | int | None]:
    moments = {field: getattr(one, field) for field in MOMENTS}
    return {
        "state": one.state,
        "assignee": one.assignee_id,
        **{field: at.isoformat() if at else None for field, at in moments.items()},
    }


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _joined(home: Conversation, gone: Conversation) -> list[str]:
    """`home` as both together are: as urgent, as grave, waiting as long. Gives the fields that may have changed."""
    both = (home, gone)
    kinds = [GRAVEST.index(Kind(one.kind)) for one in both if one.kind in GRAVEST]
    home.kind = GRAVEST[min(kinds)] if kinds else home.kind
    home.is_urgent = home.is_urgent or gone.is_urgent
    home.last_at, home.opened_at = max(one.last_at for one in both), min(one.opened_at for one in both)
    home.waiting_since = min((one.waiting_since for one in both if one.waiting_since), default=None)
    home.due_at = min((one.due_at for one in both if one.due_at), default=None)
    if gone.state in WAITING and home.state not in WAITING:
        home.state = ConversationState.OURS if home.first_answered_at else ConversationState.NEW
        home.snoozed_until = None
    home.assignee_id = home.assignee_id or (None if home.team_id else gone.assignee_id)
    fields = ["kind", "is_urgent", "last_at", "opened_at", "waiting_since", "due_at", "state", "snoozed_until"]
    return [*fields, "assignee"]


def _emptied(gone: Conversation, home: Conversation) -> None:
    gone.merged_into, gone.state, gone.is_urgent = home, ConversationState.CLOSED, False
    gone.waiting_since = gone.due_at = gone.snoozed_until = None
    gone.version += 1
    gone.save()
    Conversation.objects.filter(merged_into=gone).update(merged_into=home)  # what led to it leads on
