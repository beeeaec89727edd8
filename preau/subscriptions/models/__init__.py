from .letter import Letter, LetterKind, LetterState
from .subscription import Frequency, Subscriber, Subscription

__all__ = ["Frequency", "Letter", "LetterKind", "LetterState", "Subscriber", "Subscription"]
