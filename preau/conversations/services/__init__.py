from .answer import answer_named, answer_take_back, conversation_answer
from .assign import conversation_assign
from .clock import clocks_recompute, clocks_set, conversation_clock
from .fetching import pictures_fetch, pictures_prune
from .labels import conversation_label, label_make, label_retire
from .merge import conversation_merge
from .moderate import message_hide, message_show
from .note import note_add
from .presence import mentions_see, presence_tell
from .realign import boards_realign
from .receive import message_receive
from .report import report_open, report_settle
from .review import answer_propose, draft_approve, draft_refuse, draft_withdraw
from .snooze import conversation_snooze, conversations_wake
from .state import conversation_close, conversation_reopen
from .transfer import conversation_transfer
from .unsay import author_erase, message_unsay

__all__ = [
    "answer_named",
    "answer_propose",
    "answer_take_back",
    "author_erase",
    "boards_realign",
    "clocks_recompute",
    "clocks_set",
    "conversation_answer",
    "conversation_assign",
    "conversation_clock",
    "conversation_close",
    "conversation_label",
    "conversation_merge",
    "conversation_reopen",
    "conversation_snooze",
    "conversation_transfer",
    "conversations_wake",
    "draft_approve",
    "draft_refuse",
    "draft_withdraw",
    "label_make",
    "label_retire",
    "mentions_see",
    "message_hide",
    "message_receive",
    "message_show",
    "message_unsay",
    "note_add",
    "pictures_fetch",
    "pictures_prune",
    "presence_tell",
    "report_open",
    "report_settle",
]
