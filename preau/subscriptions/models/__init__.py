from .issue import DigestIssue
from .letter import Letter, LetterKind, LetterState
from .subscription import Frequency, Subscriber, Subscription

__all__ = ["DigestIssue", "Frequency", "Letter", "LetterKind", "LetterState", "Subscriber", "Subscription"]
