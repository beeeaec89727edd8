from .answer import answer_named, answer_take_back, conversation_answer
from .assign import conversation_assign
from .block import block_extend, block_lift, block_make, block_review
from .blocks_tidy import blocks_tidy
from .clock import clocks_recompute, clocks_set, conversation_clock
from .contest import contest_decide, contest_make
from .escalation import escalation_acknowledge, escalation_close, escalation_open, escalation_tick
from .evidence import evidence_open, evidence_prune
from .fetching import pictures_fetch, pictures_prune
from .hide import message_hide
from .labels import conversation_label, label_make, label_retire
from .mask import message_mask, message_unmask
from .merge import conversation_merge
from .note import note_add
from .on_call import on_call_set
from .part import conversation_part
from .presence import mentions_see, presence_tell
from .realign import boards_realign
from .receive import message_receive
from .report import report_open, report_settle
from .response_times import response_times_compute
from .review import answer_propose, draft_approve, draft_refuse, draft_withdraw
from .settings import holiday_add, holiday_remove, hours_set, policy_inherit, policy_set
from .show import message_show
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
    "block_extend",
    "block_lift",
    "block_make",
    "block_review",
    "blocks_tidy",
    "boards_realign",
    "clocks_recompute",
    "clocks_set",
    "contest_decide",
    "contest_make",
    "conversation_answer",
    "conversation_assign",
    "conversation_clock",
    "conversation_close",
    "conversation_label",
    "conversation_merge",
    "conversation_part",
    "conversation_reopen",
    "conversation_snooze",
    "conversation_transfer",
    "conversation_weigh",
    "conversations_wake",
    "draft_approve",
    "draft_refuse",
    "draft_withdraw",
    "escalation_acknowledge",
    "escalation_close",
    "escalation_open",
    "escalation_tick",
    "evidence_open",
    "evidence_prune",
    "holiday_add",
    "holiday_remove",
    "hours_set",
    "label_make",
    "label_retire",
    "mentions_see",
    "message_hide",
    "message_kind_correct",
    "message_mask",
    "message_receive",
    "message_show",
    "message_triage",
    "message_unmask",
    "message_unsay",
    "messages_triage",
    "note_add",
    "on_call_set",
    "pictures_fetch",
    "pictures_prune",
    "policy_inherit",
    "policy_set",
    "presence_tell",
    "report_open",
    "report_settle",
    "response_times_compute",
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
