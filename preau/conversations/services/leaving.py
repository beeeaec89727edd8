"""How an answer leaves, once it may: what both ways to it share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from preau.channels.models import Answer
from preau.channels.services import answer_send
from preau.conversations.fields import unfilled
from preau.conversations.models import AnswerTemplate, Conversation, ConversationState, Message
from preau.conversations.selectors.language import language_of
from preau.conversations.signals import conversation_answered
from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid
from preau.users.models import User

from .public import changed


def answering(message: Message) -> tuple[Conversation, Page]:
    """The conversation of `message`, locked, and its page."""
    conversation = Conversation.objects.select_for_update().get(pk=message.conversation_id)
    page = Page.objects.select_related("domain", "institution", "official").get(pk=conversation.page_id)
    conversation.page = page
    return conversation, page


def answer_leave(
    conversation: Conversation,
    asked: Message,
    page: Page,
    *,
    text: str,
    author: User,
    approved_by: User | None = None,
    templates: Iterable[AnswerTemplate] = (),
) -> Message:
    """Send an answer that may leave: the caller has checked who, and what. The conversation is locked."""
    answer = answer_send(
        page=page,
        network=asked.network,
        reply_to=asked.remote_id,
        to=asked.author_id,
        to_handle=asked.author_handle,
        text=text,
        language=language_of(page, asked),
        is_private=conversation.is_private,
        post=conversation.post,
        actor=author,
        approved_by=approved_by,
        template=" · ".join(f"{one.title} ({one.version})" for one in templates),
    )
    said = _said(conversation, asked, answer)
    conversation.state, conversation.last_at = ConversationState.THEIRS, clock.now()
    conversation.first_answered_at = conversation.first_answered_at or conversation.last_at
    conversation.waiting_since = conversation.due_at = conversation.snoozed_until = None
    conversation.version += 1
    conversation.save()
    conversation_answered.send(sender=Conversation, conversation=conversation, message=said)
    changed(said)
    return said


def answer_check(conversation: Conversation, asked: Message, page: Page, version: int) -> None:
    """Raises Conflict or Invalid where `asked` can't be answered as the person has read the conversation."""
    if version != conversation.version:
        words = _("La conversation a changé pendant que vous écriviez. Rien n’est parti : relisez, puis renvoyez.")
        raise Conflict(f"{words} {_last_answer(conversation)}".strip())
    if asked.conversation_id != conversation.pk or asked.withdrawn_at or asked.is_ours:
        raise Invalid(_("Ce message ne peut plus recevoir de réponse : il a été retiré."))
    if not page.is_open:
        raise Invalid(_("Cette page est fermée : elle ne répond plus."))


def _last_answer(conversation: Conversation) -> str:
    """Who answered last, and when, where nothing was said since."""
    last = conversation.messages.select_related("answer__author").order_by("-said_at", "-pk").first()
    if last is None or last.answer is None or last.answer.author is None or last.withdrawn_at:
        return ""
    at = date_format(timezone.localtime(last.said_at), "TIME_FORMAT")
    return _("%(name)s a répondu à %(hour)s.") % {"name": last.answer.author, "hour": at}


def fields_check(text: str, templates: Iterable[AnswerTemplate]) -> None:
    """Raises Invalid where a field of the templates still stands in braces."""
    left = unfilled(text, " ".join(f"{one.text_fr} {one.text_en}" for one in templates))
    if left:
        words = _("Remplissez d’abord, ou effacez, ce qui est entre accolades : %(fields)s.")
        raise Invalid(words % {"fields": ", ".join(left)})


def _said(conversation: Conversation, asked: Message, answer: Answer) -> Message:
    return Message.objects.create(
        conversation=conversation,
        network=asked.network,
        remote_id=f"answer:{answer.pk}",
        reply_to=asked.remote_id,
        html=answer.html,
        language=answer.language,
        answer=answer,
        said_at=clock.now(),
    )
