"""What strangers wrote, as plain words: no HTML, no override of the direction of writing, bounded."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from preau.kernel.excerpt import cut, words_of
from preau.kernel.foreign import foreign_html
from preau.kernel.markup import tidy
from preau.kernel.text import one_line

MAX_HTML = 160_000  # characters that are looked at
_APART = re.compile(r"<(?=/?(?:p|div|h[1-6]|li|ul|ol|blockquote|br|pre|hr|t[rdh]|section|article|figcaption)\b)", re.I)
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f<>\"]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")


def words(html: str, limit: int) -> str:
    """The words of HTML, on one line, at most `limit` characters."""
    apart = _APART.sub(" <", html[:MAX_HTML])
    return line(words_of(foreign_html(apart)), limit)


def line(text: str, limit: int) -> str:
    """Plain text on one line, tidied, cut after a word where it is longer than `limit`.

    >>> line(" École\\n du  Phare ", 20)
    'École du Phare'
    """
    return cut(" ".join(tidy(one_line(text[: 4 * limit])).split()), limit)


def title(given: str, limit: int) -> str:
    """A title, which feeds give as text or as HTML, escaped once or twice.

    >>> title("L&amp;#39;école &lt;b&gt;ferme&lt;/b&gt;", 40)
    "L'école ferme"
    """
    return words(unescape(given[:MAX_HTML]), limit)


def web(address: str, base: str = "") -> str:
    """`address`, relative to `base` or not, where it leads to a web page and fits in 500 characters; else nothing."""
    if not address.strip():
        return ""
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        is_web = parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return whole if is_web and len(whole) <= 500 and not _UNSAFE.search(whole) else ""


def language(given: object) -> str:
    """A language's code, or nothing."""
    code = str(given or "").strip().replace("_", "-")[:10]
    head, dash, tail = code.partition("-")
    code = head.lower() + dash + tail
    return code if _LANGUAGE.fullmatch(code) else ""


def host_of(address: str) -> str:
    """The host of an address, without its « www. »; nothing where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
