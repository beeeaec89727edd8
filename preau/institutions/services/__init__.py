from .access import needs
from .opening import page_close, page_open

__all__ = ["needs", "page_close", "page_open"]
