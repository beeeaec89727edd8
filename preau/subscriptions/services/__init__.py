"""Following pages by mail: asked for, confirmed, changed, ended; and the letters."""

from .ask import manage_link_ask, subscription_ask
from .confirm import subscriptions_confirm
from .manage import (
    frequency_change,
    language_change,
    letter_unsubscribe,
    subscriber_erase,
    subscription_end,
    subscriptions_end_all,
)

__all__ = [
    "frequency_change",
    "language_change",
    "letter_unsubscribe",
    "manage_link_ask",
    "subscriber_erase",
    "subscription_ask",
    "subscription_end",
    "subscriptions_confirm",
    "subscriptions_end_all",
]
