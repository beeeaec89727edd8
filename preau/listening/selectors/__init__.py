from .alerts import alerts_open, alerts_where, picture_of, told_during
from .mentions import (
    STATES,
    Asked,
    mention_sheet,
    mentions_new,
    mentions_where,
    repeats_of,
    waiting_by_watch,
    watches_where,
)
from .officials import mandates_where, may_listen, official_at, suggestions_about
from .shown import reasons_of, terms_of, text_pieces, title_pieces
from .sources import board_of, boards_managed, boards_seen, chosen_by, due, mail_address, sources_of
from .suggestions import Suggestion, suggestions_for
from .trial import Trial, trial_of

__all__ = [
    "STATES",
    "Asked",
    "Suggestion",
    "Trial",
    "alerts_open",
    "alerts_where",
    "board_of",
    "boards_managed",
    "boards_seen",
    "chosen_by",
    "due",
    "mail_address",
    "mandates_where",
    "may_listen",
    "mention_sheet",
    "mentions_new",
    "mentions_where",
    "official_at",
    "picture_of",
    "reasons_of",
    "repeats_of",
    "sources_of",
    "suggestions_about",
    "suggestions_for",
    "terms_of",
    "text_pieces",
    "title_pieces",
    "told_during",
    "trial_of",
    "waiting_by_watch",
    "watches_where",
]
