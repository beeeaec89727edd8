"""Bluesky's public search."""

from .listener import BlueskySearch
from .posts import said_in

__all__ = ["BlueskySearch", "said_in"]
