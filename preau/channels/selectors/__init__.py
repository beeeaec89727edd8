"""Reading official accounts, deliveries, and the addresses that leave the house."""

from .accounts import declared
from .addresses import origin_of, picture_address
from .answers import answers_in_trouble, can_answer, public_answers, public_replies
from .deliveries import DeliveryLine, deliveries_in_trouble, deliveries_of
from .words import in_words, network_label

__all__ = [
    "DeliveryLine",
    "answers_in_trouble",
    "can_answer",
    "declared",
    "deliveries_in_trouble",
    "deliveries_of",
    "in_words",
    "network_label",
    "origin_of",
    "picture_address",
    "public_answers",
    "public_replies",
]
