"""What changes in listening."""

from .fediverse import fediverse, heard_store, unsaid_erase
from .fetching import sources_fetch
from .keep import entries_keep
from .mail_in import Dropped, NoSuchAddress, NotTaken, letter_receive
from .own import own_source
from .paste import item_paste
from .read import items_read, items_store, reading_recover

__all__ = [
    "Dropped",
    "NoSuchAddress",
    "NotTaken",
    "entries_keep",
    "fediverse",
    "heard_store",
    "item_paste",
    "items_read",
    "items_store",
    "letter_receive",
    "own_source",
    "reading_recover",
    "sources_fetch",
    "unsaid_erase",
]
