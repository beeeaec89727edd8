from .picture import Attachment, Picture
from .post import AlertState, Hashtag, Placement, Post, PostKind, PostState, Revision

__all__ = [
    "AlertState",
    "Attachment",
    "Hashtag",
    "Picture",
    "Placement",
    "Post",
    "PostKind",
    "PostState",
    "Revision",
]
