"""What pages say in these tests: rows made directly, as if they had been published some minutes ago."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.text import fold
from preau.posts.models import Attachment, Hashtag, Picture, Placement, Post, Revision


def say(page: Page, text: str, *, minutes: float = 0, on: tuple[Page, ...] = (), tag: str = "", **fields: Any) -> Post:
    """A published post of `page`, also shown `on` others. `fields` are those of the model."""
    at = clock.now() - dt.timedelta(minutes=minutes)
    texts = {"body_fr": text, "html_fr": f"<p>{text}</p>"} if text else {}
    post = Post.objects.create(page=page, state="published", published_at=at, **{**texts, **fields})
    Placement.objects.bulk_create(Placement(post=post, page=shown, published_at=at) for shown in (page, *on))
    Revision.objects.create(post=post, number=1, at=at, title_fr=post.title_fr, body_fr=post.body_fr)
    if tag:
        Hashtag.objects.create(post=post, name=fold(tag), label=tag, published_at=at)
    return post


def alert(page: Page, text: str, *, state: str = "closed", hours: float | None = 6, **fields: Any) -> Post:
    expires_at = clock.now() + dt.timedelta(hours=hours) if hours is not None else None
    return say(page, text, kind="alert", alert_state=state, expires_at=expires_at, **fields)


def withdraw(post: Post, reason: str) -> None:
    Post.objects.filter(pk=post.pk).update(state="withdrawn", withdrawn_at=clock.now(), withdrawn_reason=reason)
    post.placements.update(published_at=None)
    post.hashtags.update(published_at=None)


def illustrate(post: Post, alt: str) -> Attachment:
    renditions = [
        {"width": width, "height": width // 2, "file": f"posts/essai-{post.pk}-{width}.webp", "type": "image/webp"}
        for width in (400, 800, 1200)
    ]
    picture = Picture.objects.create(
        page=post.page, digest="0" * 64, width=1200, height=600, blurhash="L", renditions=renditions
    )
    return Attachment.objects.create(post=post, picture=picture, alt_fr=alt)
