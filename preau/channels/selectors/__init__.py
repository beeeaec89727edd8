"""Reading official accounts, deliveries, and the addresses that leave the house."""

from .accounts import accounts_of, declared, register
from .addresses import origin_of, page_address, picture_address, post_address
from .deliveries import DeliveryLine, deliveries_of

__all__ = [
    "DeliveryLine",
    "accounts_of",
    "declared",
    "deliveries_of",
    "origin_of",
    "page_address",
    "picture_address",
    "post_address",
    "register",
]
