"""Reading the guide: what the public reads, what other rooms quote, who has acknowledged what."""

from .applying import Applied, applied, board_of, edition_in_force, institution_of, values_of
from .quoting import Summary, article_html, netiquette_path, netiquette_summary, promise_line, reason_html

__all__ = [
    "Applied",
    "Summary",
    "applied",
    "article_html",
    "board_of",
    "edition_in_force",
    "institution_of",
    "netiquette_path",
    "netiquette_summary",
    "promise_line",
    "reason_html",
    "values_of",
]
