from .block import Block
from .contest import Contest, Outcome
from .conversation import KINDS, TONES, WAITING, Conversation, ConversationState
from .escalation import DangerKind, Escalation
from .evidence import Evidence, EvidenceFor
from .hours import WEEKDAYS, Holiday, OpeningHours
from .message import HeldFor, Message
from .picture import PictureState, RemotePicture
from .policy import Appears, Policy
from .reasons import HideReason
from .removal import TOLD, Removal, Told
from .report import Report
from .visitor import Visitor

__all__ = [
    "KINDS",
    "TOLD",
    "TONES",
    "WAITING",
    "WEEKDAYS",
    "Appears",
    "Block",
    "Contest",
    "Conversation",
    "ConversationState",
    "DangerKind",
    "Escalation",
    "Evidence",
    "EvidenceFor",
    "HeldFor",
    "HideReason",
    "Holiday",
    "Message",
    "OpeningHours",
    "Outcome",
    "PictureState",
    "Policy",
    "RemotePicture",
    "Removal",
    "Report",
    "Told",
    "Visitor",
]
