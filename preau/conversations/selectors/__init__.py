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
    to_look_at,
    wide_choices,
)
from .labels import (
    boards_labelled,
    labels_for,
    labels_where,
)
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
from .transparency import Counts, columns, transparency
from .visitors import takes_messages

__all__ = [
    "AGES",
    "FOLDERS",
    "MANY",
    "Asked",
    "Counts",
    "Day",
    "Due",
    "Line",
    "Place",
    "Reach",
    "Said",
    "Thread",
    "answer_needs_review",
    "blocked",
    "blocks_where",
    "boards_labelled",
    "can_answer",
    "changes_since",
    "columns",
    "contests_where",
    "conversations_where",
    "counts",
    "day_of",
    "drafts_of",
    "drafts_to_decide",
    "drafts_where",
    "due_at",
    "due_of",
    "dues_of",
    "escalations_where",
    "evidence_where",
    "labels_for",
    "labels_where",
    "messages_of",
    "messages_where",
    "moderated_where",
    "moderators_below",
    "moderators_of",
    "open_drafts",
    "open_escalations",
    "others_who_moderate",
    "page_thread",
    "policy_for",
    "policy_of",
    "public_reply_ids",
    "public_thread",
    "reported",
    "reports_where",
    "review_reasons",
    "said_of",
    "sheet",
    "takes_messages",
    "timetable_for",
    "timetable_of",
    "timetables_of",
    "to_look_at",
    "transparency",
    "waiting",
    "wide_choices",
]
