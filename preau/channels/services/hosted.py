from __future__ import annotations

from preau.channels.models import Channel
from preau.institutions.models import Page


def hosted_channel(*, page: Page, network: str) -> Channel:
    """The page's channel on a network that Préau hosts, made when first needed: never 2,800 at a time.

    It is no account elsewhere, so the public register does not list it.
    """
    channel, _ = Channel.objects.get_or_create(page=page, network=network, address="", defaults={"is_listed": False})
    return channel
