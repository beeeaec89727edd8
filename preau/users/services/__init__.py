from .access import public, signed_in

__all__ = ["public", "signed_in"]
