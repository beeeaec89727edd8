"""What a feed says, whatever its format."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from preau.institutions.models import Domain, Page
from preau.posts.models import Post
from preau.website.addresses import absolute, origin, path_to
from preau.website.shown import Shown, reader_language

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 can't hold


@dataclass(frozen=True, slots=True)
class Feed:
    """`id` never changes, whatever becomes of the page's handle."""

    id: str
    title: str
    subtitle: str
    language: str
    page: Page
    home: str
    address: str
    updated: dt.datetime
    posts: list[Shown]

    @property
    def domain(self) -> Domain:
        return self.page.domain


def feed_of(page: Page, posts: Sequence[Post], *, kind: str, of_network: bool) -> Feed:
    """The feed of a page or, `of_network`, of a board with its schools. `kind`: "atom" or "json"."""
    entries = [Shown(post) for post in posts]
    title = _("%(name)s et ses écoles") % {"name": page.name} if of_network else page.name
    name = f"{'network' if of_network else 'feed'}_{kind}"
    return Feed(
        id=tag_uri(page.domain, f"{'reseau' if of_network else 'page'}/{page.pk}", page.opened_at or page.updated_at),
        title=title,
        subtitle=page.summary_en or page.summary_fr
        if reader_language() == "en"
        else page.summary_fr or page.summary_en,
        language=f"{reader_language()}-CA",
        page=page,
        home=absolute(page.domain, path_to("page", page.handle)),
        address=absolute(page.domain, path_to(name, page.handle)),
        updated=max([page.updated_at, *(entry.changed_at for entry in entries)]),
        posts=entries,
    )


def tag_uri(domain: Domain, thing: str, since: dt.datetime) -> str:
    """A name for ever (RFC 4151): "tag:host,2026-11-24:page/7"."""
    return f"tag:{domain.host.partition(':')[0]},{since:%Y-%m-%d}:{thing}"


def entry_id(seen: Shown) -> str:
    return tag_uri(seen.page.domain, f"post/{seen.post.pk}", seen.post.published_at or seen.post.created_at)


def content_of(seen: Shown) -> str:
    """The whole text and the pictures with their alternative texts, as HTML whose addresses are absolute."""
    start = origin(seen.page.domain)
    pictures = "".join(
        format_html(
            '<figure><img src="{}" alt="{}" width="{}" height="{}"></figure>',
            start + picture.widest,
            picture.alt,
            picture.width,
            picture.height,
        )
        for picture in seen.pictures
    )
    notice = format_html("<p><strong>{}</strong></p>", seen.state_words) if seen.is_alert else ""
    return clean(notice + re.sub(r'(href|src)="/(?!/)', rf'\1="{start}/', seen.html) + pictures)


def clean(text: str) -> str:
    return CONTROL.sub("", text)
