"""Reading official accounts, deliveries, and the addresses that leave the house."""

from .accounts import declared
from .addresses import origin_of, picture_address
from .deliveries import DeliveryLine, deliveries_in_trouble, deliveries_of

__all__ = ["DeliveryLine", "declared", "deliveries_in_trouble", "deliveries_of", "origin_of", "picture_address"]
