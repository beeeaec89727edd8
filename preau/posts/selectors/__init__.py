"""Reading posts: as the public does, as the desk does."""

from .addresses import hashtag_address, post_address
from .alerts import state_words
from .audience import Audience, audience_of
from .desk import drafts_where, matching, posts_where, promise_of, published_where, waiting_for
from .pinned import pinned_posts

__all__ = [
    "Audience",
    "audience_of",
    "drafts_where",
    "hashtag_address",
    "matching",
    "pinned_posts",
    "post_address",
    "posts_where",
    "promise_of",
    "published_where",
    "state_words",
    "waiting_for",
]
