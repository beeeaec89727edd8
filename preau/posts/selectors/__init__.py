"""Reading posts: as the public does, as the desk does."""

from .addresses import hashtag_address, post_address
from .audience import Audience, audience_of
from .desk import drafts_where, matching, posts_where, promise_of, published_where, waiting_for

__all__ = [
    "Audience",
    "audience_of",
    "drafts_where",
    "hashtag_address",
    "matching",
    "post_address",
    "posts_where",
    "promise_of",
    "published_where",
    "waiting_for",
]
