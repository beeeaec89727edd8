"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, with full texts, so that a reader needs nothing else."""

from .atom import atom
from .content import Feed, clean, feed_of
from .json_feed import json_feed

__all__ = ["Feed", "atom", "clean", "feed_of", "json_feed"]
