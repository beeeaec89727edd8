"""The way in: answers POST to the inboxes by itself, in front of Django, whose middleware is slow and wants cookies.

What is sound becomes one durable row with its job, then 202. All else is answered with one line of reason, and leaves
nothing: no row, no job, no call but the one for the sender's key. An answer comes within a second of the body.
"""

from .wsgi import inbox_door

__all__ = ["inbox_door"]
