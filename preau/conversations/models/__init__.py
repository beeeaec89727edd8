from .block import Block
from .contest import Contest, Outcome
from .conversation import KINDS, TONES, WAITING, Conversation, ConversationState
from .draft import AnswerDraft, DraftState
from .escalation import DangerKind, Escalation
from .evidence import Evidence, EvidenceFor
from .hours import WEEKDAYS, Holiday, OpeningHours
from .label import Label, LabelColor
from .merge import Merge
from .message import HeldFor, Message
from .note import Note, NoteMention
from .picture import PictureState, RemotePicture
from .policy import Appears, Policy
from .presence import Presence
from .reasons import HideReason
from .removal import TOLD, Removal, Told
from .report import Report
from .response_time import ResponseTime
from .statement import PinnedStatement
from .template import AnswerTemplate
from .visitor import Visitor

__all__ = [
    "KINDS",
    "TOLD",
    "TONES",
    "WAITING",
    "WEEKDAYS",
    "AnswerDraft",
    "AnswerTemplate",
    "Appears",
    "Block",
    "Contest",
    "Conversation",
    "ConversationState",
    "DangerKind",
    "DraftState",
    "Escalation",
    "Evidence",
    "EvidenceFor",
    "HeldFor",
    "HideReason",
    "Holiday",
    "Label",
    "LabelColor",
    "Merge",
    "Message",
    "Note",
    "NoteMention",
    "OpeningHours",
    "Outcome",
    "PictureState",
    "PinnedStatement",
    "Policy",
    "Presence",
    "RemotePicture",
    "Removal",
    "Report",
    "ResponseTime",
    "Told",
    "Visitor",
]
