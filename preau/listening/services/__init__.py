"""What changes in listening."""

from .fediverse import fediverse, heard_store, unsaid_erase
from .fetching import sources_fetch
from .keep import entries_keep
from .mail_in import Dropped, NoSuchAddress, NotTaken, letter_receive
from .media_import import MAX_BYTES as MEDIA_MAX_BYTES
from .media_import import MediaReport, media_import
from .own import own_source
from .paste import item_paste
from .read import items_read, items_store, reading_recover
from .source_add import bluesky_add, feed_add, feeds_find, hashtag_add, search_add
from .source_change import mail_address_change, source_pause, source_remove, source_resume, source_try

__all__ = [
    "MEDIA_MAX_BYTES",
    "Dropped",
    "MediaReport",
    "NoSuchAddress",
    "NotTaken",
    "bluesky_add",
    "entries_keep",
    "fediverse",
    "feed_add",
    "feeds_find",
    "hashtag_add",
    "heard_store",
    "item_paste",
    "items_read",
    "items_store",
    "letter_receive",
    "mail_address_change",
    "media_import",
    "own_source",
    "reading_recover",
    "search_add",
    "source_pause",
    "source_remove",
    "source_resume",
    "source_try",
    "sources_fetch",
    "unsaid_erase",
]
