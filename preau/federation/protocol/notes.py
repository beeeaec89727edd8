"""Something that somebody wrote, read from their server's document: a Note, an Article, a question, a video…"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from preau.connectors.base import SENSITIVE, HeardPicture

from . import values
from .cleaning import as_html, cleaned, plain

KINDS = frozenset({"Note", "Article", "Page", "Question", "Video", "Audio", "Image", "Event"})
MAX_PICTURES = 8
MAX_ALT = 1500  # characters
MAX_WARNING = 300
MAX_TITLE = 300

# The quoted post: FEP-044f first, then what was used before it, and FEP-e232's link.
QUOTES = ("quote", "quoteUrl", "quoteUri", "_misskey_quote")
QUOTE_RELATION = "https://misskey-hub.net/ns#_misskey_quote"


@dataclass(frozen=True, slots=True)
class Note:
    """`html` is cleaned. `named`: whom it is addressed to or mentions, in that order. Dates are its author's."""

    id: str
    kind: str
    author: str
    html: str
    language: str
    warning: str
    url: str
    reply_to: str
    quotes: str
    named: tuple[str, ...]
    pictures: tuple[HeardPicture, ...]
    is_public: bool  # to everyone or, unlisted, to whoever has its address; else to followers or to those named alone
    is_vote: bool  # in a poll: a name and nothing else
    said_at: dt.datetime | None
    edited_at: dt.datetime | None


def read_note(document: Any) -> Note | None:
    """The note in `document`, None where it is none. Raises nothing, whatever the document is."""
    found = values.mapping(document)
    kind, name = values.kind_of(found), values.uri(found.get("id"))
    if kind not in KINDS or not name:
        return None
    language, source = _source(found)
    html = _titled(found, kind, cleaned(source))
    reply_to = values.id_of(found.get("inReplyTo"))
    return Note(
        id=name,
        kind=kind,
        author=values.id_of(found.get("attributedTo")),
        html=html,
        language=language,
        warning=_warning(found, kind),
        url=_url(found.get("url")),
        reply_to=reply_to,
        quotes=_quoted(found),
        named=_named(found),
        pictures=tuple(_pictures(found.get("attachment")))[:MAX_PICTURES],
        is_public=bool(values.PUBLIC & (values.names_of(found.get("to")) | values.names_of(found.get("cc")))),
        is_vote=kind == "Note" and bool(reply_to) and isinstance(found.get("name"), str) and not html,
        said_at=values.moment(found.get("published")),
        edited_at=values.moment(found.get("updated")),
    )


def _source(found: dict[str, Any]) -> tuple[str, str]:
    """The language of the text ("" where it isn't said) and the text, as HTML."""
    by_language = {
        tag: text
        for given, text in list(values.mapping(found.get("contentMap")).items())[: values.MAX_LISTED]
        if isinstance(text, str) and (tag := values.language(given))
    }
    content = values.first(found.get("content"))
    if isinstance(content, str) and content:
        return next((tag for tag, text in by_language.items() if text == content), ""), content
    tag = next((tag for tag in ("fr", "en") if by_language.get(tag)), next(iter(by_language), ""))
    return tag, by_language.get(tag, "")


def _titled(found: dict[str, Any], kind: str, html: str) -> str:
    """What has a title stands under it, and the choices of a question under its text."""
    title = plain(values.first(found.get("name")), MAX_TITLE) if kind not in ("Note", "Question") else ""
    head = as_html(title).replace("<p>", "<p><strong>").replace("</p>", "</strong></p>")
    choices = [*values.listed(found.get("oneOf")), *values.listed(found.get("anyOf"))] if kind == "Question" else []
    named = [plain(values.mapping(choice).get("name"), 100) for choice in choices[:20]]
    rows = "".join(as_html(name).replace("<p>", "<li>").replace("</p>", "</li>") for name in named)
    return f"{head}{html}<ul>{rows}</ul>" if rows else f"{head}{html}"


def _warning(found: dict[str, Any], kind: str) -> str:
    """A note's summary is a warning; that of an article sums it up."""
    words = plain(values.first(found.get("summary")), MAX_WARNING) if kind in ("Note", "Question") else ""
    return words or (SENSITIVE if found.get("sensitive") is True else "")


def _url(value: Any) -> str:
    """Where people read it: an address, or the link to HTML among several (Pixelfed, PeerTube)."""
    for item in values.listed(value):
        if isinstance(item, str):
            return values.uri(item)
        if isinstance(item, dict) and item.get("mediaType") in (None, "text/html"):
            return values.uri(item.get("href"))
    return ""


def _quoted(found: dict[str, Any]) -> str:
    for name in QUOTES:
        if quoted := values.id_of(found.get(name)):
            return quoted
    for tag in values.listed(found.get("tag")):
        if isinstance(tag, dict) and tag.get("type") == "Link" and QUOTE_RELATION in values.names_of(tag.get("rel")):
            return values.uri(tag.get("href"))
    return ""


def _named(found: dict[str, Any]) -> tuple[str, ...]:
    tags = [tag for tag in values.listed(found.get("tag")) if isinstance(tag, dict) and tag.get("type") == "Mention"]
    mentioned = [values.uri(tag.get("href")) for tag in tags]
    addressed = [*values.ids_of(found.get("to")), *values.ids_of(found.get("cc"))]
    return tuple(dict.fromkeys(name for name in (*mentioned, *addressed) if name and name not in values.PUBLIC))


def _pictures(value: Any) -> Iterator[HeardPicture]:
    for item in values.listed(value):
        if not isinstance(item, dict):
            continue
        media_type = values.text(item.get("mediaType"), 40).lower()
        link = values.first(item.get("url")) or item.get("href")
        address = values.uri(link.get("href") if isinstance(link, dict) else link)
        is_picture = media_type.startswith("image/") or (not media_type and item.get("type") == "Image")
        if address and is_picture:
            alt = item.get("name") if isinstance(item.get("name"), str) else item.get("summary")
            yield HeardPicture(address, plain(alt, MAX_ALT), media_type)
