"""The HTML of others as something that may be shown: a strict allow-list, and nothing that calls another host.

Pictures, frames, forms, styles and scripts go; links stay, said not to be ours (`nofollow ugc`).
"""

from __future__ import annotations

import html
import re
from typing import Any

import nh3

from preau.kernel.excerpt import words_of
from preau.kernel.markup import tidy

MAX_SOURCE = 60_000  # characters of HTML that are looked at
MAX_CLEAN = 3 * MAX_SOURCE  # characters: unclosed emphasis is opened again in each paragraph, which multiplies it
MAX_DEPTH = 40  # elements within one another: beyond, only the words are kept

_TAGS = {"p", "br", "a", "em", "strong", "b", "i", "u", "s", "del", "sub", "sup", "code", "pre", "blockquote"}
_TAGS |= {"ul", "ol", "li", "ruby", "rb", "rp", "rt"}
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]{0,2000}>", re.IGNORECASE)
_GONE = {"script", "style", "template", "iframe", "object", "svg", "math", "title", "noscript", "select", "textarea"}
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_EMPTY = re.compile(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>)+")


def cleaned(source: Any) -> str:
    """`source`, HTML from anywhere, as HTML that may be shown as it is; "" for what is no text."""
    if not isinstance(source, str):
        return ""
    given = re.sub("[\x00\ud800-\udfff]", "", source[:MAX_SOURCE])
    if _depth(given) > MAX_DEPTH:
        return as_html(words_of(nh3.clean(_flat(given), tags=set())))
    given = _HEADING.sub(lambda m: "</strong></p>" if m[1] else "<p><strong>", given)
    safe = nh3.clean(
        given,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="nofollow noopener noreferrer ugc",
        strip_comments=True,
    )
    if len(safe) > MAX_CLEAN:
        return as_html(words_of(safe)[:MAX_SOURCE])
    return _EMPTY.sub("", tidy(safe)).strip()


def as_html(words: str) -> str:
    """Plain text as one paragraph; "" for none."""
    return f"<p>{html.escape(words, quote=False)}</p>" if words else ""


def plain(source: Any, length: int) -> str:
    """The words of a text or of HTML from anywhere, on one line, cut to `length` characters."""
    return words_of(cleaned(source))[:length] if isinstance(source, str) else ""


def _depth(source: str) -> int:
    """How deep elements stand within one another, at most: those that are never closed count too."""
    depth = deepest = 0
    for match in _ELEMENT.finditer(source):
        if match[2].lower() not in ("br", "img", "hr", "wbr", "input", "p", "li"):
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _flat(source: str) -> str:
    """`source` without its tags, roughly: what is left is still to be cleaned."""
    return re.sub(r"<[^<>]{0,2000}>", " ", source)
