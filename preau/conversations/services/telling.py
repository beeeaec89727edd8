"""Telling somebody what became of their words: by mail, or by a private answer where they said them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import override

from preau.channels.models import Answer
from preau.channels.selectors import can_answer
from preau.channels.services import answer_send
from preau.conversations.models import Message, Told, Visitor
from preau.conversations.notices import Notice
from preau.conversations.selectors import language_of
from preau.institutions.models import Page
from preau.kernel.errors import Invalid
from preau.users.models import User

from .visitors.mails import visitor_mail


@dataclass(frozen=True, slots=True)
class Telling:
    """How somebody was told, and the answer that tells them where it is one."""

    how: Told
    answer: Answer | None = None


def way_to(message: Message) -> Told:
    """How its author would be told."""
    visitor = message.visitor
    if visitor is not None:
        return Told.MAIL if visitor.email and visitor.confirmed_at and visitor.wants_mail else Told.UNREACHED
    is_reached = bool(message.author_id) and can_answer(message.network) and not message.withdrawn_at
    return Told.PRIVATE if is_reached else Told.UNREACHED


def author_tell(*, message: Message, page: Page, key: str, write: Callable[[], Notice], actor: User) -> Telling:
    """Tell whoever wrote `message`, in their language, in the caller's transaction. `write` is called with that
    language active. `key`: what it is about, so that it is said once."""
    how = way_to(message)
    if how == Told.MAIL and message.visitor is not None:
        _mail(message.visitor, page, key, write)
    elif how == Told.PRIVATE:
        return _answer(message, page, write, actor)
    return Telling(how)


def _mail(visitor: Visitor, page: Page, key: str, write: Callable[[], Notice]) -> None:
    with override(visitor.language):
        notice = write()
    visitor_mail(visitor=visitor, page=page, key=key, subject=notice.subject, text=notice.text)


def _answer(message: Message, page: Page, write: Callable[[], Notice], actor: User) -> Telling:
    """In private, in the page's name; no part of the conversation."""
    language = language_of(page, message)
    with override(language):
        notice = write()
    try:
        answer = answer_send(
            page=page,
            network=message.network,
            reply_to=message.remote_id,
            to=message.author_id,
            to_handle=message.author_handle,
            text=notice.text,
            language=language,
            is_private=True,
            actor=actor,
        )
    except Invalid:  # the page has no account there any more
        return Telling(Told.UNREACHED)
    return Telling(Told.PRIVATE, answer)
