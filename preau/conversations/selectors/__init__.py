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
from .language import language_of
from .policy import policy_for, policy_of
from .public import Thread, public_reply_ids, public_thread
from .review import (
    answer_needs_review,
    changes_since,
    drafts_of,
    drafts_to_decide,
    drafts_where,
    open_drafts,
    review_reasons,
)
from .said import Said, said_of
from .templates import approvable, complaint_route, filled, templates_for, templates_where

__all__ = [
    "MANY",
    "Due",
    "Line",
    "Said",
    "Thread",
    "answer_needs_review",
    "approvable",
    "can_answer",
    "changes_since",
    "complaint_route",
    "conversations_where",
    "drafts_of",
    "drafts_to_decide",
    "drafts_where",
    "due_at",
    "due_of",
    "dues_of",
    "filled",
    "language_of",
    "longest_waiting",
    "messages_of",
    "messages_where",
    "moderated_where",
    "open_drafts",
    "policy_for",
    "policy_of",
    "public_reply_ids",
    "public_thread",
    "reported",
    "reports_where",
    "review_reasons",
    "said_of",
    "sheet",
    "templates_for",
    "templates_where",
    "timetable_for",
    "timetable_of",
    "timetables_of",
    "waiting",
]
