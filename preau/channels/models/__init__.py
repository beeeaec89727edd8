from .channel import Channel
from .delivery import Delivery, DeliveryState

__all__ = ["Channel", "Delivery", "DeliveryState"]
