"""What channels does when a post changes, inside the transaction of the change."""

from typing import Any

from preau.posts.models import Post

from .services import deliveries_cancel, deliveries_plan


def plan(*, post: Post, **_: Any) -> None:
    deliveries_plan(post=post)


def cancel(*, post: Post, **_: Any) -> None:
    deliveries_cancel(post=post)
