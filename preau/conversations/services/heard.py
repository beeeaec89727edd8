"""What somebody said, brought down to what is kept: bounded, cleaned once more, its dates not in the future."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from preau.connectors.base import Heard
from preau.kernel import clock
from preau.kernel.foreign import foreign_html
from preau.kernel.markup import tidy
from preau.kernel.text import one_line

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,6})?")
MAX_PICTURES = 8
MAX_ALT = 1_500  # characters


def person_of(heard: Heard) -> dict[str, Any]:
    """How its author presents themselves: columns of a Message."""
    author = heard.author
    return {
        "author_name": calm(author.name)[:200],
        "author_handle": calm(author.handle)[:400],
        "author_url": web(author.url),
        "author_picture": web(author.picture),
    }


def words_of(heard: Heard) -> dict[str, Any]:
    """What is said: columns of a Message."""
    return {
        "html": foreign_html(heard.html),
        "warning": calm(heard.warning)[:300],
        "language": heard.language if LANGUAGE.fullmatch(heard.language) else "",
        "url": web(heard.url),
        "pictures": [
            {"address": web(picture.address), "alt": calm(picture.alt)[:MAX_ALT], "media_type": picture.media_type[:60]}
            for picture in heard.pictures[:MAX_PICTURES]
            if web(picture.address)
        ],
        "is_quote": heard.is_quote,
        "said_at": min(heard.said_at, clock.now()),
    }


def calm(text: str) -> str:
    """One line, without overrides of the direction of writing or towers of marks."""
    return " ".join(tidy(one_line(text[:5_000])).split())


def web(address: str) -> str:
    """`address` where it leads to a web page and fits, else nothing."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return address if is_web and len(address) <= 500 and not re.search(r"[\s\x00-\x1f]", address) else ""


def erased_id(remote_id: str) -> str:
    """What stays of a network's id once its author's data is erased: enough to know it when it comes again."""
    return f"erased:{hashlib.sha256(remote_id.encode()).hexdigest()}"
