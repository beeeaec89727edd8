from .conversation import KINDS, TONES, WAITING, Conversation, ConversationState
from .message import HeldFor, Message
from .picture import PictureState, RemotePicture
from .policy import Appears, Policy
from .reasons import HideReason
from .report import Report
from .visitor import Visitor

__all__ = [
    "KINDS",
    "TONES",
    "WAITING",
    "Appears",
    "Conversation",
    "ConversationState",
    "HeldFor",
    "HideReason",
    "Message",
    "PictureState",
    "Policy",
    "RemotePicture",
    "Report",
    "Visitor",
]
