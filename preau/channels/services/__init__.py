from .account import account_declare, account_end, account_list, account_verify
from .cancel import deliveries_cancel
from .decide import delivery_resolve, delivery_retry
from .deliver import delivery_advance
from .hosted import hosted_channel
from .plan import deliveries_plan
from .settle import delivery_settle

__all__ = [
    "account_declare",
    "account_end",
    "account_list",
    "account_verify",
    "deliveries_cancel",
    "deliveries_plan",
    "delivery_advance",
    "delivery_resolve",
    "delivery_retry",
    "delivery_settle",
    "hosted_channel",
]
