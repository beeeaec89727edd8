from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.conversations.models import Message, Visitor
from preau.conversations.selectors.policy import policy_for
from preau.institutions.models import Page
from preau.kernel import clock

from .say import item_say
from .withdraw import item_empty, visitor_withdraw
from .words import NETWORK, sender_of


@transaction.atomic
def visitor_confirm(*, visitor: Visitor, items: Iterable[int]) -> int:
    """The mailbox's owner says that these are theirs: each is said now, by its page's rule. Twice is once.

    Gives how many were waiting.
    """
    found = Visitor.objects.select_for_update().get(pk=visitor.pk)
    if found.confirmed_at is None:
        found.confirmed_at = clock.now()
        found.save(update_fields=["confirmed_at"])
    rows = list(_of(found, items).filter(state=InboundState.NEW).select_for_update(of=("self",)).order_by("pk"))
    pages = Page.objects.select_related("institution", "official").in_bulk({item.page_id for item in rows})
    for item in rows:
        page = pages[item.page_id or 0]
        item_say(item, found, page, policy_for(page).visitors)
    return len(rows)


@transaction.atomic
def visitor_disown(*, visitor: Visitor, item_id: int) -> None:
    """The mailbox's owner did not write this: it goes, and what appeared of it too."""
    for item in _of(visitor, [item_id]).select_for_update(of=("self",)):
        message = Message.objects.filter(network=NETWORK, remote_id=item.remote_id).first()
        if message is not None:
            visitor_withdraw(visitor=visitor, message=message)
        item_empty(item)


def _of(visitor: Visitor, items: Iterable[int]) -> QuerySet[InboundItem]:
    own = InboundItem.objects.filter(network=NETWORK, sender=sender_of(visitor), pk__in=list(items))
    return own.exclude(payload="")
