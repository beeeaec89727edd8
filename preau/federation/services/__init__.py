"""What the Fediverse may ask of this house, and what the house tells it: one verb a file."""

from .activity_send import activity_send
from .actors import actor_for, instance_actor, private_key_of
from .domain_blocks import MAX_BLOCKS, BlocksReport, domain_blocks_import
from .followers import approval_set, follow_refuse, follower_add, follower_decide
from .hosts import host_decide
from .inbox_tidy import inbox_tidy
from .lookup import actor_find
from .move import actor_move, address_of, alias_add, alias_remove, move_check, move_end
from .quotes import quote_allow, quote_refuse
from .remote import remote_actor

__all__ = [
    "MAX_BLOCKS",
    "BlocksReport",
    "activity_send",
    "actor_find",
    "actor_for",
    "actor_move",
    "address_of",
    "alias_add",
    "alias_remove",
    "approval_set",
    "domain_blocks_import",
    "follow_refuse",
    "follower_add",
    "follower_decide",
    "host_decide",
    "inbox_tidy",
    "instance_actor",
    "move_check",
    "move_end",
    "private_key_of",
    "quote_allow",
    "quote_refuse",
    "remote_actor",
]
