"""A post as a connector gets it: plain values, no Django."""

from __future__ import annotations

from preau.channels.models import Delivery
from preau.connectors.base import Outgoing
from preau.institutions.models import Institution, Page
from preau.posts.models import Post, PostKind
from preau.posts.selectors import post_address

from .selectors.addresses import picture_address

NETWORK_PICTURE_WIDTH = 1600  # pixels: the widest that every network of the matrix accepts


def language_of(page: Page, post: Post) -> str:
    """The language a page speaks on a network: French, but where its policy or the post has English alone."""
    policy = page.institution.language_policy if page.institution else Institution.LanguagePolicy.FR
    wants_english = policy == Institution.LanguagePolicy.EN or not (post.body_fr or post.title_fr)
    return "en" if wants_english and (post.body_en or post.title_en) else "fr"


def outgoing_for(delivery: Delivery) -> Outgoing:
    """What leaves for the delivery's channel."""
    post, channel = delivery.post, delivery.channel
    language = language_of(channel.page, post)
    attachments = post.attachments.select_related("picture")
    pictures = [
        (picture_address(post.page, a.picture, NETWORK_PICTURE_WIDTH), getattr(a, f"alt_{language}") or a.alt_fr)
        for a in attachments
    ]
    return Outgoing(
        delivery_id=delivery.pk,
        post_id=post.pk,
        channel_id=channel.pk,
        url=post_address(post),
        title=getattr(post, f"title_{language}"),
        text=getattr(post, f"body_{language}"),
        html=getattr(post, f"html_{language}"),
        language=language,
        is_alert=post.kind == PostKind.ALERT,
        pictures=tuple(pictures),
    )
