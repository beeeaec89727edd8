"""What can be done with posts: one verb a file."""

from .boost import post_boost, post_unboost
from .content import LIMITS, Content, languages, policy
from .copies import copy_leave, copy_take
from .create import post_create
from .edit import post_edit
from .obstacles import Obstacle, obstacles
from .pictures import picture_attach, picture_describe, picture_remove, upload_bytes
from .pin import post_pin, post_unpin
from .presence import presence_note
from .publish import post_publish
from .review import post_return, post_send_to_review
from .save import DraftConflict, post_save
from .withdraw import post_discard, post_withdraw

__all__ = [
    "LIMITS",
    "Content",
    "DraftConflict",
    "Obstacle",
    "copy_leave",
    "copy_take",
    "languages",
    "obstacles",
    "picture_attach",
    "picture_describe",
    "picture_remove",
    "policy",
    "post_boost",
    "post_create",
    "post_discard",
    "post_edit",
    "post_pin",
    "post_publish",
    "post_return",
    "post_save",
    "post_send_to_review",
    "post_unboost",
    "post_unpin",
    "post_withdraw",
    "presence_note",
    "upload_bytes",
]
