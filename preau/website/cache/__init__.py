"""Public pages in memory: rendered once a change, served without Django. docs/explanation/speed.md tells how."""

from .memory import MEMORY, Answer, Memory

__all__ = ["MEMORY", "Answer", "Memory"]
