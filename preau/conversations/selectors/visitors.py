"""What the pages of visitors show: what may be answered, what they said, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from preau.channels.models import InboundItem, InboundState
from preau.conversations.models import Appears, Conversation, Message, Visitor
from preau.guide.selectors import Summary, netiquette_summary
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import institution_of
from preau.kernel import clock
from preau.posts.models import Post

from .policy import policy_for

SHOWN = 50  # conversations, and messages that wait, on a private page


@dataclass(frozen=True, slots=True)
class Line:
    """One message of an exchange, theirs or the page's. `is_answered`: the page has answered it."""

    message: Message
    is_answered: bool

    @property
    def html(self) -> SafeString:
        """Cleaned when it was received, or made by ourselves."""
        return mark_safe(self.message.html)  # noqa: S308


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a visitor and a page said to each other in one conversation. `last`: what they would answer now; None where
    all is taken back."""

    conversation: Conversation
    lines: list[Line]

    @property
    def last(self) -> Message | None:
        return next((line.message for line in reversed(self.lines) if not line.message.withdrawn_at), None)

    @property
    def is_answered(self) -> bool:
        return any(line.message.is_ours for line in self.lines)


def takes_messages(page: Page) -> bool:
    """Whether anybody may ask or comment on `page` (its institution or official loaded)."""
    return page.is_open and policy_for(page).visitors != Appears.CLOSED


def netiquette_of(page: Page, language: str) -> Summary:
    """What stands in the form. Kept for a minute: a burst of visitors asks for it far more often than it changes."""
    institution = institution_of(page)
    if institution is None:
        return netiquette_summary(None, language)
    return _kept_summary(institution.pk, page.domain_id, language, int(clock.now().timestamp()) // 60)


@lru_cache(maxsize=1_000)
def _kept_summary(institution_id: int, domain_id: int, language: str, minute: int) -> Summary:
    return netiquette_summary(Institution.objects.get(pk=institution_id), language)


def answerable(page: Page, post: Post | None, given: str) -> Message | None:
    """The public message that `given`, a number from an address, names in that place."""
    if not (given.isascii() and given.isdigit()) or len(given) > 18:
        return None
    place = Message.objects.filter(conversation__page=page, conversation__post=post, conversation__is_private=False)
    found = place.select_related("conversation").filter(pk=int(given)).first()
    return found if found and found.is_shown else None


def exchanges_of(visitor: Visitor) -> list[Exchange]:
    """The conversations in which they spoke, newest first: their own messages, and the page's. Two queries."""
    own = Message.objects.filter(visitor=visitor).values("conversation")
    found = Conversation.objects.filter(pk__in=own).select_related("page__domain", "post").order_by("-last_at", "-pk")
    rows = Message.objects.filter(conversation__in=[conversation.pk for conversation in found[:SHOWN]])
    by_talk: dict[int, list[Message]] = {}
    for message in rows.order_by("said_at", "pk"):
        by_talk.setdefault(message.conversation_id, []).append(message)
    return [Exchange(conversation, _lines(by_talk[conversation.pk], visitor)) for conversation in found[:SHOWN]]


def _lines(said: list[Message], visitor: Visitor) -> list[Line]:
    answered = {message.reply_to for message in said if message.is_ours and not message.withdrawn_at}
    shown = [message for message in said if message.is_ours or message.visitor_id == visitor.pk]
    return [Line(message, message.remote_id in answered) for message in shown]


def own_message(visitor: Visitor, message_id: int) -> Message | None:
    """A message that `visitor` said and has not taken back."""
    own = Message.objects.filter(visitor=visitor, pk=message_id, withdrawn_at__isnull=True)
    return own.select_related("conversation__page", "conversation__post").first()


def waiting_of(visitor: Visitor) -> list[InboundItem]:
    """What was typed with their address and not confirmed, oldest first."""
    sender = f"visitor:{visitor.pk}"
    rows = InboundItem.objects.filter(network="visitor", state=InboundState.NEW, sender=sender).exclude(payload="")
    return list(rows.select_related("page").order_by("pk")[:SHOWN])
