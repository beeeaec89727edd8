"""How what is ours is called elsewhere, for the rooms above."""

from __future__ import annotations

from preau.channels.selectors import origin_of
from preau.federation.protocol import addresses
from preau.institutions.models import Page
from preau.posts.models import Post


def account_name(page: Page) -> str:
    """What people type elsewhere to find `page`: "@trois_saules@ecoles.exemple". Load `page.domain` with the page."""
    return f"@{page.handle}@{origin_of(page.domain).partition('://')[2]}"


def actor_id(page: Page) -> str:
    """The id of `page` as an actor."""
    return addresses.actor_uri(origin_of(page.domain), page.pk)


def post_id(post: Post) -> str:
    """The id of a post. Load `post.page.domain` with it."""
    return addresses.post_uri(origin_of(post.page.domain), post.pk)
