from .entry import Entry, Head

__all__ = ["Entry", "Head"]
