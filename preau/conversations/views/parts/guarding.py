from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Q
from django.http import HttpRequest

from preau.conversations.models import Block, Conversation, Escalation, Evidence, Message, Removal
from preau.conversations.selectors import Said, evidence_where
from preau.kernel import clock
from preau.triage import Kind
from preau.users.models import User


@dataclass(slots=True)
class Guard:
    """What was done to protect people from one message, or its author from us: what its bubble says of it."""

    removal: Removal | None = None
    block: Block | None = None
    escalation: Escalation | None = None
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def notice_failed(self) -> bool:
        notice = self.removal.notice if self.removal else None
        return notice is not None and notice.state in ("failed", "unknown")


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    """One query, some more where something was done; each message gets its `guard`, shown to who moderates."""
    user = cast(User, request.user)
    messages = [one.message for one in said if not one.message.is_ours]
    guards = {message.pk: Guard() for message in messages}
    running = Escalation.objects.filter(message__in=messages, closed_at=None) if conversation.is_urgent else ()
    for escalation in running:
        guards[escalation.message_id or 0].escalation = escalation
    _removals([message for message in messages if message.hidden_at or message.masked_at], guards)
    _evidence(user, [message for message in messages if _is_sealed(message, guards)], guards)
    _blocks(messages, guards)
    for message in messages:
        message.guard = guards[message.pk]  # type: ignore[attr-defined]
        message.is_exposing = message.kind == Kind.PERSONAL and not message.masked_at  # type: ignore[attr-defined]
    return {"escalations": [guard.escalation for guard in guards.values() if guard.escalation]}


def _removals(messages: list[Message], guards: dict[int, Guard]) -> None:
    if messages:
        rows = Removal.objects.filter(message__in=messages).select_related("notice", "contest")
        for removal in rows.order_by("pk"):
            guards[removal.message_id or 0].removal = removal


def _is_sealed(message: Message, guards: dict[int, Guard]) -> bool:
    return bool(message.masked_at or message.hidden_at or guards[message.pk].escalation)


def _evidence(user: User, messages: list[Message], guards: dict[int, Guard]) -> None:
    if messages:
        for evidence in evidence_where(user).filter(message__in=messages):
            guards[evidence.message_id or 0].evidence.append(evidence)


def _blocks(messages: list[Message], guards: dict[int, Guard]) -> None:
    people = {message.author_id for message in messages if message.author_id}
    visitors = {message.visitor_id for message in messages if message.visitor_id}
    if not people and not visitors:
        return
    who = Q(author_id__in=people) | Q(visitor__in=visitors)
    running = Block.objects.filter(who, lifted_at=None, ended_at=None, until__gt=clock.now())
    for block in running.order_by("until"):
        for message in messages:
            is_theirs = (
                block.visitor_id == message.visitor_id
                if block.visitor_id
                else ((block.network, block.author_id) == (message.network, message.author_id))
            )
            if is_theirs:
                guards[message.pk].block = block
