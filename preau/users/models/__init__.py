from .rate import RateCount
from .user import User

__all__ = ["RateCount", "User"]
