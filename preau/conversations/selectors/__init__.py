"""Reading conversations: as the public does, as the desk does."""

from preau.channels.selectors import can_answer

from .asked import (
    AGES,
    FOLDERS,
    Asked,
)
from .clock import (
    Due,
    due_at,
    due_of,
    dues_of,
    timetable_for,
    timetable_of,
    timetables_of,
)
from .desk import (
    conversations_where,
    messages_of,
    messages_where,
    moderated_where,
    reported,
    reports_where,
)
from .labels import (
    boards_labelled,
    labels_for,
    labels_where,
)
from .language import language_of
from .listing import (
    MANY,
    Day,
    Line,
    Place,
    counts,
    day_of,
    sheet,
    waiting,
)
from .policy import (
    policy_for,
    policy_of,
)
from .public import (
    Thread,
    page_thread,
    public_reply_ids,
    public_thread,
)
from .reach import Reach
from .reception import Reception, notice_for, reception, usual_notice
from .review import (
    answer_needs_review,
    changes_since,
    drafts_of,
    drafts_to_decide,
    drafts_where,
    open_drafts,
    review_reasons,
)
from .said import (
    Said,
    said_of,
)
from .templates import approvable, complaint_route, filled, templates_for, templates_where
from .visitors import takes_messages

__all__ = [
    "AGES",
    "FOLDERS",
    "MANY",
    "Asked",
    "Day",
    "Due",
    "Line",
    "Place",
    "Reach",
    "Reception",
    "Said",
    "Thread",
    "answer_needs_review",
    "approvable",
    "boards_labelled",
    "can_answer",
    "changes_since",
    "complaint_route",
    "conversations_where",
    "counts",
    "day_of",
    "drafts_of",
    "drafts_to_decide",
    "drafts_where",
    "due_at",
    "due_of",
    "dues_of",
    "filled",
    "labels_for",
    "labels_where",
    "language_of",
    "messages_of",
    "messages_where",
    "moderated_where",
    "notice_for",
    "open_drafts",
    "page_thread",
    "policy_for",
    "policy_of",
    "public_reply_ids",
    "public_thread",
    "reception",
    "reported",
    "reports_where",
    "review_reasons",
    "said_of",
    "sheet",
    "takes_messages",
    "templates_for",
    "templates_where",
    "timetable_for",
    "timetable_of",
    "timetables_of",
    "usual_notice",
    "waiting",
]
