"""What comes in, as the room of a network would send it."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.db import transaction

from preau.channels import signals
from preau.channels.models import InboundItem
from preau.connectors.base import Author, Heard
from preau.conversations.models import Message
from preau.institutions.models import Page
from preau.kernel import clock
from preau.posts.models import Post

_numbers = itertools.count(1)
ALEX = Author("https://mastodon.exemple/users/alex", "Alex", "@alex@mastodon.exemple", "https://mastodon.exemple/@alex")
NOOR = Author("https://pixelfed.exemple/users/noor", "Noor", "@noor@pixelfed.exemple", "https://pixelfed.exemple/noor")


def say(page: Page, html: str, *, by: Author = ALEX, post: Post | None = None, **fields: Any) -> Message:
    """Somebody says `html` to `page`. `fields` are those of Heard; gives the message, as it is kept."""
    number = next(_numbers)
    given = {
        "network": "activitypub",
        "remote_id": f"{by.url}/{number}",
        "author": by,
        "page_id": page.pk,
        "html": html,
        "said_at": clock.now(),
        "url": f"{by.url}/{number}",
        "post_id": post.pk if post else None,
        "reply_to": f"http://testserver/ap/posts/{post.pk}" if post else "",
    }
    heard = Heard(**{**given, **fields})
    with transaction.atomic():
        signals.said.send(sender=None, heard=heard, item=None)
    return Message.objects.get(remote_id=heard.remote_id)


def again(message: Message, html: str, *, by: Author = ALEX, **fields: Any) -> Message:
    """The same message in other words."""
    conversation = message.conversation
    kept = {
        "remote_id": message.remote_id,
        "reply_to": message.reply_to,
        "post": conversation.post,
        "is_private": conversation.is_private,
    }
    return say(conversation.page, html, by=by, **{**kept, **fields})


def unsay(message: Message, *, by: Author = ALEX) -> None:
    with transaction.atomic():
        signals.unsaid.send(sender=by.remote_id, network=message.network, remote_id=message.remote_id)


def vanish(author: Author) -> None:
    """The person is no more."""
    with transaction.atomic():
        signals.unsaid.send(sender=author.remote_id, network="activitypub", remote_id=author.remote_id)


def report(page: Page, *about: str, reason: str = "Regardez ceci.") -> InboundItem:
    item = InboundItem.objects.create(
        network="activitypub",
        remote_id=f"https://mastodon.exemple/flags/{next(_numbers)}",
        kind="Flag",
        sender="https://mastodon.exemple/actor",
        payload="{}",
    )
    for _ in range(2):  # read twice, it is one
        signals.reported.send(sender=item.sender, page=page, about=list(about), reason=reason, item=item)
    return item


def ago(**delta: float) -> dt.datetime:
    return clock.now() - dt.timedelta(**delta)
