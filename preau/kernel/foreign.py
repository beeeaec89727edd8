"""What people write elsewhere, made safe to show here: a short allow-list of HTML."""

from __future__ import annotations

from html import escape

import nh3

from preau.kernel.excerpt import words_of
from preau.kernel.markup import tidy

MAX_HTML = 40_000  # characters; beyond, only the beginning of the words is kept
MAX_WORDS = 10_000

_TAGS = {"p", "br", "a", "em", "strong", "b", "i", "s", "del", "code", "pre", "blockquote", "ul", "ol", "li"}
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    url_relative="deny",  # it would lead into our own house
    link_rel="nofollow noopener noreferrer ugc",
)


def foreign_html(html: str) -> str:
    """`html` with text, links to the web, lists and quotations only. Idempotent.

    No picture, no style, no class, no identifier; links tell nobody where their reader came from, and lend them no
    weight with search engines.
    """
    tidied = tidy(_cleaner.clean(html[: 4 * MAX_HTML])).strip()
    return tidied if len(tidied) <= MAX_HTML else f"<p>{escape(words_of(tidied)[:MAX_WORDS])}…</p>"
