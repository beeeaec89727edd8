from .item import Hearing, Item
from .source import FETCHED, BoardSource, Site, Source, SourceKind, SourceState
from .watch import Watch, WatchSource

__all__ = [
    "FETCHED",
    "BoardSource",
    "Hearing",
    "Item",
    "Site",
    "Source",
    "SourceKind",
    "SourceState",
    "Watch",
    "WatchSource",
]
