from .answer import answer_named, answer_take_back, conversation_answer
from .clock import clocks_recompute, clocks_set, conversation_clock
from .fetching import pictures_fetch, pictures_prune
from .moderate import message_hide, message_show
from .receive import message_receive
from .report import report_open, report_settle
from .response_times import response_times_compute
from .review import answer_propose, draft_approve, draft_refuse, draft_withdraw
from .settings import holiday_add, holiday_remove, hours_set, policy_inherit, policy_set
from .state import conversation_close, conversation_reopen
from .templates import template_adopt, template_approve, template_retire, template_save
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
    "conversation_clock",
    "conversation_close",
    "conversation_reopen",
    "draft_approve",
    "draft_refuse",
    "draft_withdraw",
    "holiday_add",
    "holiday_remove",
    "hours_set",
    "message_hide",
    "message_receive",
    "message_show",
    "message_unsay",
    "pictures_fetch",
    "pictures_prune",
    "policy_inherit",
    "policy_set",
    "report_open",
    "report_settle",
    "response_times_compute",
    "template_adopt",
    "template_approve",
    "template_retire",
    "template_save",
    "visitor_link",
    "visitor_mail",
]
