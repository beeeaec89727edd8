"""What changes in listening."""

from .alerts import alert_see
from .converse import NETWORK, conversation_name, mention_converse
from .decide import mention_answered, mention_restore, mention_set_aside
from .explain import mention_explain
from .fediverse import fediverse, heard_store, is_awaited, unsaid_erase
from .fetching import sources_fetch
from .forget import items_forget
from .keep import entries_keep
from .listen import source_listen
from .mail_in import Dropped, NoSuchAddress, NotTaken, letter_receive
from .match import items_match
from .media_import import MAX_BYTES as MEDIA_MAX_BYTES
from .media_import import MediaReport, media_import
from .own import own_source
from .past import past_read
from .paste import item_paste
from .read import items_read, items_store, reading_recover
from .source_add import bluesky_add, feed_add, feeds_find, hashtag_add, search_add
from .source_change import mail_address_change, source_pause, source_remove, source_resume, source_try
from .surges import surges_check
from .terms import Sought
from .tidy import inbound_tidy
from .watches import watch_change, watch_delete, watch_make, watch_pause, watch_resume

__all__ = [
    "MEDIA_MAX_BYTES",
    "NETWORK",
    "Dropped",
    "MediaReport",
    "NoSuchAddress",
    "NotTaken",
    "Sought",
    "alert_see",
    "bluesky_add",
    "conversation_name",
    "entries_keep",
    "fediverse",
    "feed_add",
    "feeds_find",
    "hashtag_add",
    "heard_store",
    "inbound_tidy",
    "is_awaited",
    "item_paste",
    "items_forget",
    "items_match",
    "items_read",
    "items_store",
    "letter_receive",
    "mail_address_change",
    "media_import",
    "mention_answered",
    "mention_converse",
    "mention_explain",
    "mention_restore",
    "mention_set_aside",
    "own_source",
    "past_read",
    "reading_recover",
    "search_add",
    "source_listen",
    "source_pause",
    "source_remove",
    "source_resume",
    "source_try",
    "sources_fetch",
    "surges_check",
    "unsaid_erase",
    "watch_change",
    "watch_delete",
    "watch_make",
    "watch_pause",
    "watch_resume",
]
