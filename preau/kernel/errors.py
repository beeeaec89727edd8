"""The tree of errors that Préau raises on purpose.

PreauError
├── NotAllowed     this person may not do this here
├── Invalid        what was given can't be accepted: says why, in words for the person who gave it
└── Conflict       somebody else changed it in the meantime: nothing was lost
"""

from __future__ import annotations


class PreauError(Exception):
    """An error with a message that can be shown to a person as it is."""


class NotAllowed(PreauError):
    """This person may not do this here."""


class Invalid(PreauError):
    """What was given can't be accepted."""


class Conflict(PreauError):
    """Somebody else changed it in the meantime."""
