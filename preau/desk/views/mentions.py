"""From what is said elsewhere to the conversation about it: two rooms that do not know each other."""

from __future__ import annotations

from typing import cast

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from preau.conversations.models import Message
from preau.conversations.selectors import conversations_where
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.listening.selectors import mentions_where
from preau.listening.services import NETWORK, conversation_name
from preau.users.models import User


@needs(Capability.READ)
@require_safe
def conversation(request: HttpRequest, mention_id: int) -> HttpResponse:
    """The conversation that a mention became, or in which it was said; 404 where there is none that one may read."""
    user = cast(User, request.user)
    mention = get_object_or_404(mentions_where(user).select_related("item", "lead__item"), pk=mention_id)
    item, page = (mention.lead or mention).item, getattr(mention.institution, "page", None)
    named = Q(network=item.network, remote_id=item.remote_id)
    if page is not None:
        named |= Q(network=NETWORK, remote_id=conversation_name(item, page))
    said = Message.objects.filter(named, conversation__in=conversations_where(user)).order_by("-pk").first()
    if said is None:
        raise Http404
    return redirect("conversations:thread", conversation_id=said.conversation_id)
