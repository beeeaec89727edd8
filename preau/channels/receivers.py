"""What channels does when a post changes, inside the transaction of the change."""

from typing import Any

from preau.institutions.models import Page
from preau.posts.models import Post

from .services import deliveries_cancel, deliveries_plan, deliveries_replan, deliveries_unplan


def plan(*, post: Post, **_: Any) -> None:
    deliveries_plan(post=post)


def cancel(*, post: Post, **_: Any) -> None:
    deliveries_cancel(post=post)


def placed(*, post: Post, page: Page, **_: Any) -> None:
    deliveries_replan(post=post, page=page)


def unplaced(*, post: Post, page: Page, **_: Any) -> None:
    deliveries_unplan(post=post, page=page)
