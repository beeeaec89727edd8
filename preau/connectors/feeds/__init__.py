"""Any RSS (0.9 to 2.0, RDF) or Atom feed."""

from .discovery import Found, discover
from .listener import FeedListener
from .reading import NoFeed, read_feed

__all__ = ["FeedListener", "Found", "NoFeed", "discover", "read_feed"]
