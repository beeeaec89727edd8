from .alert import Alert
from .item import Hearing, Item
from .mention import Mention, MentionState, Story, StoryKey
from .source import FETCHED, BoardSource, Site, Source, SourceKind, SourceState
from .term import MatcherVersion, Term, TermKind
from .watch import PastState, Watch, WatchSource

__all__ = [
    "FETCHED",
    "Alert",
    "BoardSource",
    "Hearing",
    "Item",
    "MatcherVersion",
    "Mention",
    "MentionState",
    "PastState",
    "Site",
    "Source",
    "SourceKind",
    "SourceState",
    "Story",
    "StoryKey",
    "Term",
    "TermKind",
    "Watch",
    "WatchSource",
]
