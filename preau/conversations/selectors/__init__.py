"""Reading conversations: as the public does, as the desk does."""

from preau.channels.selectors import can_answer

from .asked import AGES, FOLDERS, Asked
from .clock import Due, due_at, due_of, dues_of, timetable_for, timetable_of, timetables_of
from .colleagues import approvers_of, assignees_of, readers_of, teams_of
from .desk import conversations_where, messages_of, messages_where, moderated_where, reported, reports_where
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
from .labels import boards_labelled, labels_for, labels_where
from .language import language_of
from .listing import MANY, Day, Line, Place, counts, day_of, lines_of, sheet, waiting
from .moves import last_merge, merge_candidates, pages_to_move_to
from .notes import notes_of, present_in
from .policy import policy_for, policy_of
from .public import Thread, page_thread, public_reply_ids, public_thread
from .reach import Reach
from .reception import Reception, notice_for, reception, usual_notice
from .review import (
    answer_needs_review,
    changes_since,
    drafts_of,
    drafts_of_day,
    drafts_refused,
    drafts_to_decide,
    drafts_where,
    open_drafts,
    review_reasons,
)
from .said import Said, said_of
from .statement import Statements, pinnable, pinned_where, statements_of, waiting_for_pin
from .templates import approvable, complaint_route, filled, templates_for, templates_where
from .times import times_of
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
    "Reception",
    "Said",
    "Statements",
    "Thread",
    "answer_needs_review",
    "approvable",
    "approvers_of",
    "assignees_of",
    "blocked",
    "blocks_where",
    "boards_labelled",
    "can_answer",
    "changes_since",
    "columns",
    "complaint_route",
    "contests_where",
    "conversations_where",
    "counts",
    "day_of",
    "drafts_of",
    "drafts_of_day",
    "drafts_refused",
    "drafts_to_decide",
    "drafts_where",
    "due_at",
    "due_of",
    "dues_of",
    "escalations_where",
    "evidence_where",
    "filled",
    "labels_for",
    "labels_where",
    "language_of",
    "last_merge",
    "lines_of",
    "merge_candidates",
    "messages_of",
    "messages_where",
    "moderated_where",
    "moderators_below",
    "moderators_of",
    "notes_of",
    "notice_for",
    "open_drafts",
    "open_escalations",
    "others_who_moderate",
    "page_thread",
    "pages_to_move_to",
    "pinnable",
    "pinned_where",
    "policy_for",
    "policy_of",
    "present_in",
    "public_reply_ids",
    "public_thread",
    "readers_of",
    "reception",
    "reported",
    "reports_where",
    "review_reasons",
    "said_of",
    "sheet",
    "statements_of",
    "takes_messages",
    "teams_of",
    "templates_for",
    "templates_where",
    "times_of",
    "timetable_for",
    "timetable_of",
    "timetables_of",
    "to_look_at",
    "transparency",
    "usual_notice",
    "waiting",
    "waiting_for_pin",
    "wide_choices",
]
