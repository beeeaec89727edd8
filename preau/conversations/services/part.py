from __future__ import annotations

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from preau.conversations.models import WAITING, AnswerDraft, Conversation, ConversationState, Escalation, Merge, Message
from preau.conversations.selectors.moves import last_merge
from preau.kernel import clock
from preau.kernel.errors import Conflict
from preau.users.models import User

from .clock import conversation_clock
from .handling import settled, taken
from .merge import MOMENTS
from .public import changed_under
from .triage import conversation_weigh


@transaction.atomic
def conversation_part(*, merge: Merge, actor: User) -> Conversation:
    """Part two conversations that were made one: each has what it had, what was said since in answer to it, and its
    turn as if they had never met. What people did to both since (closing, putting off, entrusting) stays with the one
    that received. Gives the other one. Raises NotAllowed, or Conflict where it is not the last merge there any more.
    """
    for pk in sorted({merge.gone_id, merge.home_id}):
        Conversation.objects.select_for_update().filter(pk=pk).first()
    home = taken(merge.home, actor)
    found = last_merge(home)
    if found is None or found.pk != merge.pk or home.merged_into_id:
        raise Conflict(_("Ces conversations ont déjà été séparées, ou réunies avec une autre depuis."))
    gone = Conversation.objects.get(pk=found.gone_id)
    moved = _theirs(home, found)
    home.messages.filter(pk__in=moved).update(conversation=gone)
    home.notes.filter(pk__in=found.notes).update(conversation=gone)
    AnswerDraft.objects.filter(conversation=home, message__in=moved).update(conversation=gone)
    home.labels.remove(*found.labels)
    Conversation.objects.filter(pk__in=found.led, merged_into=home).update(merged_into=gone)
    _apart(gone, home, found)
    Merge.objects.filter(pk=found.pk).update(parted_at=clock.now())
    settled(
        home, "conversation.parted", actor, "state", *MOMENTS, "is_urgent", "assignee", parted=gone.pk, messages=moved
    )
    for one in (gone, home):
        conversation_weigh(conversation=one)
        conversation_clock(conversation=one)
        changed_under(one)
    return gone


def _theirs(home: Conversation, merge: Merge) -> list[int]:
    """The ids of what came from the other one, and of what answers that since."""
    before, moved, named = set(merge.messages), [], set()
    for pk, remote_id, reply_to in home.messages.values_list("pk", "remote_id", "reply_to"):
        if pk in before or (pk > merge.last_message and reply_to in named):
            moved.append(pk)
            named.add(remote_id)
    return moved


def _apart(gone: Conversation, home: Conversation, merge: Merge) -> None:
    is_closed, asleep_until = home.state == ConversationState.CLOSED, home.snoozed_until
    turn = home.state, home.waiting_since
    if gone.page_id != home.page_id:  # handed over meanwhile: those who took care of it may not answer there
        gone.page, gone.board_id, gone.assignee, gone.team = home.page, home.board_id, None, None
    if home.assignee_id == gone.assignee_id and merge.before["home"]["assignee"] is None:
        home.assignee = None  # it had become theirs with the other one
    for one, name in ((gone, "gone"), (home, "home")):
        before = merge.before[name]
        one.state = before["state"]
        for field in MOMENTS:
            setattr(one, field, parse_datetime(before[field]) if before[field] else None)
        for message in one.messages.filter(pk__gt=merge.last_message).order_by("pk"):
            _goes_on(one, message)
        if is_closed:
            one.state, one.waiting_since = ConversationState.CLOSED, None
        one.snoozed_until = asleep_until if one is home else one.snoozed_until
        one.is_urgent = Escalation.objects.filter(message__conversation=one, closed_at=None).exists()
    if turn[0] in WAITING and gone.state not in WAITING and home.state not in WAITING:
        home.state, home.waiting_since = turn  # somebody opened it again, or handed it over: it waits for an answer
    gone.merged_into, gone.version = None, gone.version + 1
    gone.save()


def _goes_on(one: Conversation, message: Message) -> None:
    """As it would have gone on with what was said since."""
    one.last_at, one.snoozed_until = max(one.last_at, message.said_at), None
    if message.is_ours:
        one.state, one.waiting_since = ConversationState.THEIRS, None
        one.first_answered_at = one.first_answered_at or message.said_at
    elif not message.withdrawn_at:
        is_known = one.first_answered_at or one.assignee_id
        one.state = ConversationState.OURS if is_known else ConversationState.NEW
        one.waiting_since = one.waiting_since or message.said_at
