"""Reading conversations: as the public does, as the desk does."""

from preau.channels.selectors import can_answer

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
from .public import Thread, page_thread, public_reply_ids, public_thread
from .said import Said, said_of
from .visitors import takes_messages

__all__ = [
    "MANY",
    "Line",
    "Said",
    "Thread",
    "can_answer",
    "conversations_where",
    "longest_waiting",
    "messages_of",
    "messages_where",
    "moderated_where",
    "page_thread",
    "policy_for",
    "policy_of",
    "public_reply_ids",
    "public_thread",
    "reported",
    "reports_where",
    "said_of",
    "sheet",
    "takes_messages",
    "waiting",
]
