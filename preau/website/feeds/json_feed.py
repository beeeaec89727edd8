from __future__ import annotations

from typing import Any

from preau.website.addresses import absolute, origin, path_to
from preau.website.shown import Shown

from .content import Feed, clean, content_of, entry_id


def json_feed(feed: Feed) -> dict[str, Any]:
    """`feed` as a JSON Feed 1.1 document (https://www.jsonfeed.org/version/1.1/)."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": feed.page.name, "url": feed.home}],
        "items": [_item(seen) for seen in feed.posts],
    }
    if feed.subtitle:
        document["description"] = feed.subtitle
    if feed.page.portrait:
        document["icon"] = origin(feed.domain) + feed.page.portrait.url
    return document


def _item(seen: Shown) -> dict[str, Any]:
    assert seen.post.published_at is not None  # noqa: S101 — only published posts are in feeds
    item: dict[str, Any] = {
        "id": entry_id(seen),
        "url": seen.address,
        "content_html": content_of(seen),
        "summary": clean(seen.summary),
        "date_published": seen.post.published_at.isoformat(),
        "date_modified": seen.changed_at.isoformat(),
        "language": f"{seen.language}-CA",
        "authors": [{"name": seen.page.name, "url": absolute(seen.page.domain, path_to("page", seen.page.handle))}],
    }
    if seen.title:
        item["title"] = clean(seen.title)
    if seen.pictures:
        start = origin(seen.page.domain)
        item["image"] = start + seen.pictures[0].widest
        item["attachments"] = [
            {"url": start + picture.widest, "mime_type": picture.media_type, "title": clean(picture.alt)}
            for picture in seen.pictures
        ]
    return item
