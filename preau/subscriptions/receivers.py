"""What subscriptions answers to lower rooms."""

from typing import Any

from preau.posts.selectors import Audience

from .selectors import audience


def mail_audience(*, pages: list[int], **_: Any) -> Audience:
    return Audience("mail", audience(pages))
