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
from .statement import Statements, pinnable, pinned_where, statements_of, waiting_for_pin

__all__ = [
    "MANY",
    "Due",
    "Line",
    "Said",
    "Statements",
    "Thread",
    "answer_needs_review",
    "can_answer",
    "changes_since",
    "conversations_where",
    "drafts_of",
    "drafts_to_decide",
    "drafts_where",
    "due_at",
    "due_of",
    "dues_of",
    "longest_waiting",
    "messages_of",
    "messages_where",
    "moderated_where",
    "open_drafts",
    "pinnable",
    "pinned_where",
    "policy_for",
    "policy_of",
    "public_reply_ids",
    "public_thread",
    "reported",
    "reports_where",
    "review_reasons",
    "said_of",
    "sheet",
    "statements_of",
    "timetable_for",
    "timetable_of",
    "timetables_of",
    "waiting",
    "waiting_for_pin",
]
