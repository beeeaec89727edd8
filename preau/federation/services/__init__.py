"""What the Fediverse may ask of this house, and what the house tells it: one verb a file."""

from .activity_send import activity_send
from .actors import actor_for, instance_actor, private_key_of
from .domain_blocks import MAX_BLOCKS, BlocksReport, domain_blocks_import
from .followers import approval_set, follow_refuse, follower_add, follower_decide
from .hosts import host_decide
from .inbox_tidy import inbox_tidy
from .quotes import quote_allow, quote_refuse
from .remote import remote_actor

__all__ = [
    "MAX_BLOCKS",
    "BlocksReport",
    "activity_send",
    "actor_for",
    "approval_set",
    "domain_blocks_import",
    "follow_refuse",
    "follower_add",
    "follower_decide",
    "host_decide",
    "inbox_tidy",
    "instance_actor",
    "private_key_of",
    "quote_allow",
    "quote_refuse",
    "remote_actor",
]
