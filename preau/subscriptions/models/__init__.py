from .issue import DigestIssue
from .letter import Letter, LetterKind
from .subscription import Frequency, Subscriber, Subscription

__all__ = ["DigestIssue", "Frequency", "Letter", "LetterKind", "Subscriber", "Subscription"]
