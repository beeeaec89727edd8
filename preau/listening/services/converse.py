"""A mention that becomes a conversation of the page: threaded by whoever holds the threads."""

from __future__ import annotations

from django.db import transaction
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from preau.channels.signals import said
from preau.connectors.base import Author, Heard
from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.listening.models import Item, Mention, MentionState
from preau.users.models import User

from .decide import mention_locked, mention_settle
from .rights import must_moderate

NETWORK = "watch"


def conversation_name(item: Item, page: Page) -> str:
    """The id under which an item's conversation with `page` is threaded: each page has its own."""
    return f"item:{item.pk}:page:{page.pk}"


@transaction.atomic
def mention_converse(*, actor: User, mention: Mention) -> str:
    """Open a private conversation about it; gives the id of its first message. Asked twice, it stays one.

    Raises NotAllowed, or Invalid where the institution has no page.
    """
    locked = mention_locked(mention)
    must_moderate(actor, locked.institution)
    page = Page.objects.filter(institution=locked.institution).first()
    if page is None:
        raise Invalid(_("Cet organisme n’a pas encore de page : ouvrez-la d’abord."))
    if locked.state != MentionState.CONVERSATION:
        said.send(sender=Mention, heard=_heard(locked.item, page), item=None)
        mention_settle(locked, MentionState.CONVERSATION, "mention.conversation_opened", actor)
    return conversation_name(locked.item, page)


def _heard(item: Item, page: Page) -> Heard:
    title = f"<p><strong>{escape(item.title)}</strong></p>" if item.title else ""
    return Heard(
        network=NETWORK,
        remote_id=conversation_name(item, page),
        # Not the author's own id: each item is to be a conversation, and no reply would reach them from here.
        author=Author(f"item:{item.pk}", item.author_name or item.outlet, item.outlet, item.author_url),
        page_id=page.pk,
        html=title + linebreaks(item.text, autoescape=True),
        said_at=min(item.said_at, clock.now()),
        language=item.language,
        url=item.url,
        is_private=True,
    )
