from .answer import answer_named, answer_take_back, conversation_answer
from .block import block_extend, block_lift, block_make, block_review
from .blocks_tidy import blocks_tidy
from .clock import clocks_recompute, clocks_set, conversation_clock
from .contest import contest_decide, contest_make
from .escalation import escalation_acknowledge, escalation_close, escalation_open, escalation_tick
from .evidence import evidence_open, evidence_prune
from .fetching import pictures_fetch, pictures_prune
from .hide import message_hide
from .mask import message_mask, message_unmask
from .on_call import on_call_set
from .receive import message_receive
from .report import report_open, report_settle
from .review import answer_propose, draft_approve, draft_refuse, draft_withdraw
from .show import message_show
from .state import conversation_close, conversation_reopen
from .statement import statement_begin, statement_changed, statement_pin, statement_unpin
from .templates import template_adopt, template_approve, template_retire, template_save
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
    "clocks_recompute",
    "clocks_set",
    "contest_decide",
    "contest_make",
    "conversation_answer",
    "conversation_clock",
    "conversation_close",
    "conversation_reopen",
    "draft_approve",
    "draft_refuse",
    "draft_withdraw",
    "escalation_acknowledge",
    "escalation_close",
    "escalation_open",
    "escalation_tick",
    "evidence_open",
    "evidence_prune",
    "message_hide",
    "message_mask",
    "message_receive",
    "message_show",
    "message_unmask",
    "message_unsay",
    "on_call_set",
    "pictures_fetch",
    "pictures_prune",
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
