"""Reading conversations: as the public does, as the desk does."""

from .desk import (
    MANY,
    Line,
    conversations_where,
    longest_waiting,
    messages_of,
    messages_where,
    moderated_where,
    reports_where,
    sheet,
    waiting,
)
from .public import Thread, public_reply_ids, public_thread
from .said import Said

__all__ = [
    "MANY",
    "Line",
    "Said",
    "Thread",
    "conversations_where",
    "longest_waiting",
    "messages_of",
    "messages_where",
    "moderated_where",
    "public_reply_ids",
    "public_thread",
    "reports_where",
    "sheet",
    "waiting",
]
