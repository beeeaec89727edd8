"""Mastodon's hashtag timelines and status search, on a server that one chooses."""

from .listener import MastodonSearch, MastodonTag
from .statuses import said_in

__all__ = ["MastodonSearch", "MastodonTag", "said_in"]
