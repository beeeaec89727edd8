"""Reading conversations as the desk does: what a person may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from preau.conversations.models import Conversation, Message, Report
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.users.models import User

from .said import Said, said_of

LONGEST = 500  # messages of a conversation on screen: the newest


def conversations_where(user: User) -> QuerySet[Conversation]:
    """The conversations that `user` may read: private ones are for those who moderate the page."""
    if user.is_superuser and user.is_active:
        return Conversation.objects.all()
    read, moderated = _ids(user, Capability.READ), _ids(user, Capability.MODERATE)
    if set(read) <= set(moderated):
        return Conversation.objects.filter(page__in=moderated)
    return Conversation.objects.filter(Q(page__in=read, is_private=False) | Q(page__in=moderated))


def _ids(user: User, capability: Capability) -> list[int]:
    return list(pages_where(user, capability).order_by().values_list("pk", flat=True))


def moderated_where(user: User) -> QuerySet[Conversation]:
    """The conversations in which `user` answers and moderates."""
    if user.is_superuser and user.is_active:
        return Conversation.objects.all()
    return Conversation.objects.filter(page__in=_ids(user, Capability.MODERATE))


def messages_of(conversation: Conversation) -> list[Said]:
    """The whole of a conversation, hidden messages too, in the order in which it reads."""
    rows = conversation.messages.select_related("answer__author", "answer__channel__page", "hidden_by").order_by(
        "-said_at", "-id"
    )[:LONGEST]
    return said_of(sorted(rows, key=lambda message: (message.said_at, message.pk)))


def messages_where(user: User) -> QuerySet[Message]:
    """The messages that `user` may hide, show or take back."""
    rows = Message.objects.filter(conversation__in=moderated_where(user))
    return rows.select_related("conversation__page", "conversation__post", "answer")


def reports_where(user: User) -> QuerySet[Report]:
    """The reports to the moderators of the pages that `user` moderates, those that wait first, newest first."""
    pages = pages_where(user, Capability.MODERATE).order_by().values("pk")
    return Report.objects.filter(page__in=pages).select_related("page", "settled_by").order_by("-pk")


def reported(report: Report) -> list[Said]:
    """The messages that a report is about, those that are here."""
    return said_of(report.messages.select_related("conversation").order_by("said_at", "pk"))
