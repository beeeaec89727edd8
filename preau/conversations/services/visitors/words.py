"""What a visitor typed, as it is kept and as it is said; and the links that are theirs alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from django.urls import reverse
from django.utils import translation

from preau.channels.models import InboundItem
from preau.channels.selectors import origin_of
from preau.connectors.base import Author, Heard
from preau.conversations.models import Appears, HeldFor, Message, Visitor
from preau.conversations.tokens import confirm_token
from preau.institutions.models import Page
from preau.kernel.markup import message_html
from preau.posts.models import Post

NETWORK = "visitor"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and where: the payload of an InboundItem. `answers`: the id of a Message, or 0."""

    name: str
    text: str
    language: str
    post_id: int | None = None
    answers: int = 0
    is_private: bool = False
    is_many: bool = False  # its address had sent many already

    def at(self, *, post: Post | None, answered: Message | None, is_private: bool) -> Typed:
        """The same words, in their place."""
        post_id, answers = post.pk if post else None, answered.pk if answered else 0
        return replace(self, post_id=post_id, answers=answers, is_private=is_private)

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, item: InboundItem) -> Typed:
        """Of an item that has not been emptied."""
        return cls(**json.loads(item.payload))


def sender_of(visitor: Visitor) -> str:
    """The network's id of a person."""
    return f"{NETWORK}:{visitor.pk}"


def heard_of(item: InboundItem, visitor: Visitor, page: Page, rule: str) -> Heard:
    """What `item` says on its `page`, by the `rule` that holds there now (Appears)."""
    typed = Typed.of(item)
    answered = Message.objects.filter(pk=typed.answers, conversation__page=page).first() if typed.answers else None
    held_for = _held_for(typed, rule)
    return Heard(
        network=NETWORK,
        remote_id=item.remote_id,
        author=Author(item.sender, typed.name, ""),
        page_id=page.pk,
        html=message_html(typed.text, tag_url=lambda name: None, handle_url=lambda handle: None),
        said_at=item.received_at,
        language=typed.language,
        post_id=typed.post_id,
        reply_to=answered.remote_id if answered else "",
        reply_network=answered.network if answered else "",
        is_private=typed.is_private,
        is_held=bool(held_for),
        held_for=held_for,
        visitor_id=visitor.pk,
    )


def _held_for(typed: Typed, rule: str) -> str:
    if typed.is_private:  # nobody sees it anyway but those who would let it appear
        return ""
    if typed.is_many:
        return HeldFor.LIMIT
    # Closed since it was typed: it is not lost, and a person decides.
    return HeldFor.APPROVAL if rule in (Appears.APPROVED, Appears.CLOSED) else ""


def visitor_link(visitor: Visitor, page: Page) -> str:
    """Their private page, for a mail about `page` (its domain loaded): whoever holds it is this person."""
    return _link(page, visitor.language, "exchange", visitor.key)


def confirm_link(visitor: Visitor, item: InboundItem, page: Page) -> str:
    """Where a button confirms what `item` says."""
    return _link(page, visitor.language, "confirm", confirm_token(visitor.pk, item.pk))


def _link(page: Page, language: str, name: str, key: str) -> str:
    with translation.override(language):
        return origin_of(page.domain) + reverse(f"visitors:{name}", args=[key])
