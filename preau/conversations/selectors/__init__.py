"""Reading conversations: as the public does, as the desk does."""

from preau.channels.selectors import can_answer

from .clock import Due, due_at, due_of, dues_of, timetable_for, timetable_of, timetables_of
from .desk import (
    MANY,
    Line,
    conversations_where,
    longest_waiting,
    messages_of,
    messages_where,
    moderated_where,
    reported,
    reports_where,
    sheet,
    waiting,
)
from .guarding import (
    blocked,
    blocks_where,
    contests_where,
    escalations_where,
    evidence_where,
    moderators_below,
    moderators_of,
    open_escalations,
    others_who_moderate,
    wide_choices,
)
from .policy import policy_for, policy_of
from .public import Thread, public_reply_ids, public_thread
from .said import Said, said_of
from .transparency import Counts, transparency

__all__ = [
    "MANY",
    "Counts",
    "Due",
    "Line",
    "Said",
    "Thread",
    "blocked",
    "blocks_where",
    "can_answer",
    "contests_where",
    "conversations_where",
    "due_at",
    "due_of",
    "dues_of",
    "escalations_where",
    "evidence_where",
    "longest_waiting",
    "messages_of",
    "messages_where",
    "moderated_where",
    "moderators_below",
    "moderators_of",
    "open_escalations",
    "others_who_moderate",
    "policy_for",
    "policy_of",
    "public_reply_ids",
    "public_thread",
    "reported",
    "reports_where",
    "said_of",
    "sheet",
    "timetable_for",
    "timetable_of",
    "timetables_of",
    "transparency",
    "waiting",
    "wide_choices",
]
