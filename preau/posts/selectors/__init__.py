"""Reading posts: as the public does, as the desk does."""

from .addresses import hashtag_address, post_address
from .audience import Audience, audience_of

__all__ = ["Audience", "audience_of", "hashtag_address", "post_address"]
