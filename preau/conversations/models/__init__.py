from .message import Conversation, ConversationState, HideReason, Message
from .picture import PictureState, RemotePicture
from .report import Report

__all__ = [
    "Conversation",
    "ConversationState",
    "HideReason",
    "Message",
    "PictureState",
    "RemotePicture",
    "Report",
]
