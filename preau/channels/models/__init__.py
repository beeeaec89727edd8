from .answer import Answer
from .channel import Channel
from .delivery import Delivery, DeliveryState
from .inbound import InboundItem, InboundState

__all__ = ["Answer", "Channel", "Delivery", "DeliveryState", "InboundItem", "InboundState"]
