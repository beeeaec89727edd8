"""What federation does when a post or a page changes, inside the transaction of the change."""

from typing import Any

from preau.institutions.models import Page
from preau.posts.models import Post

from .services.actor_update import actor_update
from .services.post_feature import post_feature
from .services.post_send import announce_undo, post_delete, post_update


def edited(*, post: Post, **_: Any) -> None:
    post_update(post=post)


def withdrawn(*, post: Post, **_: Any) -> None:
    post_delete(post=post)


def pinned(*, post: Post, **_: Any) -> None:
    post_feature(post=post, is_pinned=True)


def unpinned(*, post: Post, **_: Any) -> None:
    post_feature(post=post, is_pinned=False)


def page(*, page: Page, **_: Any) -> None:
    actor_update(page=page)


def unplaced(*, post: Post, page: Page, **_: Any) -> None:
    announce_undo(post=post, page_id=page.pk)
