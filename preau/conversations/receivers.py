"""What conversations does with what comes in, inside the transaction of its reading."""

from __future__ import annotations

from typing import Any

from preau.channels.models import Answer, InboundItem
from preau.connectors.base import Heard
from preau.institutions.models import Page
from preau.posts.models import Post
from preau.triage import Kind

from . import selectors, services
from .models import Message


def on_statement_changed(*, post: Post, **_: Any) -> None:
    services.statement_changed(statement=post)


def on_said(*, heard: Heard, **_: Any) -> None:
    services.message_receive(heard=heard)


def on_unsaid(*, network: str, remote_id: str, sender: str, **_: Any) -> None:
    if remote_id == sender:
        services.author_erase(network=network, author_id=sender)
    else:
        services.message_unsay(network=network, remote_id=remote_id, author_id=sender)


def on_reported(*, page: Page, sender: str, about: list[str], reason: str, item: InboundItem, **_: Any) -> None:
    services.report_open(page=page, sender=sender, about=about, reason=reason, item=item)


def on_answer_settled(*, answer: Answer, **_: Any) -> None:
    services.answer_named(answer=answer)


def on_replies_asked(*, post: Post, network: str, limit: int, **_: Any) -> list[str]:
    return selectors.public_reply_ids(post, network, limit)


def on_network_changed(**_: Any) -> None:
    services.boards_realign()


def on_message_triage(*, message: Message, **_: Any) -> None:
    if message.edited_at:  # what is new was judged before it was written
        services.message_triage(message=message)


def on_message_said(*, message: Message, **_: Any) -> None:
    if message.conversation.due_at is None:
        services.conversation_clock(conversation=message.conversation)


def on_danger(*, message: Message, **_: Any) -> None:
    """After triage: what seems to be a danger is told to people at once, and left as it is."""
    if message.kind == Kind.DANGER:
        services.escalation_open(message=message)
