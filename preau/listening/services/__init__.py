from .alerts import alert_see
from .converse import NETWORK, conversation_name, mention_converse
from .decide import mention_answered, mention_restore, mention_set_aside
from .explain import mention_explain
from .match import items_match
from .past import past_read
from .surges import surges_check
from .terms import Sought
from .watches import watch_change, watch_delete, watch_make, watch_pause, watch_resume

__all__ = [
    "NETWORK",
    "Sought",
    "alert_see",
    "conversation_name",
    "items_match",
    "mention_answered",
    "mention_converse",
    "mention_explain",
    "mention_restore",
    "mention_set_aside",
    "past_read",
    "surges_check",
    "watch_change",
    "watch_delete",
    "watch_make",
    "watch_pause",
    "watch_resume",
]
