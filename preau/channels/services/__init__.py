from .account import account_declare, account_end, account_list, account_verify
from .answer_advance import answer_advance, answer_settle
from .answer_decide import answer_resolve, answer_retry, answer_take_back, answer_withdraw
from .answer_send import ANSWER_LIMIT, answer_send, answer_text
from .answers_forget import answers_forget
from .cancel import deliveries_cancel, deliveries_unplan
from .decide import delivery_resolve, delivery_retry
from .deliver import delivery_advance
from .hosted import hosted_channel
from .plan import deliveries_plan, deliveries_replan
from .settle import delivery_settle

__all__ = [
    "ANSWER_LIMIT",
    "account_declare",
    "account_end",
    "account_list",
    "account_verify",
    "answer_advance",
    "answer_resolve",
    "answer_retry",
    "answer_send",
    "answer_settle",
    "answer_take_back",
    "answer_text",
    "answer_withdraw",
    "answers_forget",
    "deliveries_cancel",
    "deliveries_plan",
    "deliveries_replan",
    "deliveries_unplan",
    "delivery_advance",
    "delivery_resolve",
    "delivery_retry",
    "delivery_settle",
    "hosted_channel",
]
