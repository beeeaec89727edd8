"""What the Fediverse may ask of this house, and what the house tells it: one verb a file."""

from .activity_send import activity_send
from .actors import actor_for, instance_actor, private_key_of
from .followers import approval_set, follow_refuse, follower_add, follower_decide
from .quotes import quote_allow, quote_refuse
from .remote import remote_actor

__all__ = [
    "activity_send",
    "actor_for",
    "approval_set",
    "follow_refuse",
    "follower_add",
    "follower_decide",
    "instance_actor",
    "private_key_of",
    "quote_allow",
    "quote_refuse",
    "remote_actor",
]
