"""Asking sources: each once however many watches use it, politely, with its state on its row."""

from .run import sources_fetch

__all__ = ["sources_fetch"]
