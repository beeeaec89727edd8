"""What messages seem to be. It is shown to people, who decide: nothing is hidden, held or sent by it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from preau.conversations.lexicon import site_lexicon
from preau.conversations.models import Conversation, Message
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.triage import Kind, Tone, triage
from preau.users.models import User

from .escalation import escalation_open
from .rights import require_moderator

BATCH = 200
# What stays said of a conversation whatever is said after it, the gravest first; else its newest message names it.
LASTING = (Kind.DANGER, Kind.PERSONAL, Kind.ATTACK, Kind.COMPLAINT)
WEIGHED = 200  # messages of one conversation that are looked at, the newest


def message_triage(*, message: Message) -> None:
    """Say what `message` seems to be and why, in the row and on `message`; in the caller's transaction.

    What a person has said of it stays; marks of words that are no more go.
    """
    if message.is_ours or message.withdrawn_at:
        return
    message_judge(message)
    Message.objects.filter(pk=message.pk).update(kind=message.kind, tone=message.tone, marks=message.marks)
    conversation_weigh(conversation=message.conversation)


def message_judge(message: Message) -> None:
    """Say on `message` what it seems to be and why; nothing is written."""
    if message.kind_by_id:
        message.marks = []
        return
    verdict = triage(message.words, language=message.language, lexicon=site_lexicon())
    message.kind, message.tone = verdict.kind.value, verdict.tone.value
    message.marks = [[mark.start, mark.end, mark.kind.value] for mark in verdict.marks]


def conversation_weigh(*, conversation: Conversation) -> None:
    """Set the kind and tone of a conversation by its messages that are neither hidden nor taken back."""
    theirs = Message.objects.theirs().filter(conversation=conversation)
    left = theirs.filter(withdrawn_at__isnull=True, hidden_at__isnull=True).exclude(kind="")
    found = list(left.order_by("-said_at", "-pk").values_list("kind", "tone")[:WEIGHED])
    kinds, tones = [kind for kind, _tone in found], [tone for _kind, tone in found]
    kind = next((one.value for one in LASTING if one in kinds), kinds[0] if kinds else "")
    tone = Tone.HOSTILE.value if Tone.HOSTILE in tones else next(iter(tones), "")
    if (kind, tone) != (conversation.kind, conversation.tone):
        conversation.kind, conversation.tone = kind, tone
        Conversation.objects.filter(pk=conversation.pk).update(kind=kind, tone=tone)


@transaction.atomic
def message_kind_correct(*, message: Message, kind: str, actor: User) -> Message:
    """A person says what `message` is. Triage does not come back on it; a danger is told at once.
    Raises NotAllowed or Invalid."""
    rows = Message.objects.select_for_update(of=("self",)).select_related("conversation__page")
    found = rows.get(pk=message.pk)
    page = found.conversation.page
    require_moderator(actor, page)
    if kind not in list(Kind) or found.is_ours:
        raise Invalid(_("Choisissez dans la liste ce qu’est ce message."))
    seemed, was_by = found.kind, found.kind_by_id
    if seemed == kind and was_by:
        return found
    found.kind, found.kind_by = kind, actor
    found.save(update_fields=["kind", "kind_by"])
    conversation_weigh(conversation=found.conversation)
    if kind == Kind.DANGER:
        escalation_open(message=found, actor=actor)
    snapshot = {"page": page.handle, "seemed": seemed, "kind": kind, "language": found.language}
    record(
        verb="message.kind_corrected",
        subject=found,
        actor=actor,
        snapshot=snapshot | {"by_triage": was_by is None},
        institution_id=page.institution_id,
    )
    return found


@transaction.atomic
def messages_triage(*, after: int = 0, again: bool = False) -> int | None:
    """Triage the next messages above `after`, at most `BATCH`: those that never were; or, `again`, all.

    Gives where to go on, or None at the end. Safe to run again, and beside messages that come in.
    """
    theirs = Message.objects.theirs().filter(pk__gt=after, withdrawn_at__isnull=True)
    wanted = theirs.filter(kind_by__isnull=True).filter(Q() if again else Q(kind=""))
    rows = wanted.select_for_update(of=("self",)).select_related("conversation").order_by("pk")[:BATCH]
    found = list(rows)
    for message in found:
        message_triage(message=message)
    return found[-1].pk if len(found) == BATCH else None
