"""Reading the guide: what the public reads, what other rooms quote, who has acknowledged what."""

from .applying import Applied, applied, board_of, edition_in_force, editions_of, institution_of, values_of
from .desk import default_texts
from .quoting import (
    PUBLIC_ARTICLES,
    Quoted,
    Summary,
    article_html,
    article_path,
    linker,
    netiquette_path,
    netiquette_summary,
    promise_line,
    reason_html,
    reasons,
)
from .standing import to_acknowledge

__all__ = [
    "PUBLIC_ARTICLES",
    "Applied",
    "Quoted",
    "Summary",
    "applied",
    "article_html",
    "article_path",
    "board_of",
    "default_texts",
    "edition_in_force",
    "editions_of",
    "institution_of",
    "linker",
    "netiquette_path",
    "netiquette_summary",
    "promise_line",
    "reason_html",
    "reasons",
    "to_acknowledge",
    "values_of",
]
