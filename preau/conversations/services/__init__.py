from .answer import answer_named, answer_take_back, conversation_answer
from .fetching import pictures_fetch, pictures_prune
from .moderate import message_hide, message_show
from .receive import message_receive
from .report import report_open, report_settle
from .state import conversation_close, conversation_reopen
from .unsay import author_erase, message_unsay
from .visitors import visitor_link, visitor_mail

__all__ = [
    "answer_named",
    "answer_take_back",
    "author_erase",
    "conversation_answer",
    "conversation_close",
    "conversation_reopen",
    "message_hide",
    "message_receive",
    "message_show",
    "message_unsay",
    "pictures_fetch",
    "pictures_prune",
    "report_open",
    "report_settle",
    "visitor_link",
    "visitor_mail",
]
