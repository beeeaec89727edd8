"""People who speak on our own pages without an account: the network that is nothing but the pages themselves."""

from .confirm import visitor_confirm, visitor_disown
from .erase import visitor_erase, visitors_forget
from .follow import visitor_continue, visitor_mails_change
from .mails import visitor_link_ask, visitor_mail
from .say import Closed, Refusal, visitor_say
from .withdraw import visitor_withdraw
from .words import NETWORK, Typed, confirm_link, sender_of, visitor_link

__all__ = [
    "NETWORK",
    "Closed",
    "Refusal",
    "Typed",
    "confirm_link",
    "sender_of",
    "visitor_confirm",
    "visitor_continue",
    "visitor_disown",
    "visitor_erase",
    "visitor_link",
    "visitor_link_ask",
    "visitor_mail",
    "visitor_mails_change",
    "visitor_say",
    "visitor_withdraw",
    "visitors_forget",
]
