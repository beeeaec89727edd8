"""What is left when somebody takes their words back, or is no more: that something was said, and nothing of it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from preau.channels.services import answers_forget
from preau.conversations.models import WAITING, Block, Contest, Conversation, ConversationState, Message, Report
from preau.kernel import clock
from preau.records.services import record

from .evidence import evidence_before_erasing, evidence_release
from .heard import erased_id
from .pictures import pictures_forget
from .public import changed
from .triage import conversation_weigh


@transaction.atomic
def message_unsay(*, network: str, remote_id: str, author_id: str) -> None:
    """`author_id` took a message back: its words and pictures are erased. No effect on anybody else's."""
    found = Message.objects.select_for_update(of=("self",)).filter(network=network, remote_id=remote_id)
    message = found.filter(author_id=author_id, withdrawn_at__isnull=True).first()
    if message is not None:
        _empty(message)
        message.save()
        _nothing_waits(message.conversation)
        changed(message)


@transaction.atomic
def author_erase(*, network: str, author_id: str) -> None:
    """A person of a network is no more: their words, names, pictures and addresses are erased everywhere here."""
    messages = Message.objects.select_for_update(of=("self",)).filter(network=network, author_id=author_id)
    found = list(messages.select_related("conversation__page"))
    for message in found:
        _empty(message)
        message.author_id = message.author_handle = message.author_url = ""
        message.remote_id = erased_id(message.remote_id)
        message.save()
        changed(message)
    for conversation in {message.conversation for message in found}:
        _nothing_waits(conversation)
    Block.objects.filter(network=network, author_id=author_id).update(name="", author_id="", ended_at=clock.now())
    Contest.objects.filter(_of(found)).update(text="")
    Report.objects.filter(sender=author_id).update(sender="", reason="")
    answers_forget(network=network, to=author_id)
    _recorded(found)


def _of(messages: list[Message]) -> Q:
    """The contests of whoever wrote these."""
    return Q(removal__message__in=messages) | Q(block__message__in=messages)


def _recorded(messages: list[Message]) -> None:
    """One entry an institution. Nothing in it says who it was."""
    by_institution: dict[int | None, list[Message]] = {}
    for message in messages:
        by_institution.setdefault(message.conversation.page.institution_id, []).append(message)
    for institution_id, own in by_institution.items():
        snapshot = {"messages": [message.pk for message in own]}
        record(verb="message.erased", subject=own[0], snapshot=snapshot, institution_id=institution_id)


def _empty(message: Message) -> None:
    evidence_before_erasing(message)
    evidence_release(message)
    pictures_forget(message)
    message.html = message.warning = message.url = message.author_name = message.author_picture = ""
    message.pictures, message.marks = [], []
    message.withdrawn_at = message.withdrawn_at or clock.now()


def _nothing_waits(conversation: Conversation) -> None:
    """A conversation in which nothing of theirs is left needs no answer; whoever writes one is told."""
    conversation.version += 1
    left = conversation.messages.theirs().filter(withdrawn_at__isnull=True, hidden_at__isnull=True).exists()
    if not left and conversation.state in WAITING:
        conversation.state, conversation.waiting_since, conversation.due_at = ConversationState.CLOSED, None, None
    conversation.save(update_fields=["version", "state", "waiting_since", "due_at"])
    conversation_weigh(conversation=conversation)
