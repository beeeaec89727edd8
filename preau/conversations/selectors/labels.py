"""The labels that a person sees, gives, and makes."""

from __future__ import annotations

from django.db.models import QuerySet

from preau.conversations.models import Conversation, Label
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.users.models import User

from .reach import Reach


def labels_where(reach: Reach) -> QuerySet[Label]:
    """The labels of the boards of which a person reads conversations."""
    labels = Label.objects.order_by("name", "pk")
    return labels if reach.is_everything else labels.filter(board__in=[pk for pk in reach.boards(reach.read) if pk])


def labels_for(conversation: Conversation) -> QuerySet[Label]:
    """The labels that a conversation may be given."""
    return Label.objects.filter(board=conversation.board_id, retired_at=None)


def boards_labelled(user: User) -> QuerySet[Institution]:
    """The boards whose labels `user` makes and retires."""
    return institutions_where(user, Capability.PUBLISH).filter(parent=None).order_by("name")
