from __future__ import annotations

import secrets
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from preau.channels.models import InboundItem, InboundState
from preau.channels.signals import said
from preau.conversations import limits
from preau.conversations.models import Appears, Message, Visitor
from preau.conversations.selectors.policy import policy_for
from preau.conversations.services.heard import calm
from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.errors import PreauError
from preau.kernel.markup import tidy
from preau.kernel.once import once, together
from preau.posts.models import Post
from preau.users.services import counted, window_left

from .mails import confirmation_send
from .words import NETWORK, Typed, heard_of, sender_of

URN = uuid.UUID("6f1c3c52-7a0e-4c53-9a1b-2d0f5a0c8e11")  # the space of names of forms


class Closed(PreauError):
    """The page takes no messages of visitors."""


class Refusal(PreauError):
    """Too much from one place. `seconds`: until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("Trop de messages viennent du même endroit que vous. Vos mots sont encore ici : réessayez plus tard.")
        )
        self.seconds = seconds


@together()
def visitor_say(
    *,
    page: Page,
    post: Post | None = None,
    answered: Message | None = None,
    name: str,
    email: str,
    text: str,
    is_private: bool = False,
    language: str = "fr",
    number: str,
    place: str,
) -> None:
    """Keep what somebody without an account says to `page`, and the mail that asks them to confirm it.

    All of it in one transaction. `number`: of the form; the same form sent twice is kept once. `place`: where it comes
    from, counted and not kept. It appears by the page's rule. Raises Refusal or Closed.
    """
    once(("page", page.pk), lambda: page)
    rule = policy_for(page).visitors
    if rule == Appears.CLOSED:
        raise Closed
    remote_id = uuid.uuid5(URN, "\n".join([number, email, name, text, str(is_private)])).urn
    try:
        with transaction.atomic():
            typed = typed_by(name, text, language, place).at(post=post, answered=answered, is_private=is_private)
            _keep(remote_id, page, typed, visitor_for(email, language), rule)
    except IntegrityError:  # this form is here already, and nothing of the second time is kept
        if not InboundItem.objects.filter(network=NETWORK, remote_id=remote_id).exists():
            raise


def typed_by(name: str, text: str, language: str, place: str) -> Typed:
    """What was typed, brought down to what is kept, and counted. Raises Refusal."""
    number = counted(what="visitor.say", who=place)
    if number > limits.REFUSED_FROM:
        raise Refusal(window_left())
    return Typed(calm(name)[: limits.NAME], tidy(text).strip(), language, is_many=number > limits.HELD_FROM)


def visitor_for(email: str, language: str) -> Visitor:
    """Whoever has this mailbox. Anybody may type anybody's: nothing they own changes by it."""
    defaults = {"key": secrets.token_urlsafe(32), "language": language}
    return Visitor.objects.get_or_create(email=email.lower(), defaults=defaults)[0]


def _keep(remote_id: str, page: Page, typed: Typed, visitor: Visitor, rule: str) -> None:
    item = item_make(remote_id, page, typed, visitor)
    appears = rule == Appears.AT_ONCE and not typed.is_private
    if appears:
        item_say(item, visitor, page, rule)
    confirmation_send(item, visitor, page, appears=appears)


def item_make(remote_id: str, page: Page, typed: Typed, visitor: Visitor) -> InboundItem:
    return InboundItem.objects.create(
        network=NETWORK,
        remote_id=remote_id,
        kind="Message",
        sender=sender_of(visitor),
        page=page,
        payload=str(typed),
    )


def item_say(item: InboundItem, visitor: Visitor, page: Page, rule: str) -> None:
    """Let what was received be heard on its `page`, by the `rule` that holds there. In the caller's transaction."""
    said.send(sender=InboundItem, heard=heard_of(item, visitor, page, rule), item=item)
    item.state, item.processed_at = InboundState.DONE, clock.now()
    item.save(update_fields=["state", "processed_at"])
