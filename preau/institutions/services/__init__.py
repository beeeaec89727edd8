from .access import needs

__all__ = ["needs"]
