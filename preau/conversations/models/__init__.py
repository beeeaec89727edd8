from .conversation import KINDS, TONES, WAITING, Conversation, ConversationState
from .draft import AnswerDraft, DraftState
from .hours import WEEKDAYS, Holiday, OpeningHours
from .label import Label, LabelColor
from .message import HeldFor, Message
from .note import Note, NoteMention
from .picture import PictureState, RemotePicture
from .policy import Appears, Policy
from .presence import Presence
from .reasons import HideReason
from .report import Report
from .response_time import ResponseTime
from .template import AnswerTemplate
from .visitor import Visitor

__all__ = [
    "KINDS",
    "TONES",
    "WAITING",
    "WEEKDAYS",
    "AnswerDraft",
    "AnswerTemplate",
    "Appears",
    "Conversation",
    "ConversationState",
    "DraftState",
    "HeldFor",
    "HideReason",
    "Holiday",
    "Label",
    "LabelColor",
    "Message",
    "Note",
    "NoteMention",
    "OpeningHours",
    "PictureState",
    "Policy",
    "Presence",
    "RemotePicture",
    "Report",
    "ResponseTime",
    "Visitor",
]
