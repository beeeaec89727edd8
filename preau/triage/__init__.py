"""What a message seems to be, by the words that say so. Pure Python."""

from .kinds import Kind, Tone

__all__ = ["Kind", "Tone"]
