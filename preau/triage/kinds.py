"""What a message may seem to be, and in what tone."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """In the order of how grave they are: the gravest names a message that is several."""

    DANGER = "danger"  # a threat, or somebody in danger
    PERSONAL = "personal"  # personal information exposed
    ATTACK = "attack"  # on a person
    SPAM = "spam"
    COMPLAINT = "complaint"  # about services to a pupil
    CRITIQUE = "critique"
    QUESTION = "question"
    THANKS = "thanks"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class Tone(StrEnum):
    WARM = "warm"
    NEUTRAL = "neutral"
    TENSE = "tense"
    HOSTILE = "hostile"
