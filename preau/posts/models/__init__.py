from .draft import DraftCopy, Presence
from .picture import Attachment, Picture
from .pin import Pin
from .post import AlertState, Hashtag, Placement, Post, PostKind, PostState, Revision

__all__ = [
    "AlertState",
    "Attachment",
    "DraftCopy",
    "Hashtag",
    "Picture",
    "Pin",
    "Placement",
    "Post",
    "PostKind",
    "PostState",
    "Presence",
    "Revision",
]
