from .change import PublicChange

__all__ = ["PublicChange"]
