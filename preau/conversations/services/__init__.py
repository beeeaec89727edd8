from .answer import answer_named, answer_take_back, conversation_answer
from .assign import conversation_assign
from .clock import clocks_recompute, clocks_set, conversation_clock
from .fetching import pictures_fetch, pictures_prune
from .labels import conversation_label, label_make, label_retire
from .merge import conversation_merge
from .moderate import message_hide, message_show
from .note import note_add
from .presence import mentions_see, presence_tell
from .receive import message_receive
from .report import report_open, report_settle
from .review import answer_propose, draft_approve, draft_refuse, draft_withdraw
from .snooze import conversation_snooze, conversations_wake
from .state import conversation_close, conversation_reopen
from .statement import statement_begin, statement_changed, statement_pin, statement_unpin
from .templates import template_adopt, template_approve, template_retire, template_save
from .transfer import conversation_transfer
from .triage import conversation_weigh, message_kind_correct, message_triage, messages_triage
from .unsay import author_erase, message_unsay
from .visitors import visitor_link, visitor_mail

__all__ = [
    "answer_named",
    "answer_propose",
    "answer_take_back",
    "author_erase",
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
    "conversation_weigh",
    "conversations_wake",
    "draft_approve",
    "draft_refuse",
    "draft_withdraw",
    "label_make",
    "label_retire",
    "mentions_see",
    "message_hide",
    "message_kind_correct",
    "message_receive",
    "message_show",
    "message_triage",
    "message_unsay",
    "messages_triage",
    "note_add",
    "pictures_fetch",
    "pictures_prune",
    "presence_tell",
    "report_open",
    "report_settle",
    "statement_begin",
    "statement_changed",
    "statement_pin",
    "statement_unpin",
    "template_adopt",
    "template_approve",
    "template_retire",
    "template_save",
    "visitor_link",
    "visitor_mail",
]
