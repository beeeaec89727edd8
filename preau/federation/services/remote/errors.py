"""What can go wrong with somebody of another server.

RemoteError
├── RemoteGone       their server says that they are no more
├── RemoteRefused    what is there can't be believed, or nothing is to come from there
└── RemoteSilent     no answer, for now: worth another try
"""

from preau.kernel.errors import PreauError


class RemoteError(PreauError):
    """Nothing sound was learnt of them."""


class RemoteGone(RemoteError):
    """Their server says that they are no more."""


class RemoteRefused(RemoteError):
    """What is there can't be believed, or nothing is to come from there."""


class RemoteSilent(RemoteError):
    """No answer for now."""
