"""What can be done with posts: one verb a file."""

from .content import LIMITS, Content
from .create import post_create
from .edit import post_edit
from .obstacles import Obstacle, obstacles
from .publish import post_publish
from .review import post_return, post_send_to_review
from .save import DraftConflict, post_save
from .withdraw import post_discard, post_withdraw

__all__ = [
    "LIMITS",
    "Content",
    "DraftConflict",
    "Obstacle",
    "obstacles",
    "post_create",
    "post_discard",
    "post_edit",
    "post_publish",
    "post_return",
    "post_save",
    "post_send_to_review",
    "post_withdraw",
]
