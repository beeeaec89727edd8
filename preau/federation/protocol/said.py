"""What a page says, as other servers read it: plain values in, a Note or an Article out.

Some servers show `content` alone, so everything that must be read is in it: a title first, and the way to the other
language last. `summary` is left out, since Mastodon and GoToSocial take it for a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from .context import PUBLIC, Document

EVERYBODY = {"automaticApproval": [PUBLIC], "always": [PUBLIC]}
POLICY = dict.fromkeys(("canLike", "canReply", "canAnnounce", "canQuote"), EVERYBODY)


@dataclass(frozen=True, slots=True)
class Text:
    """One language of what is said. `html` is clean, its addresses absolute; `lead` is what an alert says first."""

    html: str
    url: str
    title: str = ""
    lead: str = ""
    elsewhere: str = ""  # the words of the link to it, in its own language: "Read in English"


@dataclass(frozen=True, slots=True)
class Picture:
    """Sizes in pixels."""

    url: str
    alt: str
    width: int
    height: int
    blurhash: str = ""
    media_type: str = "image/webp"


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag ("#Rentrée", its page) or a mention ("@camille@exemple.test", the actor's id)."""

    kind: str  # "Hashtag" | "Mention"
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Said:
    """`url`: where people read it, if anywhere. `texts`: by language, the page's first one first. `followers`: the
    collection of those who follow the author."""

    id: str
    author: str
    followers: str
    url: str
    published: dt.datetime
    texts: Mapping[str, Text]
    is_article: bool = False
    updated: dt.datetime | None = None
    tags: Sequence[Tag] = ()
    pictures: Sequence[Picture] = ()
    replies: str = ""
    in_reply_to: str = ""
    to: Sequence[str] = field(default=())  # somebody alone, where it is not for everybody

    @property
    def mentioned(self) -> list[str]:
        return [tag.href for tag in self.tags if tag.kind == "Mention"]


def written(moment: dt.datetime) -> str:
    """A moment as every server reads it: UTC, whole seconds.

    >>> written(dt.datetime(2026, 11, 24, 9, 30, 5, 123, tzinfo=dt.UTC))
    '2026-11-24T09:30:05Z'
    """
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def audience(said: Said) -> tuple[list[str], list[str]]:
    """(to, cc): everybody, with its followers and those whom it names; or only those whom it is meant for."""
    if said.to:
        return list(said.to), []
    return [PUBLIC], list(dict.fromkeys([said.followers, *said.mentioned]))


def document(said: Said) -> Document:
    """The Note or Article. Errors: KeyError for one without any text."""
    languages = list(said.texts)
    first = said.texts[languages[0]]
    contents = {language: content(said, language) for language in languages}
    to, cc = audience(said)
    made: Document = {
        "id": said.id,
        "type": "Article" if said.is_article else "Note",
        "attributedTo": said.author,
        "to": to,
        "cc": cc,
        "published": written(said.published),
        "content": contents[languages[0]],
        "contentMap": contents,
        "tag": [{"type": tag.kind, "name": tag.name, "href": tag.href} for tag in said.tags],
        "attachment": [_picture(picture) for picture in said.pictures],
    }
    if said.url:
        made["url"] = said.url
    if said.is_article and first.title:
        made["name"] = first.title
        made["nameMap"] = {language: text.title for language, text in said.texts.items() if text.title}
    if said.updated:
        made["updated"] = written(said.updated)
    if said.in_reply_to:
        made["inReplyTo"] = said.in_reply_to
    if said.replies:
        made["replies"] = said.replies
    if not said.to:
        made["interactionPolicy"] = POLICY
    return made


def create(said: Said, activity_id: str) -> Document:
    """The activity that published it, with the thing itself inside."""
    to, cc = audience(said)
    return {
        "id": activity_id,
        "type": "Create",
        "actor": said.author,
        "published": written(said.published),
        "to": to,
        "cc": cc,
        "object": document(said),
    }


def tombstone(uri: str, former: str, deleted: dt.datetime) -> Document:
    """What stays of something withdrawn (ActivityPub, 6.4)."""
    return {"id": uri, "type": "Tombstone", "formerType": former, "deleted": written(deleted)}


def content(said: Said, language: str) -> str:
    """One language of it, complete for whoever sees nothing else."""
    text = said.texts[language]
    others = [(code, other) for code, other in said.texts.items() if code != language]
    ways = "".join(_way(code, other) for code, other in others)
    return _lead(text) + _title(said, text) + dressed(text.html) + ways


def _title(said: Said, text: Text) -> str:
    if not text.title:
        return ""
    if said.is_article:
        return f'<h2><a href="{escape(text.url)}">{escape(text.title)}</a></h2>'
    return f"<p><strong>{escape(text.title)}</strong></p>"


def _lead(text: Text) -> str:
    return f"<p><strong>{escape(text.lead)}</strong></p>" if text.lead else ""


def _way(language: str, other: Text) -> str:
    return f'<p><a href="{escape(other.url)}" hreflang="{language}" lang="{language}">{escape(other.elsewhere)}</a></p>'


def dressed(html: str) -> str:
    """`html` with the classes by which Mastodon and others know a link to a hashtag or to somebody."""
    return html.replace(' class="hashtag"', ' class="mention hashtag"').replace(
        ' class="mention"', ' class="u-url mention"'
    )


def _picture(picture: Picture) -> Document:
    made: Document = {
        "type": "Image",
        "mediaType": picture.media_type,
        "url": picture.url,
        "name": picture.alt,
        "width": picture.width,
        "height": picture.height,
    }
    if picture.blurhash:
        made["blurhash"] = picture.blurhash
    return made
