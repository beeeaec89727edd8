"""People of other servers: who they are, and whose a key is."""

from .actors import remote_actor
from .errors import RemoteError, RemoteGone, RemoteRefused, RemoteSilent
from .keeping import keep_actor

__all__ = ["RemoteError", "RemoteGone", "RemoteRefused", "RemoteSilent", "keep_actor", "remote_actor"]
