"""Reading posts: as the public does, as the desk does."""

from .audience import Audience

__all__ = ["Audience"]
